import type { Change } from './change';
import * as issues from './issues';
import { transition, type Transition } from './transition';

/** Judges how long logs and backups are kept: with fewer days the clouds delete what is older. */
export function judgeKeptDays({ before, after }: Pick<Change, 'before' | 'after'>): Transition[] {
  const judged = [
    [before.flowLogDays, after.flowLogDays, issues.flowLogsShortened],
    [before.datastore.backupDays, after.datastore.backupDays, issues.backupsShortened],
  ] as const;
  return judged.flatMap(([was, is, made]) =>
    was === undefined || is === undefined || is >= was ? [] : [transition(made({ was, is }), {})],
  );
}
