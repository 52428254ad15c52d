import type { Topology } from '../../actions/load-topology';
import type { Synthesis } from '../../actions/synthesize';
import { writeFileAtomically } from './write-file';
import { writeTree, type Checkpoint, type TreeReport } from './write-tree';

/** Where the outputs of a topology go. */
export interface OutputPlaces {
  /** Root of the HCL tree, `terraform/<topology>`. */
  readonly terraform: string;
  /** Root of the cdktf assembly. */
  readonly assembly: string;
  readonly lockFile: string;
}

/** What was written, and what was left alone. */
export interface OutputReport {
  readonly terraform: TreeReport;
  readonly assembly: TreeReport;
  readonly lockChanged: boolean;
}

/**
 * Writes the lock file first, so that an index which any output shows is never given out twice, then both trees.
 */
export function writeOutputs(
  topology: Topology,
  synthesis: Synthesis,
  places: OutputPlaces,
  checkpoint?: Checkpoint,
): OutputReport {
  if (topology.lock.changed) {
    checkpoint?.(`write ${places.lockFile}`);
    writeFileAtomically(places.lockFile, topology.lock.text);
  }
  return {
    lockChanged: topology.lock.changed,
    assembly: writeTree(places.assembly, synthesis.assembly, checkpoint),
    terraform: writeTree(places.terraform, synthesis.terraform, checkpoint),
  };
}
