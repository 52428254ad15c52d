import { isDeepStrictEqual } from 'node:util';
import type { CloudFacts, CloudFactsTable } from '../kernel/cloud/facts';
import type { DatacenterSpec } from '../spec/spec';
import type { DatacenterPlan } from './plan';

/** The account of a datacenter as the plan has it. */
export type PlannedAccount = Pick<DatacenterPlan, 'account' | 'accountId' | 'providerAlias'>;

/**
 * Returns the account of a datacenter. Where datacenters of its cloud are reached in different ways, the stack that touches
 * several of them has a provider for each, under the account's name; elsewhere one provider has no name.
 */
export function planAccount(
  { account, cloud }: DatacenterSpec,
  all: readonly DatacenterSpec[],
  facts: CloudFactsTable,
): PlannedAccount {
  const { idOf, nameOf }: CloudFacts['account'] = facts[cloud].account;
  const id = account && idOf(account);
  const own = all.filter((it) => it.cloud === cloud);
  const name = own.every((it) => isDeepStrictEqual(it.account, account)) ? undefined : nameOf(account);
  return {
    ...(account === undefined ? {} : { account }),
    ...(id === undefined ? {} : { accountId: id }),
    ...(name === undefined ? {} : { providerAlias: name }),
  };
}
