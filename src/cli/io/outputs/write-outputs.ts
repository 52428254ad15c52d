import { isMerged, mergeTree, worthNaming, type TreeMerge } from '../../../actions/trees/merge-tree';
import type { TreeOnDisk } from '../../../actions/trees/tree-on-disk';
import type { Artifact } from '../../../kernel/artifact';
import { Refusal } from '../refusal';
import { DISK, type Disk } from './disk';
import { orRelease, withWords, worded } from './in-words';
import { assertUnchanged, contentOf, type Read } from './inputs';
import { runFoldersIn, type Lease, type Leases, type Patience } from './leases';
import { filePlace, isSamePlace, treePlace, type Place } from './place';
import { changesOf, fileChanges, type PlannedPart } from './plan-changes';
import { readTree } from './read-tree';
import { newRun, type RunIdentity } from './run-identity';
import { takeSettled } from './settled-leases';
import { CarryOutError, carryOut, commit, layReady, type TransactionPart } from './transaction';

/*
 * These functions write outputs to the disk. The lock file of a spec and the trees that were made with it change in one
 * step:
 *
 *   1. Look (`merge-tree`): own files that differ are replaced, own files that are no longer wanted are removed,
 *      missing ones are added. Every other file in a tree is the user's and stays untouched. If there is nothing to do,
 *      nothing is done: not even a folder's time changes.
 *   2. Take the places (`leases`): one run at a time writes to each. The leftovers of a killed run are settled
 *      first, and the trees are looked at again.
 *   3. Refuse before anything is written, if a file of the user's is in the way, or if the spec or its lock file
 *      changed since they were read.
 *   4. Lay ready (`transaction`): all new files are written into the run's own folder in each place. A full disk
 *      shows here.
 *   5. Commit: one small file says that the run counts. A kill before it leaves the old outputs, and one after it
 *      the new ones, once the next run has done the rest. Then the changes are done, by renames: a file is the old one
 *      or the new one at every instant. If one fails, all are undone.
 *
 * Everything happens inside the given folders: a root may be a mount point or a link, and nothing is written beside it.
 * The files that must survive a power cut, the lock file and the account of the run, are forced to the disk; files that
 * the next run can make again are not, since that would take several times as long as everything else. The next run
 * compares them byte for byte.
 */

/** A tree to write. */
export interface TreeOutput {
  readonly root: string;
  readonly topology: string;
  readonly artifacts: readonly Artifact[];
  /** True if folders that become empty stay, for a program that has listed them before. @default false */
  readonly keepFolders?: boolean;
}

/** The outputs of one run, and the files that they were made from. */
export interface Outputs {
  readonly trees: readonly TreeOutput[];
  /** File that changes together with the trees; absent if it stays as it is. */
  readonly file?: { readonly path: string; readonly text: string };
  /** Files that were read, and must be the same when the outputs are put in place. */
  readonly read: readonly Read[];
}

/** The result for one tree. Paths are relative to its root. */
export interface TreeReport {
  /** Files of topogen's that no longer belonged to the topology. */
  readonly removed: readonly string[];
  /** Files that topogen did not write and left alone, without those of Terraform's tools. */
  readonly foreign: readonly string[];
  /** Number of files that were written. */
  readonly written: number;
  /** Topology that the tree belonged to before; absent if it was this one, or if the list named none. */
  readonly formerTopology?: string;
}

/** Tests replace these parts of the surroundings. */
export interface Surroundings extends Patience {
  readonly disk?: Disk;
  readonly run?: RunIdentity;
}

interface SeenTree {
  readonly output: TreeOutput;
  readonly tree: TreeOnDisk;
  readonly merge: TreeMerge;
}

/**
 * Writes all of the outputs or none, and returns a report on each tree.
 *
 * @throws Refusal that says why nothing changed
 */
