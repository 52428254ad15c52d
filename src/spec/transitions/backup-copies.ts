import { backupCopiesLeft } from './backup-copies-issues';
import { stayingDatacenters, type Change } from './change';
import { transition, type Transition } from './transition';

/** Judges the second region of backups: with another one, or none, the key goes that the copies there are read with. */
export function judgeBackupCopies(change: Change): Transition[] {
  return stayingDatacenters(change).flatMap(({ name, before, after }) => {
    const was = before.copyRegion;
    return was === undefined || was === after.copyRegion
      ? []
      : [transition(backupCopiesLeft(['backups'], name, was), { datacenter: name })];
  });
}
