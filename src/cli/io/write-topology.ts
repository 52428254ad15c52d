import type { LoadedTopology } from './loaded-topology';
import { writeOutputs, type TreeOutput, type TreeReport } from './outputs/write-outputs';

/** Writes trees of a topology, and in the same step its lock file if that changed. Returns a report on each tree. */
export function writeTopology(
  { topology, lockFile, read }: LoadedTopology,
  trees: readonly Omit<TreeOutput, 'topology'>[],
): readonly TreeReport[] {
  return writeOutputs({
    trees: trees.map((tree) => ({ ...tree, topology: topology.plan.topology })),
    ...(topology.lock.changed ? { file: { path: lockFile, text: topology.lock.text } } : {}),
    read,
  });
}
