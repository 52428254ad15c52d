import type { Change } from './change';
import * as issues from './issues';
import { logsLeft, logsShortened } from './logs-issues';
import { transition, type Transition } from './transition';

/** Judges how long logs and backups are kept: with fewer days the clouds delete what is older, without logs all of them. */
export function judgeKeptDays({ before, after }: Pick<Change, 'before' | 'after'>): Transition[] {
  const judged = [
    [before.flowLogDays, after.flowLogDays, issues.flowLogsShortened],
    [before.logDays, after.logDays, logsShortened],
    [before.datastore.backupDays, after.datastore.backupDays, issues.backupsShortened],
  ] as const;
  const shortened = judged.flatMap(([was, is, made]) =>
    was === undefined || is === undefined || is >= was ? [] : [transition(made({ was, is }), {})],
  );
  const { logDays } = before;
  const isLeft = logDays !== undefined && after.logDays === undefined;
  return isLeft ? [...shortened, transition(logsLeft(logDays), {})] : shortened;
}
