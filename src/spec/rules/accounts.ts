import { isDeepStrictEqual } from 'node:util';
import type { Account } from '../../kernel/cloud/account';
import type { CloudFacts, CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue, PathStep } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/accounts';

/** A datacenter with its account; undefined where nothing is said of one. */
interface Placed {
  readonly name: string;
  readonly path: readonly PathStep[];
  readonly account: Account | undefined;
}

/** Checks the accounts: that each has its own cloud's keys, and that links know both ends by their accounts. */
export function checkAccounts(draft: Draft, facts: CloudFactsTable): Issue[] {
  return Object.values(facts).flatMap((cloud) => checkCloud(draft, cloud));
}

function checkCloud(draft: Draft, cloud: CloudFacts): Issue[] {
  const shared = draft.accounts?.[cloud.id];
  const own = draft.datacenters.filter(({ document }) => document.cloud === cloud.id);
  const unused = shared !== undefined && draft.complete && own.every(({ document }) => document.account !== undefined);
  const found = [
    ...(unused ? [issues.accountUnused(['accounts', cloud.id], cloud.title)] : []),
    ...checkAccount(['accounts', cloud.id], shared, cloud),
    ...own.flatMap(({ path, document }) => checkAccount([...path, 'account'], document.account, cloud)),
  ];
  if (found.some(({ severity }) => severity === 'error')) return found;
  const placed = own.map(({ path, document }): Placed => {
    const account = document.account ?? shared;
    return { name: document.name, path, account: isEmpty(account) ? undefined : account };
  });
  return [...found, ...checkSeveral(placed, cloud), ...checkSeedReaders(draft, placed, cloud)];
}

function isEmpty(account: Account | undefined): boolean {
  return account === undefined || Object.keys(account).length === 0;
}

function checkAccount(path: readonly PathStep[], account: Account | undefined, cloud: CloudFacts): Issue[] {
  if (!account) return [];
  const { keys, idOf } = cloud.account;
  const foreign = Object.keys(account).filter((key) => !keys.some((own) => own === key));
  if (foreign.length > 0)
    return foreign.map((key) => issues.accountKeyOfAnotherCloud([...path, key], key, cloud.title, keys));
  const { assumeRole, allowedAccountIds } = account;
  const id = assumeRole && idOf({ assumeRole });
  if (id === undefined || allowedAccountIds === undefined || allowedAccountIds.includes(id)) return [];
  return [issues.roleOutsideAllowedAccounts([...path, 'assumeRole', 'roleArn'], id, allowedAccountIds)];
}

/** Checks datacenters of one cloud that are reached in different ways: each account has a name, and each name one way. */
function checkSeveral(placed: readonly Placed[], { account: { nameOf }, title }: CloudFacts): Issue[] {
  const [first] = placed;
  if (!first || placed.every(({ account }) => isDeepStrictEqual(account, first.account))) return [];
  return placed.flatMap((it, i) => {
    const name = nameOf(it.account);
    const path = [...it.path, 'account'];
    const different = placed.filter(({ account }) => !isDeepStrictEqual(account, it.account));
    if (name === undefined)
      return [
        issues.accountUnknown(
          it.account === undefined ? it.path : path,
          it.name,
          title,
          different.map((other) => other.name),
        ),
      ];
    const same = placed.slice(0, i).find((other) => nameOf(other.account) === name);
    if (!same || isDeepStrictEqual(same.account, it.account)) return [];
    return [issues.accountReachedTwice(path, it.name, same.name)];
  });
}

/** Checks that data planes read the bucket of the control planes beside the primary, which admits its own account alone. */
function checkSeedReaders({ kong, datastore }: Draft, placed: readonly Placed[], { account }: CloudFacts): Issue[] {
  if (kong?.mode !== 'hybrid' || !datastore || !('primary' in datastore)) return [];
  const home = placed.find(({ name }) => name === datastore.primary);
  if (!home) return [];
  const idAt = (it: Placed): string | undefined => it.account && account.idOf(it.account);
  return placed
    .filter((it) => idAt(it) !== idAt(home))
    .map((it) => issues.dataPlanesInAnotherAccount([...it.path, 'account'], it.name, home.name));
}
