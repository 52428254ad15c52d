import { assumed } from '../../kernel/figure';
import type { ReckonedAlarm } from './reckoned-alarm';

/** Hours after which a backup that is due is missing. */
const LATE_HOURS = 12;

/**
 * Makes the alarm of backups that a cloud makes by a schedule, and has not made.
 *
 * @param everyHours hours between two of them
 * @param watched things that say so: backups that were made, those that failed, and copies that failed
 */
export function backupAlarm(everyHours: number, watched: number): ReckonedAlarm {
  return {
    name: 'backup',
    kind: 'backup',
    watched,
    limit: { is: 'below', value: 1, unit: 'backups', minutes: (everyHours + LATE_HOURS) * 60 },
    formula: 'one',
    inputs: [
      {
        name: 'one',
        value: 1,
        unit: 'backups',
        source: assumed('in this time a schedule that works makes one at least'),
      },
    ],
    reason: `the hours between two backups, and ${LATE_HOURS} more: schedulers begin within an hour and try again for another, and a first snapshot of a large disk takes hours; one that fails is told by itself`,
  };
}
