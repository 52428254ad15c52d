import { LoggingMetric } from '@cdktf/provider-google/lib/logging-metric';
import type { MonitoringAlertPolicyConditions } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { isReadOfLogs, READ_OF_LOGS, type ReadOfLogs } from '../../kernel/alarm';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import { journalsName, resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { WATCH_PROGRAM, WATCH_WORDS } from '../watch-line';

/** Name of the file of units among those that are shipped. */
const UNITS = 'units';

/** Regular expression of the line, in which the figure of one kind is a group. */
function lineWith(kind: ReadOfLogs | undefined): string {
  const figures = READ_OF_LOGS.map((it) => `${WATCH_WORDS[it]} ${it === kind ? '([0-9]+)' : '[0-9]+'}`);
  return ` ${WATCH_PROGRAM}.*: ${figures.join(' ')}$`;
}

/**
 * Builds the metric of a figure, which Cloud Logging reads of what nodes say, whatever its exclusions keep out of buckets. A figure of
 * an entry makes a distribution, whose sum and count are exact. Sources: Cloud Logging, "Log-based metrics overview" and `LogMetric`.
 */
export function readFigure(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): void {
  const { topology } = scope.plan;
  new LoggingMetric(scope.part('alarms'), terraformName(alarm.name), {
    name: metricName(scope, datacenter, alarm),
    description: `What nodes of ${datacenter.name} say: ${WATCH_WORDS[kindOf(alarm)]}`,
    filter: [
      'resource.type="gce_instance"',
      `log_id("${journalsName(topology, datacenter.name)}-${UNITS}")`,
      `jsonPayload.message=~"${lineWith(undefined)}"`,
    ].join(' AND '),
    metricDescriptor: { metricKind: 'DELTA', valueType: 'DISTRIBUTION', unit: '1' },
    valueExtractor: `REGEXP_EXTRACT(jsonPayload.message, "${lineWith(kindOf(alarm))}")`,
    bucketOptions: { linearBuckets: { numFiniteBuckets: 20, width: 5, offset: 0 } },
  });
}

function metricName({ plan }: StackScope, datacenter: DatacenterPlan, { name }: AlarmPlan): string {
  return resourceName(plan.topology, datacenter.name, name);
}

/**
 * Returns a figure of all nodes of a datacenter in PromQL: how many have said that they serve in the alarm's time, or the most that any
 * has said in the mean of it. Source: Cloud Monitoring, "Mapping Cloud Monitoring metrics to PromQL", for `_sum` and `_count`.
 */
export function saidFigure(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): string {
  const name = `logging_googleapis_com:user_${metricName(scope, datacenter, alarm).replaceAll('-', '_')}`;
  const ofEach = (part: string): string =>
    `sum by (instance_id) (increase(${name}_${part}{monitored_resource="gce_instance"}[${alarm.limit.minutes}m]))`;
  if (kindOf(alarm) === 'serving') return `count(${ofEach('sum')} > 0) or vector(0)`;
  return `max(${ofEach('sum')} / ${ofEach('count')})`;
}

/** Makes the condition on which a figure is past its limit; a query, since the metric is there only when a node has said something. */
export function watchFigure(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const { is, value } = alarm.limit;
  return [
    {
      displayName: `What nodes say of themselves, ${WATCH_WORDS[kindOf(alarm)]}, ${is} ${value}`,
      conditionPrometheusQueryLanguage: {
        query: `(${saidFigure(scope, datacenter, alarm)}) ${is === 'below' ? '<' : '>'} ${value}`,
        duration: '0s',
        evaluationInterval: '300s',
        disableMetricValidation: true,
      },
    },
  ];
}

function kindOf({ kind }: AlarmPlan): ReadOfLogs {
  if (!isReadOfLogs(kind)) throw new Error(`the figures of ${kind} are in no logs`);
  return kind;
}
