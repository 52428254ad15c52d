import { join } from 'node:path';
import { Refusal } from '../refusal';
import { look, makeFolder, passing, removeFolder, type Disk } from './disk';
import type { Place } from './place';
import { identityText, parseIdentity, standingOf, type RunIdentity } from './run-identity';

/*
 * Leases keep two runs from writing to one place at once. A run makes a folder of its own in each place, and then looks
 * for folders of other runs there. Of two runs at once, at least the one that looks later sees the other's folder, so
 * they never both go on; a run that sees another's folder removes its own, waits, and begins again. The name of a
 * folder identifies its run, so a killed run holds nothing: its folders are abandoned as soon as its process has ended,
 * and no lock has to be broken.
 */

const PREFIX = '.topogen-run-';

/** A place in which this run alone writes. */
export interface Lease {
  readonly place: Place;
  /** Run's own folder in the place, for its files until they are put in place. */
  readonly work: string;
}

/** A folder that another run has in a place. */
export interface Leftover {
  readonly place: Place;
  readonly work: string;
  readonly owner: RunIdentity;
}

/** The time that a run waits for another one that writes to the same places. */
export interface Patience {
  /** Longest wait. @default 10000 */
  readonly waitMs?: number;
}

/**
 * A run whose process cannot be checked from here, on another machine, counts as ended after this time without a sign
 * of life.
 */
const UNSEEN_MINUTES = 10;

/** True if an entry of a folder is a run's own folder, and so no part of any tree. */
export function isRunFolder(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Returns the folders of runs in a place, both of ended runs and of those that are writing. */
export function runFoldersIn(disk: Disk, place: Place): Leftover[] {
  const names = passing(['ENOENT', 'ENOTDIR'], () => disk.readdirSync(place.folder)) ?? [];
  const prefix = `${PREFIX}${place.key}-`;
  return names.flatMap((name) => {
    const owner = name.startsWith(prefix) ? parseIdentity(name.slice(prefix.length)) : undefined;
    return owner ? [{ place, work: join(place.folder, name), owner }] : [];
  });
}

/** Returns the run's own folder in a place. */
export function workFolder(place: Place, run: RunIdentity): string {
  return join(place.folder, `${PREFIX}${place.key}-${identityText(run)}`);
}

/** The places held by this run. */
export interface Leases {
  readonly held: readonly Lease[];
  /** Folders of ended runs in these places. */
  readonly leftovers: readonly Leftover[];
  /** Releases the places, and removes the folders that were made for them and are still empty. */
  release(): void;
}

/**
 * Takes all of the places.
 *
 * @throws Refusal that names the run that holds one of them
 */
export function takeLeases(disk: Disk, places: readonly Place[], run: RunIdentity, patience: Patience = {}): Leases {
  const end = Date.now() + (patience.waitMs ?? 10_000);
  for (;;) {
    const leases = makeAll(disk, places, run);
    const { rival, leftovers } = othersIn(disk, places, run, leases.release);
    if (!rival) return { ...leases, leftovers };
    leases.release();
    if (Date.now() >= end) throw heldBy(rival, run);
    pause(20 + Math.random() * 60);
  }
}

/** Returns the folders of other runs in the places, and that of a run that is writing, if any. */
function othersIn(
  disk: Disk,
  places: readonly Place[],
  run: RunIdentity,
  release: () => void,
): { readonly rival: Leftover | undefined; readonly leftovers: readonly Leftover[] } {
  try {
    const leftovers = places.flatMap((place) => runFoldersIn(disk, place)).filter(({ owner }) => owner.run !== run.run);
    return { rival: leftovers.find((it) => isAtWork(disk, it, run)), leftovers };
  } catch (error) {
    release();
    throw error;
  }
}

function makeAll(disk: Disk, places: readonly Place[], run: RunIdentity): Omit<Leases, 'leftovers'> {
  const held: Lease[] = [];
  const made: string[] = [];
  const release = (): void => {
    for (const { work } of held) removeFolder(disk, work);
    for (const folder of made.reverse())
      passing(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EBUSY'], () => disk.rmdirSync(folder));
  };
  try {
    for (const place of places) {
      const top = makeFolder(disk, place.folder);
      if (top !== undefined) made.push(...foldersFrom(top, place.folder));
      const work = workFolder(place, run);
      disk.mkdirSync(work);
      held.push({ place, work });
    }
  } catch (error) {
    release();
    throw error;
  }
  return { held, release };
}

function foldersFrom(top: string, folder: string): string[] {
  const below = folder
    .slice(top.length)
    .split(/[\\/]/)
    .filter((part) => part !== '');
  return below.reduce((list, part) => [...list, join(list[list.length - 1] ?? top, part)], [top]);
}

/**
 * True if a run is still writing, as far as it can be checked from here. This run's own folder must exist, since its
 * time is compared.
 */
export function isAtWork(disk: Disk, { work, owner, place }: Leftover, self: RunIdentity): boolean {
  const standing = standingOf(owner, self);
  if (standing !== 'unknown') return standing === 'alive';
  // Both times are those of the file system, which may be on a machine with another clock.
  const now = look(disk, workFolder(place, self))?.mtimeMs ?? Date.now();
  const last = look(disk, work)?.mtimeMs;
  return last !== undefined && now - last < UNSEEN_MINUTES * 60_000;
}

/** Makes the refusal that names the run that holds a place. */
export function heldBy({ place, work, owner }: Leftover, self: RunIdentity): Refusal {
  const who = standingOf(owner, self) === 'alive' ? `process ${owner.pid}` : 'on another machine or in a container';
  return new Refusal(
    `another run of topogen is at work on ${place.name} (${who}); run again when it has ended. ` +
      `If there is none, remove ${work}`,
  );
}

/** Waits and blocks the thread: nothing else may happen meanwhile. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
