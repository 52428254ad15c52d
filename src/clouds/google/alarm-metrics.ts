import { ComputeInstance } from '@cdktf/provider-google/lib/compute-instance';
import { ComputeRegionInstanceGroupManager } from '@cdktf/provider-google/lib/compute-region-instance-group-manager';
import type { MonitoringAlertPolicyConditions } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { RedisInstance } from '@cdktf/provider-google/lib/redis-instance';
import { SqlDatabaseInstance } from '@cdktf/provider-google/lib/sql-database-instance';
import { isReadOfLogs, type AlarmKind } from '../../kernel/alarm';
import { terraformName } from '../../plan/naming';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import type { DatacenterPlan } from '../../plan/plan';
import { allBuilt, builtOf } from '../built';
import type { StackScope } from '../contract';
import { countedBackups, watchBackups } from './backup-alarms';
import { DATABASE_METRICS, type DatabaseMetric } from './postgresql-metrics';
import { projectOf } from './provider';
import { tunnelNames } from './vpn';
import { saidFigure, watchFigure } from './watch-alarms';

/*
 * Metrics that the services publish by themselves. Names, labels and what they mean are in Google Cloud's list of metrics
 * (cloud.google.com/monitoring/api/metrics_gcp) and, of Cloud SQL, in docs.cloud.google.com/sql/docs/postgres/admin-api/metrics.
 */

type Finder = (
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
) => readonly MonitoringAlertPolicyConditions[];

const FINDERS: Readonly<Record<AlarmKind, Finder>> = {
  nodes: sizeCondition,
  ceiling: sizeCondition,
  machine: machineCondition,
  serving: watchFigure,
  'data-disk': watchFigure,
  repair: watchFigure,
  tunnels: tunnelConditions,
  renewal: notHere,
  peering: notHere,
  disk: databaseCondition(DATABASE_METRICS.disk),
  connections: databaseCondition(DATABASE_METRICS.connections),
  lag: lagConditions,
  memory: memoryCondition,
  certificate: daysConditions,
  'cluster-certificate': daysConditions,
  export: daysConditions,
  backup: watchBackups,
  'node-certificate': daysConditions,
};

/** Fails: Google joins its datacenters by tunnels, renews their ends by itself, and announces nothing. */
function notHere(_scope: StackScope, { name }: DatacenterPlan): never {
  throw new Error(`${name} has neither peerings nor renewals that wait`);
}

/** Name in PromQL of the metric which nodes tell: `custom.googleapis.com/topogen/days_left`. */
const DAYS_METRIC = 'custom_googleapis_com:topogen_days_left';

/** Returns the conditions on which an alarm of the plan rings. */
export function metricsOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  return FINDERS[alarm.kind](scope, datacenter, alarm);
}

/**
 * Makes the condition on which a node that served has failed its checks, by the log that health checks of balancer and group write. Source:
 * Cloud Load Balancing, health check logging.
 */
export function unhealthyNodes(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { subject = '' }: AlarmPlan,
): MonitoringAlertPolicyConditions {
  const group = builtOf(scope, ComputeRegionInstanceGroupManager, terraformName(subject));
  return {
    displayName: `A node of ${subject} has become unhealthy`,
    conditionMatchedLog: {
      filter: [
        'resource.type="gce_instance_group"',
        `resource.labels.instance_group_name="${group.name}"`,
        `logName="projects/${projectOf(datacenter)}/logs/compute.googleapis.com%2Fhealthchecks"`,
        'jsonPayload.healthCheckProbeResult.previousHealthState="HEALTHY"',
        'jsonPayload.healthCheckProbeResult.healthState="UNHEALTHY"',
      ].join(' AND '),
    },
  };
}

/** Machines of a group, in every state. */
function sizeCondition(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const { subject = '' } = alarm;
  const group = builtOf(scope, ComputeRegionInstanceGroupManager, terraformName(subject));
  return [
    threshold(alarm, {
      words: `nodes of ${subject}`,
      resource: 'instance_group',
      metric: 'compute.googleapis.com/instance_group/size',
      labels: [
        `resource.labels.instance_group_name="${group.name}"`,
        `resource.labels.location="${datacenter.region}"`,
      ],
    }),
  ];
}

/** A machine says every minute how long it has run; one that is stopped says nothing. */
function machineCondition(
  scope: StackScope,
  _datacenter: DatacenterPlan,
  { subject = '', limit }: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const instance = builtOf(scope, ComputeInstance, terraformName(subject));
  return [
    {
      displayName: `${subject} says nothing`,
      conditionAbsent: {
        filter: [
          'resource.type="gce_instance"',
          'metric.type="compute.googleapis.com/instance/uptime_total"',
          `metric.labels.instance_name="${instance.name}"`,
        ].join(' AND '),
        duration: `${limit.minutes * 60}s`,
        aggregations: [{ alignmentPeriod: '60s', perSeriesAligner: 'ALIGN_MEAN' }],
      },
    },
  ];
}

/** A tunnel is established if its figure is above 0; of a session, 1 says that it is up. */
function tunnelConditions(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const link = scope.plan.links.find(({ id }) => id === alarm.subject);
  if (!link) throw new Error(`alarm ${alarm.name} of ${datacenter.name} watches no link`);
  const names = oneOf(tunnelNames(scope.plan, link, datacenter));
  return [
    threshold(alarm, {
      words: 'tunnel',
      resource: 'vpn_gateway',
      metric: 'vpn.googleapis.com/tunnel_established',
      labels: [`metric.labels.tunnel_name=${names}`],
      missing: 'EVALUATION_MISSING_DATA_ACTIVE',
    }),
    threshold(alarm, {
      words: 'BGP session',
      resource: 'gce_router',
      metric: 'router.googleapis.com/bgp/session_up',
      labels: [`metric.labels.bgp_peer_name=${names}`],
      missing: 'EVALUATION_MISSING_DATA_ACTIVE',
    }),
  ];
}

