import { dirname, join, relative, resolve } from 'node:path';
import type { Artifact } from '../../../kernel/artifact';
import { canonicalJson } from '../../../kernel/json';
import { applyChanges, undoChanges, type Change } from './changes';
import { look, makeFolder, passing, removeFolder, syncFolder, writeNew, type Disk } from './disk';
import { workFolder, type Lease, type Leases, type Leftover } from './leases';
import type { Place } from './place';

/*
 * A run writes all its outputs in one step. The run's folder of each place contains
 *
 *   .gitignore     so that the folder of a killed run is not committed by accident
 *   new/           the new content
 *   run.json       the changes of this place, and the other places of the run
 *   committed      made in every place when everything else is ready; from then on the run counts as done
 *   old/           replaced and removed content, until all changes are done
 *
 * A run that ends before the first `committed` has changed nothing: its folders are removed. One that ends after it is
 * finished by the next: if one place has the file, the changes of all places are applied, except those that are done
 * already.
 */

/** The changes of one place. */
export interface TransactionPart {
  readonly lease: Lease;
  readonly changes: readonly Change[];
}

const RUN_FILE = 'run.json';
const COMMITTED = 'committed';

/** A file that must be ready before the changes; `replaces` is true if it replaces one. */
export interface Ready extends Artifact {
  readonly durable?: boolean;
  readonly replaces?: boolean;
}

/** Writes all new files into the run's folders. No existing file is touched. */
export function layReady(disk: Disk, parts: readonly (TransactionPart & { readonly files: readonly Ready[] })[]): void {
  for (const { lease, changes, files } of parts) {
    writeNew(disk, join(lease.work, '.gitignore'), '*\n');
    const folders = new Set<string>();
    for (const { path, text, executable, durable, replaces } of files) {
      const target = join(lease.work, 'new', path);
      if (!folders.has(dirname(target))) makeFolder(disk, dirname(target));
      folders.add(dirname(target));
      const instead = replaces ? look(disk, join(lease.place.folder, path)) : undefined;
      writeNew(disk, target, text, { executable: executable ?? false, durable: durable ?? false, instead });
    }
    const places = parts.map((part) => ({
      folder: relative(lease.place.folder, part.lease.place.folder),
      key: part.lease.place.key,
    }));
    writeNew(disk, join(lease.work, RUN_FILE), canonicalJson({ format: 1, places, changes }), { durable: true });
    syncFolder(disk, lease.work);
  }
}

/** Commits the run: from here on it counts as done, whatever happens to it. If this fails, it does not. */
export function commit(disk: Disk, parts: readonly TransactionPart[]): void {
  try {
    for (const { lease } of parts) {
      writeNew(disk, join(lease.work, COMMITTED), '', { durable: true });
      syncFolder(disk, lease.work);
    }
  } catch (error) {
    uncommit(disk, leasesOf(parts));
    throw error;
  }
}

/**
 * Applies the committed changes. If one fails, it undoes all of them.
 *
 * @throws CarryOutError with `undone` false if the undoing failed too
 */
export function carryOut(disk: Disk, parts: readonly TransactionPart[]): void {
  try {
    for (const { lease, changes } of parts) applyChanges(disk, lease, changes);
  } catch (error) {
    throw new CarryOutError(error, takenBack(disk, parts));
  }
  for (const { lease } of parts) if (lease.place.key !== 'tree') syncFolder(disk, lease.place.folder);
  uncommit(disk, leasesOf(parts));
}

/** A change that failed. */
export class CarryOutError extends Error {
  constructor(
    readonly reason: unknown,
    /** True if everything is as it was before the run; if false, the next run finishes it. */
    readonly undone: boolean,
  ) {
    super('the outputs could not be put in place');
  }
}

function takenBack(disk: Disk, parts: readonly TransactionPart[]): boolean {
  try {
    for (const { lease, changes } of [...parts].reverse()) undoChanges(disk, lease, changes);
    uncommit(disk, leasesOf(parts));
    return true;
  } catch {
    return false;
  }
}

function leasesOf(parts: readonly TransactionPart[]): Lease[] {
  return parts.map(({ lease }) => lease);
}

/**
 * Removes the files `committed` of all places. This comes before the removal of any kept content, so that no place asks
 * to be finished without it.
 */
function uncommit(disk: Disk, leases: readonly Lease[]): void {
  for (const { work } of leases) passing(['ENOENT'], () => disk.unlinkSync(join(work, COMMITTED)));
}

/** Returns the places that ended runs have written to besides the held ones: they are settled together. */
export function placesOf(disk: Disk, { leftovers }: Leases): Place[] {
  return leftovers.flatMap((leftover) =>
    readRun(disk, leftover).places.filter((place) => look(disk, workFolder(place, leftover.owner))),
  );
}

/** True if an ended run has to be finished. */
export function isCommitted(disk: Disk, { work }: Leftover): boolean {
  return look(disk, join(work, COMMITTED)) !== undefined;
}

/** Finishes the ended runs that were committed, and removes the folders of the others. */
export function settle(disk: Disk, { leftovers }: Leases): void {
  for (const run of new Set(leftovers.map(({ owner }) => owner.run))) {
    const members = leftovers.filter(({ owner }) => owner.run === run);
    if (members.some((member) => isCommitted(disk, member)))
      for (const member of members) applyChanges(disk, member, readRun(disk, member).changes);
    uncommit(disk, members);
    for (const { work } of members) removeFolder(disk, work);
  }
}

interface RunFile {
  readonly changes: readonly Change[];
  readonly places: readonly Place[];
}

const KINDS: readonly unknown[] = ['add', 'replace', 'remove', 'tidy'];

/** Reads the changes of a run in a place. If its file is missing or broken, the run had not changed anything yet. */
function readRun(disk: Disk, { work, place }: Leftover): RunFile {
  try {
    const { changes, places } = JSON.parse(disk.readFileSync(join(work, RUN_FILE), 'utf8')) as RunFile;
    return {
      changes: changes.filter((change) => KINDS.includes(change.do) && typeof change.path === 'string'),
      places: places
        .map(({ folder, key }) => ({ folder: resolve(place.folder, folder), key: String(key) }))
        .filter(({ key }) => /^(tree|file[0-9a-f]{8})$/.test(key))
        .map((it) => ({ ...it, name: it.folder })),
    };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return { changes: [], places: [] };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { changes: [], places: [] };
    throw error;
  }
}
