import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { AlarmKind } from '../../kernel/alarm';
import { resourceName, terraformName } from '../../plan/naming';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import { alarmText } from '../../plan/alarms/words';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import type { Metric } from './alarm-metric';
import { metricsOf } from './alarm-metrics';
import { countBackups } from './backup-alarms';
import { placeOf } from './provider';
import { countRenewals } from './renewal-alarms';
import { linkTags, tags } from './tags';
import { readFigure } from './watch-alarms';

/** CloudWatch looks at metrics of AWS once a minute. */
const PERIOD_SECONDS = 60;

/** Builds what makes the figures of an alarm, where no service publishes them. */
const FIGURES: Partial<Record<AlarmKind, (scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan) => void>> = {
  backup: countBackups,
  renewal: countRenewals,
  serving: readFigure,
  'data-disk': readFigure,
  repair: readFigure,
};

/**
 * Builds alarms of CloudWatch: one for each metric, since an alarm watches one. An alarm tells the topic when it begins to ring, and
 * again when it has ended.
 */
export function buildAlarms(scope: StackScope, datacenter: DatacenterPlan, alarms: readonly AlarmPlan[]): void {
  for (const alarm of alarms) {
    FIGURES[alarm.kind]?.(scope, datacenter, alarm);
    for (const metric of metricsOf(scope, datacenter, alarm)) addAlarm(scope, datacenter, alarm, metric);
  }
}

function addAlarm(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan, metric: Metric): void {
  const { notify } = datacenter;
  if (notify === undefined) throw new Error(`alarms of ${datacenter.name} tell nobody`);
  const { is, minutes } = alarm.limit;
  const { periodSeconds = PERIOD_SECONDS, anyOfPeriods } = metric;
  const periods = anyOfPeriods ?? (minutes * 60) / periodSeconds;
  const parts = [alarm.name, ...metric.suffix];
  const inLinks = alarm.layer === 'links';
  new CloudwatchMetricAlarm(scope.part('alarms'), terraformName(...(inLinks ? [datacenter.name] : []), ...parts), {
    ...(inLinks ? placeOf(scope, datacenter) : {}),
    alarmName: resourceName(scope.plan.topology, datacenter.name, ...parts),
    alarmDescription: alarmText(alarm, metric.said),
    ...figuresOf(metric, periodSeconds),
    evaluationPeriods: periods,
    datapointsToAlarm: anyOfPeriods === undefined ? periods : 1,
    comparisonOperator: is === 'below' ? 'LessThanThreshold' : 'GreaterThanThreshold',
    threshold: alarm.limit.value,
    ...metric.instead,
    treatMissingData: metric.missing,
    alarmActions: [notify],
    okActions: [notify],
    tags: (inLinks ? linkTags : tags)(scope.plan, datacenter, metric.role, ...parts),
  });
}

type Figures = Pick<
  CloudwatchMetricAlarmConfig,
  'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'period' | 'metricQuery'
>;

/**
 * Returns the arguments that say which figures are looked at. Where some periods have none, an alarm looks further back for those that
 * it has, and would take the last good one for a figure of now: an expression puts a 0 there.
 */
function figuresOf({ namespace, name, statistic, noneIsZero, ...metric }: Metric, period: number): Figures {
  const dimensions = Object.keys(metric.dimensions).length === 0 ? {} : { dimensions: { ...metric.dimensions } };
  if (!noneIsZero) return { namespace, metricName: name, ...dimensions, statistic, period };
  return {
    metricQuery: [
      {
        id: 'figures',
        returnData: false,
        metric: { namespace, metricName: name, ...dimensions, stat: statistic, period },
      },
      { id: 'filled', expression: 'FILL(figures, 0)', label: name, returnData: true },
    ],
  };
}