function databaseCondition({ metric, ...rest }: DatabaseMetric): Finder {
  return (scope, datacenter, alarm) => {
    const [instance] = allBuilt(scope, SqlDatabaseInstance);
    if (!instance) throw new Error('the stack has no database to watch');
    return [
      threshold(alarm, {
        ...rest,
        resource: 'cloudsql_database',
        metric: `cloudsql.googleapis.com/database/${metric}`,
        labels: [`resource.labels.database_id="${projectOf(datacenter)}:${instance.name}"`],
      }),
    ];
  };
}

/** A replica that is late, and one that follows no more, of which the service says so by a figure below 0. */
function lagConditions(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const stopped: AlarmPlan = { ...alarm, limit: { ...alarm.limit, is: 'below', value: 0 } };
  return [
    ...databaseCondition(DATABASE_METRICS.lag)(scope, datacenter, alarm),
    ...databaseCondition({ ...DATABASE_METRICS.lag, missing: 'EVALUATION_MISSING_DATA_ACTIVE' })(
      scope,
      datacenter,
      stopped,
    ),
  ];
}

function memoryCondition(
  scope: StackScope,
  _datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const [instance] = allBuilt(scope, RedisInstance);
  if (!instance) throw new Error('the stack has no Redis to watch');
  return [
    threshold(alarm, {
      words: 'part of the memory that is used',
      parts: 100,
      resource: 'redis_instance',
      metric: 'redis.googleapis.com/stats/memory/usage_ratio',
      labels: [`resource.labels.instance_id="${instance.id}"`],
    }),
  ];
}

/**
 * Makes the condition on which the fewest days that any node has told are too few, or none has told any; of exports, which one node
 * makes for all, the most days. It is in PromQL, since a policy of another kind cannot be made before the first node has told
 * something: only then there is the metric. Sources: Cloud Monitoring, "PromQL in Cloud Monitoring" for the name, and AlertPolicy,
 * `disableMetricValidation`.
 */
function daysConditions(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
): readonly MonitoringAlertPolicyConditions[] {
  const { kind, limit } = alarm;
  return [
    {
      displayName: `Days left of the ${kind.replace('-', ' ')} below ${limit.value}, or not told`,
      conditionPrometheusQueryLanguage: {
        query: `${toldDays(scope, datacenter, alarm)} < ${limit.value} or absent_over_time(${heardDays(scope, datacenter, alarm)})`,
        duration: '0s',
        evaluationInterval: '300s',
        disableMetricValidation: true,
      },
    },
  ];
}

/** Returns what nodes told. Exports have the label `certificate` too: nodes have it in their user data, and another would make each anew. */
function heardDays({ plan }: StackScope, datacenter: DatacenterPlan, { kind, limit }: AlarmPlan): string {
  const labels = [
    'monitored_resource="gce_instance"',
    `topology="${plan.topology}"`,
    `datacenter="${datacenter.name}"`,
    `certificate="${kind}"`,
  ];
  return `${DAYS_METRIC}{${labels.join(',')}}[${limit.minutes}m]`;
}

function toldDays(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): string {
  return `${alarm.kind === 'export' ? 'max' : 'min'}(last_over_time(${heardDays(scope, datacenter, alarm)}))`;
}

/** Returns the figure that an alarm in PromQL compares with its limit. */
export function figureOf(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): string {
  if (isReadOfLogs(alarm.kind)) return saidFigure(scope, datacenter, alarm);
  const figure = alarm.kind === 'backup' ? countedBackups : toldDays;
  return figure(scope, datacenter, alarm);
}

interface Series {
  readonly words: string;
  readonly resource: string;
  readonly metric: string;
  /** Terms of a filter that choose the series. */
  readonly labels: readonly string[];
  /** Parts of the plan's unit that make one of the service's. @default 1 */
  readonly parts?: number;
  /** Reducer of all series to one. @default each is looked at by itself */
  readonly reducer?: string;
  /** Meaning of a missing figure. @default none */
  readonly missing?: string;
}

function threshold({ limit }: AlarmPlan, series: Series): MonitoringAlertPolicyConditions {
  const { words, resource, metric, labels, parts = 1, reducer, missing } = series;
  return {
    displayName: `${words.charAt(0).toUpperCase()}${words.slice(1)} ${limit.is} ${limit.value}`,
    conditionThreshold: {
      filter: [`resource.type="${resource}"`, `metric.type="${metric}"`, ...labels].join(' AND '),
      comparison: limit.is === 'below' ? 'COMPARISON_LT' : 'COMPARISON_GT',
      thresholdValue: limit.value / parts,
      duration: `${limit.minutes * 60}s`,
      aggregations: [
        {
          alignmentPeriod: '60s',
          perSeriesAligner: limit.is === 'below' ? 'ALIGN_MAX' : 'ALIGN_MEAN',
          ...(reducer === undefined ? {} : { crossSeriesReducer: reducer }),
        },
      ],
      trigger: { count: 1 },
      ...(missing === undefined ? {} : { evaluationMissingData: missing }),
    },
  };
}

function oneOf(names: readonly string[]): string {
  return `one_of(${names.map((name) => `"${name}"`).join(',')})`;
}
