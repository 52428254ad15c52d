import { DISKS } from '../../kernel/alarm';
import { assumed, type Figure } from '../../kernel/figure';
import { fromFigure } from '../sizing/reckoned';
import { ofSizing, type ReckonedAlarm } from './reckoned-alarm';

/** Hours after which a backup that is due is missing. */
const LATE_HOURS = 12;

const LATE = `the hours between two backups, and ${LATE_HOURS} more: schedulers begin within an hour and try again for another, and a first snapshot of a large disk takes hours; one that fails is told by itself`;

const COMMON = { name: 'backup', kind: 'backup' } as const;

/**
 * Makes the alarm of snapshots of data disks that a cloud makes by a schedule, and has not made of each.
 *
 * @param everyHours hours between two of a disk
 * @param watched things that say so: snapshots that were made and those that failed, disks that were found, copies that failed
 * @param nodes number of nodes, each of which has one data disk
 * @param id of that number
 */
export function snapshotAlarm(everyHours: number, watched: number, nodes: number, id: string): ReckonedAlarm {
  return {
    ...COMMON,
    watched,
    limit: { is: 'below', value: nodes, unit: DISKS, minutes: minutesOf(everyHours) },
    formula: 'nodes',
    inputs: [ofSizing('nodes', nodes, 'nodes', id)],
    reason: `each node has one data disk, which the snapshots of others do not stand for; ${LATE}`,
  };
}

/**
 * Makes the alarm of backups of a database that a cloud makes, and has not made.
 *
 * @param everyHours hours between two of them
 * @param watched things that say so: backups that were made, and those that failed
 * @param unheard backups in a row of which nothing may be heard, although all is well; none if each is told of
 */
export function backupAlarm(everyHours: number, watched: number, unheard?: Figure): ReckonedAlarm {
  const due = 1 + (unheard?.value ?? 0);
  return {
    ...COMMON,
    watched,
    limit: { is: 'below', value: 1, unit: 'backups', minutes: minutesOf(everyHours * due) },
    ...(unheard ? someHeard(due, unheard) : allHeard()),
  };
}

function minutesOf(dueHours: number): number {
  return (dueHours + LATE_HOURS) * 60;
}

type Arithmetic = Pick<ReckonedAlarm, 'formula' | 'inputs' | 'reason'>;

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
    reason: LATE,
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
