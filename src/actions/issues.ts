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
