import type { EngineId } from '../kernel/ids';
import type { Issue } from '../kernel/issue';
import type { Lock } from '../spec/lock';
import type { Standing, StandingSizes } from '../spec/standing';
import { lockOfFormerFormat } from './issues';
import type { TreeSizes } from './trees/tree-sizes';

/** The sizes that stand before a run, and how the rest of what stands is known. */
export interface Stands {
  readonly sizes: StandingSizes;
  /** Returns what stands, given what the plan of today's spec says of it. */
  readonly before: (planned: Standing) => Standing;
  readonly issues: readonly Issue[];
}

/**
 * Returns what stands: by the lock file, or, where that is of a former format, by the tree. Sizes of another engine's
 * nodes are no measure.
 */
export function sizesThatStand(
  input: {
    readonly lockFile: string;
    readonly judgement?: 'refuse' | 'tell' | 'leave';
    readonly treeSizes?: (topology: string) => TreeSizes | undefined;
  },
  lock: Lock | undefined,
  engine: EngineId,
): Stands {
  if (lock === undefined || input.judgement === 'leave') return { sizes: {}, before: (planned) => planned, issues: [] };
  const { standing } = lock;
  if (standing !== undefined) {
    const sizes = standing.datastore.engine === engine ? standing.datacenters : {};
    return { sizes, before: () => standing, issues: [] };
  }
  const tree = input.treeSizes?.(lock.topology);
  const sizes = new Map(Object.entries(tree?.sizes ?? {}));
  return {
    sizes: Object.fromEntries(sizes),
    before: (planned) => ({
      ...planned,
      datacenters: Object.fromEntries(
        Object.entries(planned.datacenters).map(([name, it]) => [name, { ...it, ...sizes.get(name) }]),
      ),
    }),
    issues: [{ ...lockOfFormerFormat(tree), file: input.lockFile }],
  };
}
