import type { TreeOnDisk } from '../../../actions/trees/tree-on-disk';
import { DISK } from './disk';
import { heldBy, isAtWork, pause, runFoldersIn, type Patience } from './leases';
import { treePlace } from './place';
import { readTree } from './read-tree';
import { newRun } from './run-identity';
import { isCommitted } from './transaction';

/** A tree that no run is writing to. `interrupted` is true if a run was ended while it wrote to it. */
export interface TreeAtRest {
  readonly tree: TreeOnDisk;
  readonly interrupted: boolean;
}

/**
 * Reads a tree while no run writes to it. Changes nothing.
 *
 * @throws Refusal if a run writes to it for longer than this one waits
 */
export function readAtRest(root: string, patience: Patience = {}): TreeAtRest {
  const place = treePlace(root);
  const self = newRun();
  const end = Date.now() + (patience.waitMs ?? 10_000);
  for (;;) {
    const left = runFoldersIn(DISK, place);
    const writing = left.find((it) => isAtWork(DISK, it, self));
    if (!writing) return { tree: readTree(place.folder), interrupted: left.some((it) => isCommitted(DISK, it)) };
    if (Date.now() >= end) throw heldBy(writing, self);
    pause(50);
  }
}
