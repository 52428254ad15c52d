import { ComputeForwardingRule } from '@cdktf/provider-google/lib/compute-forwarding-rule';
import { ComputeRegionInstanceGroupManager } from '@cdktf/provider-google/lib/compute-region-instance-group-manager';
import type { MonitoringAlertPolicyConditions } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { MonitoringDashboard } from '@cdktf/provider-google/lib/monitoring-dashboard';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import { allBuilt } from '../built';
import type { StackScope } from '../contract';
import { asJson } from '../json-text';
import { figureOf, metricsOf } from './alarm-metrics';

/** Columns of a dashboard, and the size of a chart in them and in rows. */
const COLUMNS = 48;
const CHART = { width: 16, height: 16 } as const;

/** Incidents are listed above the charts. */
const LIST_HEIGHT = 12;

const FILE = 'dashboard';

/**
 * Builds the dashboard of a datacenter: incidents of the alarms of this stack, each figure that an alarm watches with its limit, those
 * of its links too, and the load. Source: Cloud Monitoring API, `Dashboard`. What is 0 is left out, as the service does, or each plan
 * would change it.
 */
export function buildDashboard(scope: StackScope, datacenter: DatacenterPlan): void {
  const alarms = scope.plan.alarms.filter((it) => it.datacenter === datacenter.name);
  const charts = [
    ...loadCharts(scope, datacenter),
    ...alarms.flatMap((alarm) =>
      metricsOf(scope, datacenter, alarm).map((condition) => alarmChart(scope, datacenter, alarm, condition)),
    ),
  ];
  const policies = allBuilt(scope, MonitoringAlertPolicy).map(({ name }) => name);
  new MonitoringDashboard(scope.part(FILE), FILE, {
    dashboardJson: asJson({
      displayName: resourceName(scope.plan.topology, datacenter.name),
      mosaicLayout: {
        columns: COLUMNS,
        tiles: [
          {
            width: COLUMNS,
            height: LIST_HEIGHT,
            widget: { title: 'Incidents', incidentList: { policyNames: policies } },
          },
          ...charts.map((widget, i) => ({ ...placeOf(i), ...CHART, widget })),
        ],
      },
    }),
  });
}

/** Returns the place of a chart, from left to right, a row after another. */
function placeOf(number: number): object {
  const inRow = COLUMNS / CHART.width;
  const xPos = (number % inRow) * CHART.width;
  return { ...(xPos === 0 ? {} : { xPos }), yPos: LIST_HEIGHT + Math.floor(number / inRow) * CHART.height };
}

/** Makes the chart of what a condition of an alarm compares. A machine that is silent has no limit but its silence. */
function alarmChart(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
  { displayName, conditionThreshold, conditionAbsent }: MonitoringAlertPolicyConditions,
): object {
  const title = `${alarm.name}: ${displayName}`;
  if (conditionAbsent) return chart(title, [filtered(conditionAbsent)]);
  if (!conditionThreshold)
    return chart(title, [{ prometheusQuery: figureOf(scope, datacenter, alarm) }], alarm.limit.value);
  return chart(title, [filtered(conditionThreshold)], conditionThreshold.thresholdValue);
}

interface Filtered {
  readonly filter?: string;
  readonly aggregations?: unknown;
}

function filtered({ filter, aggregations }: Filtered): object {
  const [aggregation] = Array.isArray(aggregations) ? (aggregations as object[]) : [];
  return { timeSeriesFilter: { filter, aggregation } };
}

function chart(title: string, queries: readonly object[], limit?: number): object {
  return {
    title,
    xyChart: {
      dataSets: queries.map((timeSeriesQuery) => ({ plotType: 'LINE', targetAxis: 'Y1', timeSeriesQuery })),
      ...(limit === undefined ? {} : { thresholds: [{ targetAxis: 'Y1', ...(limit === 0 ? {} : { value: limit }) }] }),
    },
  };
}

/**
 * Makes the charts of the load: of balancers of the cloud's, which know the time of a packet to the client and back and not that of a
 * request, and of pools. Source: Cloud Load Balancing, "Logging and monitoring" of passthrough balancers.
 */
function loadCharts(scope: StackScope, { exposure }: DatacenterPlan): object[] {
  const side = exposure === 'public' ? 'external' : 'internal';
  const resource =
    exposure === 'public' ? 'loadbalancing.googleapis.com/ExternalNetworkLoadBalancerRule' : 'internal_tcp_lb_rule';
  const rules = allBuilt(scope, ComputeForwardingRule).filter(({ node }) => node.id === 'balancer');
  const ofBalancer = (metric: string, aggregation: object): object[] =>
    rules.map(({ name }) => ({
      timeSeriesFilter: {
        filter: `resource.type="${resource}" AND metric.type="loadbalancing.googleapis.com/l3/${side}/${metric}" AND resource.labels.forwarding_rule_name="${name}"`,
        aggregation: { alignmentPeriod: '60s', ...aggregation },
      },
    }));
  const rate = { perSeriesAligner: 'ALIGN_RATE', crossSeriesReducer: 'REDUCE_SUM' };
  const pools = allBuilt(scope, ComputeRegionInstanceGroupManager).map(({ baseInstanceName }) => ({
    timeSeriesFilter: {
      filter: `resource.type="gce_instance" AND metric.type="compute.googleapis.com/instance/cpu/utilization" AND metric.labels.instance_name=starts_with("${baseInstanceName}-")`,
      aggregation: { alignmentPeriod: '60s', perSeriesAligner: 'ALIGN_MEAN', crossSeriesReducer: 'REDUCE_MEAN' },
    },
  }));
  return [
    ...(rules.length === 0
      ? []
      : [
          chart('Bytes a second to and from clients', [
            ...ofBalancer('ingress_bytes_count', rate),
            ...ofBalancer('egress_bytes_count', rate),
          ]),
          chart(
            'Time to clients and back, 95 of 100 below, ms',
            ofBalancer('rtt_latencies', {
              perSeriesAligner: 'ALIGN_PERCENTILE_95',
              crossSeriesReducer: 'REDUCE_MEAN',
            }),
          ),
        ]),
    ...(pools.length === 0 ? [] : [chart('Processors of pools, parts of 1', pools)]),
  ];
}
