import { spanOf } from '../kernel/durations';
import type { Plan } from '../plan/plan';

/** Columns of a row for each alarm. */
export const ALARM_HEAD = ['Alarm', 'At', 'When'] as const;

/** Makes a row for each alarm; none if nobody is told of any. */
export function alarmRows({ alarms }: Pick<Plan, 'alarms'>): string[][] {
  return alarms.map(({ name, datacenter, says, limit }) => [name, datacenter, `${says}, for ${spanOf(limit.minutes)}`]);
}
