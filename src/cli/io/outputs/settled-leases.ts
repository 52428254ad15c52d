import { DISK, type Disk } from './disk';
import { orRelease, withWords } from './in-words';
import { runFoldersIn, takeLeases, type Leases, type Patience } from './leases';
import { filePlace, isSamePlace, type Place } from './place';
import { newRun, type RunIdentity } from './run-identity';
import { placesOf, settle } from './transaction';

/**
 * Takes the leases, and settles everything that killed runs have left in these places, and in others together with
 * these.
 */
export function takeSettled(disk: Disk, wanted: readonly Place[], run: RunIdentity, patience: Patience = {}): Leases {
  for (let places = [...wanted]; ;) {
    const leases = withWords('nothing was changed', () => takeLeases(disk, places, run, patience));
    const more = orRelease(
      leases,
      'an earlier run was ended while it wrote, and what it left cannot be finished',
      () => {
        const named = placesOf(disk, leases).filter((it) => !places.some((place) => isSamePlace(place, it)));
        if (named.length === 0) settle(disk, leases);
        return named;
      },
    );
    if (more.length === 0) return leases;
    leases.release();
    places = [...places, ...more.filter((it, i) => more.findIndex((other) => isSamePlace(other, it)) === i)];
  }
}

/**
 * Finishes the change of a file that a killed run has begun, before the file is read: otherwise a lock file that was
 * about to change would be read as it was before. Waits for a run that is writing to it.
 */
export function settleFile(path: string, patience: Patience = {}): void {
  const place = filePlace(path);
  if (runFoldersIn(DISK, place).length > 0) takeSettled(DISK, [place], newRun(), patience).release();
}
