import type { CloudFacts } from '../kernel/cloud/facts';
import { issue, type Issue } from '../kernel/issue';
import type { TreeSizes } from './trees/tree-sizes';

/** Makes the issue that `--frozen-lock` reports if this run would have written or changed the lock file. */
export function lockFrozen(lockFile: string, missing: boolean, names: readonly string[]): Issue {
  return issue('lock-frozen', {
    path: [],
    message: missing
      ? `the lock file ${lockFile} is missing, and --frozen-lock forbids writing it`
      : `the lock file ${lockFile} does not fit the spec (${names.join(', ')}), and --frozen-lock forbids changing it`,
    remedy: 'run topogen synth without --frozen-lock and commit the lock file with the spec',
  });
}

/**
 * Makes the advice about a lock file of format 1, which held indexes alone.
 *
 * @param tree the tree whose sizes are taken instead; undefined if there is none
 */
export function lockOfFormerFormat(tree: TreeSizes | undefined): Issue {
  const sizes = Object.entries(tree?.sizes ?? {}).map(
    ([name, { nodes, diskGib }]) => `${name} ${nodes} x ${diskGib} GiB`,
  );
  return issue('lock-of-former-format', {
    severity: 'advice',
    path: ['format'],
    message:
      'the lock file is of format 1, which does not hold what stands: taken from the plan of this spec' +
      (tree === undefined || sizes.length === 0
        ? ''
        : `, and nodes and data disks from ${tree.root}: ${sizes.join(', ')}`),
    remedy: 'nothing is lost; run topogen synth before the spec changes, and commit the lock file that it writes',
  });
}

/** User data of a machine, or of the machines of a pool, and the key of the spec that asks for such. */
export interface UserDataAt {
  readonly datacenter: string;
  readonly key: 'datastore' | 'gateway' | 'kong' | 'links';
  /** Name of the machine or of the pool. */
  readonly machine: string;
  /** Bytes that the cloud gets, before they are encoded. */
  readonly bytes: number;
}

/** Keys and other things of a spec that add to it, in words. */
const ADDS_TO: Readonly<Record<UserDataAt['key'], string>> = {
  datastore: 'each datacenter, encryption of the datastore and monitoring',
  kong: 'gateway.certificate, redis, backups.configuration, monitoring, a packageUrl, and each node of the datastore',
  gateway: 'gateway.balancer and monitoring',
  links: 'each link of the datacenter',
};

/**
 * Makes the issue about machines that the cloud would refuse to make.
 *
 * @param files names of those of its files that take most
 */
export function userDataTooLarge(
  { datacenter, key, machine, bytes }: UserDataAt,
  { title, userData: { maximumBytes, isCompressed } }: Pick<CloudFacts, 'title' | 'userData'>,
  files: readonly string[],
): Issue {
  const number = (value: number): string => value.toLocaleString('en-US');
  return issue('user-data-too-large', {
    path: [key],
    message: `user data of ${machine} in ${datacenter} has ${number(bytes)} bytes${isCompressed ? ', compressed' : ''}, and ${title} takes ${number(maximumBytes.value)}`,
    remedy: `ask for less on these machines, or for shorter names: ${ADDS_TO[key]} add to it; most of it is ${files.join(', ')}`,
  });
}