export function writeOutputs(outputs: Outputs, surroundings: Surroundings = {}): readonly TreeReport[] {
  const disk = surroundings.disk ?? DISK;
  const places = placesFor(outputs);
  const done = withWords('nothing was changed', () => seenAsWritten(disk, outputs, places));
  if (done) return done.map(reportOf);

  const leases = takeSettled(disk, places, surroundings.run ?? newRun(), surroundings);
  const { seen, parts } = orRelease(leases, 'nothing was changed', () => {
    assertUnchanged(outputs.read, outputs.file);
    const seen = lookAt(outputs);
    const parts = partsOf(outputs, seen, leases);
    layReady(disk, parts);
    return { seen, parts };
  });
  putInPlace(disk, parts, leases);
  withWords('the outputs are written; the next run clears away what is left', () => leases.release());
  return seen.map(reportOf);
}

/** Returns the trees if no run is writing to them and there is nothing to do; undefined otherwise. */
function seenAsWritten(disk: Disk, outputs: Outputs, places: readonly Place[]): readonly SeenTree[] | undefined {
  if (places.some((place) => runFoldersIn(disk, place).length > 0)) return undefined;
  const seen = lookAt(outputs);
  return isWritten(outputs) && seen.every(({ merge }) => isMerged(merge)) ? seen : undefined;
}

function placesFor({ trees, file }: Outputs): Place[] {
  return [...(file ? [filePlace(file.path)] : []), ...trees.map(({ root }) => treePlace(root))];
}

/**
 * Reads the trees and computes their merges.
 *
 * @throws Refusal if a file of the user's is in the way of any of them
 */
function lookAt({ trees }: Outputs): SeenTree[] {
  const seen = trees.map((output) => {
    const tree = readTree(treePlace(output.root).folder);
    return { output, tree, merge: mergeTree(output.topology, output.artifacts, tree) };
  });
  const clashing = seen.filter(({ merge }) => merge.clashes.length > 0);
  if (clashing.length > 0) throw clashRefusal(clashing);
  return seen;
}

function clashRefusal(clashing: readonly SeenTree[]): Refusal {
  const lines = clashing.flatMap(({ output, merge }) =>
    merge.clashes.map(({ path, what }) => `  ${output.root}/${path}: ${what}`),
  );
  return new Refusal(
    `topogen has to write where something lies that is not its own, so nothing was changed:\n${lines.join('\n')}\n` +
      'Move all of it away, and run again',
  );
}

function isWritten({ file }: Outputs): boolean {
  return file === undefined || contentOf(file.path) === file.text;
}

function partsOf({ file }: Outputs, seen: readonly SeenTree[], { held }: Leases): PlannedPart[] {
  const leaseOf = (place: Place): Lease => held.find((lease) => isSamePlace(lease.place, place))!;
  const parts = seen.map(({ output, tree, merge }) =>
    changesOf(leaseOf(treePlace(output.root)), tree, merge, output.keepFolders ?? false),
  );
  if (file && contentOf(file.path) !== file.text) {
    const place = filePlace(file.path);
    // The lock file comes first, so that an index that any output shows is never assigned twice.
    parts.unshift(fileChanges(leaseOf(place), file, place.file));
  }
  return parts.filter(({ changes }) => changes.length > 0);
}

function putInPlace(disk: Disk, parts: readonly TransactionPart[], leases: Leases): void {
  orRelease(leases, 'nothing was changed', () => commit(disk, parts));
  try {
    carryOut(disk, parts);
  } catch (error) {
    if (!(error instanceof CarryOutError)) throw worded(error, 'the outputs are written');
    if (!error.undone)
      throw worded(error.reason, 'some of the outputs are in place and some are not; the next run finishes them');
    orRelease(leases, 'everything is as it was before', () => {
      throw error.reason;
    });
  }
}

function reportOf({ merge }: SeenTree): TreeReport {
  return {
    removed: merge.remove,
    foreign: worthNaming(merge.foreign),
    written: merge.add.length + merge.replace.length,
    ...(merge.formerTopology === undefined ? {} : { formerTopology: merge.formerTopology }),
  };
}
