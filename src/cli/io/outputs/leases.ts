import { join } from 'node:path';
import { Refusal } from '../refusal';
import { look, makeFolder, passing, removeFolder, type Disk } from './disk';
import type { Place } from './place';
import { identityText, parseIdentity, standingOf, type RunIdentity } from './run-identity';

/*
 * A run that is about to write makes a folder of its own in each place, and then looks whether another's lies there. Of two runs
 * at once, at least the one that looks later sees the other, so never do both go on; one that sees another takes its folders
 * away, waits, and begins again. A folder's name says whose it is, so a run that was killed holds nothing: its folders are known
 * to be nobody's as soon as its process is gone, and nothing has to be taken over.
 */

const PREFIX = '.topogen-run-';

/** A place in which this run alone writes. */
export interface Lease {
  readonly place: Place;
  /** The run's own folder there, for what it needs on the way. */
  readonly work: string;
}

/** A folder that a run left in a place. */
export interface Leftover {
  readonly place: Place;
  readonly work: string;
  readonly owner: RunIdentity;
}

/** How patient a run is with another one that writes to the same places. */
export interface Patience {
  /** @default 10000 */
  readonly waitMs?: number;
}

/** After so long without a sign of life, a run that cannot be seen from here, on another machine, is taken to be gone. */
const UNSEEN_MINUTES = 10;

/** Whether an entry of a folder is a run's own folder, and so no part of any tree. */
export function isRunFolder(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** What runs have left in a place, or have there while they write. */
export function runFoldersIn(disk: Disk, place: Place): Leftover[] {
  const names = passing(['ENOENT', 'ENOTDIR'], () => disk.readdirSync(place.folder)) ?? [];
  const prefix = `${PREFIX}${place.key}-`;
  return names.flatMap((name) => {
    const owner = name.startsWith(prefix) ? parseIdentity(name.slice(prefix.length)) : undefined;
    return owner ? [{ place, work: join(place.folder, name), owner }] : [];
  });
}

/** The run's own folder in a place. */
export function workFolder(place: Place, run: RunIdentity): string {
  return join(place.folder, `${PREFIX}${place.key}-${identityText(run)}`);
}

/** The places held by this run. */
export interface Leases {
  readonly held: readonly Lease[];
  /** What runs that are gone have left in these places. */
  readonly leftovers: readonly Leftover[];
  /** Gives the places free, and takes away the folders that were made for them and are still empty. */
  release(): void;
}

/** Takes all of the places, or throws a refusal that says who holds one of them. */
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

/** The folders of other runs in the places, and of one that is at work if there is any. */
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

/** Whether a run is still writing, as far as can be known from here. Its own folder must be there, for its time is compared. */
export function isAtWork(disk: Disk, { work, owner, place }: Leftover, self: RunIdentity): boolean {
  const standing = standingOf(owner, self);
  if (standing !== 'unknown') return standing === 'alive';
  // Both times are those of the file system, which may lie on a machine with another clock.
  const now = look(disk, workFolder(place, self))?.mtimeMs ?? Date.now();
  const last = look(disk, work)?.mtimeMs;
  return last !== undefined && now - last < UNSEEN_MINUTES * 60_000;
}

/** The refusal that names the run that holds a place. */
export function heldBy({ place, work, owner }: Leftover, self: RunIdentity): Refusal {
  const who = standingOf(owner, self) === 'alive' ? `process ${owner.pid}` : 'on another machine or in a container';
  return new Refusal(
    `another run of topogen is at work on ${place.name} (${who}); run again when it has ended. ` +
      `If there is none, remove ${work}`,
  );
}

/** Waits without giving up the thread: nothing else is to happen meanwhile. */
export function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
