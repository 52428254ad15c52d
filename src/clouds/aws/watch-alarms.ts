import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { isReadOfLogs, type ReadOfLogs } from '../../kernel/alarm';
import { daysNamespace, journalsName, resourceName, terraformName } from '../../plan/naming';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { WATCH_MINUTES, WATCH_PROGRAM, WATCH_WORDS } from '../watch-line';
import type { Metric } from './alarm-metric';

/**
 * Returns the pattern of the line, with a name for each of its fields: rsyslog begins it with time, host and program, without the
 * number of the process, since brackets make a field. It is of all fields or of none. Source: Amazon CloudWatch Logs user guide,
 * "Filter pattern syntax", space-delimited log events.
 */
function pattern(): string {
  const figures = Object.values(WATCH_WORDS).flatMap((word) => [`${word}_word="${word}"`, word]);
  return `[${['time', 'host', `program="${WATCH_PROGRAM}*"`, ...figures].join(', ')}]`;
}

/** Builds the metric of a figure, which CloudWatch Logs reads of what nodes say. */
export function readFigure(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): void {
  new CloudwatchLogMetricFilter(scope.part('alarms'), terraformName(alarm.name), {
    name: resourceName(scope.plan.topology, datacenter.name, alarm.name),
    logGroupName: journalsName(scope.plan.topology, datacenter.name),
    pattern: pattern(),
    metricTransformation: {
      namespace: daysNamespace(scope.plan.topology),
      name: metricName(datacenter, alarm),
      value: `$${WATCH_WORDS[kindOf(alarm)]}`,
    },
  });
}

/**
 * Returns the metric of a figure, one for all nodes of a datacenter: of those that serve the sum, in which one that says nothing is
 * missing, and of the others the most that any says.
 */
export function watchFigure({ plan }: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): readonly Metric[] {
  const isSum = kindOf(alarm) === 'serving';
  return [
    {
      namespace: daysNamespace(plan.topology),
      name: metricName(datacenter, alarm),
      dimensions: {},
      statistic: isSum ? 'Sum' : 'Maximum',
      missing: isSum ? 'breaching' : 'notBreaching',
      suffix: [],
      role: plan.datastore.engine,
      periodSeconds: WATCH_MINUTES * 60,
    },
  ];
}

/** A dimension would have to be a field of the line. */
function metricName({ name }: DatacenterPlan, alarm: AlarmPlan): string {
  return `${name}-${alarm.name}`;
}

function kindOf({ kind }: AlarmPlan): ReadOfLogs {
  if (!isReadOfLogs(kind)) throw new Error(`the figures of ${kind} are in no logs`);
  return kind;
}
