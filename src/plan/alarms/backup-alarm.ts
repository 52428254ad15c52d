import { assumed, type Figure } from '../../kernel/figure';
import { fromFigure } from '../sizing/reckoned';
import type { ReckonedAlarm } from './reckoned-alarm';

/** Hours after which a backup that is due is missing. */
const LATE_HOURS = 12;

type Arithmetic = Pick<ReckonedAlarm, 'formula' | 'inputs' | 'reason'>;

/**
 * Makes the alarm of backups that a cloud makes by a schedule, and has not made.
 *
 * @param everyHours hours between two of them
 * @param watched things that say so: backups that were made, those that failed, and copies that failed
 * @param unheard backups in a row of which nothing may be heard, although all is well; none if each is told of
 */
export function backupAlarm(everyHours: number, watched: number, unheard?: Figure): ReckonedAlarm {
  const due = 1 + (unheard?.value ?? 0);
  return {
    name: 'backup',
    kind: 'backup',
    watched,
    limit: { is: 'below', value: 1, unit: 'backups', minutes: (everyHours * due + LATE_HOURS) * 60 },
    ...(unheard ? someHeard(due, unheard) : allHeard()),
  };
}

function allHeard(): Arithmetic {
  return {
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

function someHeard(due: number, unheard: Figure): Arithmetic {
  return {
    formula: 'due - unheard',
    inputs: [
      {
        name: 'due',
        value: due,
        unit: 'backups',
        source: assumed('in this time a schedule that works makes as many at least'),
      },
      fromFigure('unheard', unheard),
    ],
    reason: `the hours of the backups that are due, and ${LATE_HOURS} more: a single one of which nothing is heard is no sign that backups have ended`,
  };
}
