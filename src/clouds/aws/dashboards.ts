import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Lb } from '@cdktf/provider-aws/lib/lb';
import type { AlarmKind } from '../../kernel/alarm';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import { allBuilt, builtOf } from '../built';
import type { StackScope } from '../contract';
import { asJson } from '../json-text';
import { metricsOf } from './alarm-metrics';
import { accountId } from './keys';

/** Columns of a dashboard, and the size of a widget in them and in rows. */
const COLUMNS = 24;
const WIDGET = { width: 8, height: 6 } as const;

/** Alarms that a widget of their states takes at most. */
const MOST_STATES = 100;

const FILE = 'dashboard';

/** Title and properties of a widget. */
interface Widget {
  readonly type: 'alarm' | 'metric';
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/**
 * Builds the dashboard of a datacenter: the state of each of its alarms, those of its links too, each figure that an alarm of this stack
 * watches with its limit, which CloudWatch draws from the alarm itself, and the load. A balancer that passes TLS on knows no latency of
 * requests. Source: Amazon CloudWatch API reference, "Dashboard Body Structure and Syntax".
 */
export function buildDashboard(scope: StackScope, datacenter: DatacenterPlan): void {
  const alarms = alarmsHere(scope, datacenter);
  const states = [...alarms.map(({ arn }) => arn), ...alarmsOfLinks(scope, datacenter)];
  // A machine is up or down, which its state says.
  const drawn = alarms.filter(({ kind }) => kind !== 'machine');
  new CloudwatchDashboard(scope.part(FILE), FILE, {
    dashboardName: resourceName(scope.plan.topology, datacenter.name),
    dashboardBody: asJson({
      start: '-P1D',
      widgets: placed([
        ...chunks(states, MOST_STATES).map(stateWidget),
        ...loadWidgets(scope, datacenter),
        ...drawn.map((alarm) => alarmWidget(alarm, datacenter)),
      ]),
    }),
  });
}

/** An alarm of this stack. */
interface ShownAlarm {
  readonly kind: AlarmKind;
  readonly name: string;
  readonly arn: string;
}

function alarmsHere(scope: StackScope, datacenter: DatacenterPlan): ShownAlarm[] {
  const own = scope.plan.alarms.filter((it) => it.layer === 'cluster' && it.datacenter === datacenter.name);
  return own.flatMap((alarm) =>
    metricsOf(scope, datacenter, alarm).map(({ suffix }) => {
      const parts = [alarm.name, ...suffix];
      return {
        kind: alarm.kind,
        name: resourceName(scope.plan.topology, datacenter.name, ...parts),
        arn: builtOf(scope, CloudwatchMetricAlarm, terraformName(...parts)).arn,
      };
    }),
  );
}

/** Returns the alarms of the datacenter in the stack of the links, whose names are known here and whose resources are not. */
function alarmsOfLinks(scope: StackScope, datacenter: DatacenterPlan): string[] {
  const own = scope.plan.alarms.filter((it) => it.layer === 'links' && it.datacenter === datacenter.name);
  const prefix = `arn:aws:cloudwatch:${datacenter.region}:${accountId(scope, datacenter)}:alarm:`;
  return own.flatMap(({ name, kind, subject }) => {
    const link = scope.plan.links.find(({ id }) => kind === 'tunnels' && id === subject);
    const parts = link ? link.tunnels.map(({ number }) => ['tunnel', String(number)]) : [[]];
    return parts.map((suffix) => prefix + resourceName(scope.plan.topology, datacenter.name, name, ...suffix));
  });
}

function stateWidget(alarms: readonly string[]): Widget {
  const height = 2 + Math.ceil(alarms.length / 8);
  return {
    type: 'alarm',
    width: COLUMNS,
    height,
    properties: { title: 'Alarms', alarms, sortBy: 'stateUpdatedTimestamp' },
  };
}

function alarmWidget({ name, arn }: ShownAlarm, { region }: DatacenterPlan): Widget {
  return {
    type: 'metric',
    ...WIDGET,
    properties: { title: name, region, view: 'timeSeries', annotations: { alarms: [arn] } },
  };
}

function loadWidgets(scope: StackScope, { region }: DatacenterPlan): Widget[] {
  const chart = (title: string, stat: string, metrics: readonly (readonly unknown[])[]): Widget => ({
    type: 'metric',
    ...WIDGET,
    properties: { title, region, view: 'timeSeries', stat, period: 60, metrics },
  });
  const balancers = allBuilt(scope, Lb);
  const groups = allBuilt(scope, AutoscalingGroup);
  const ofBalancers = (metric: string): unknown[][] =>
    balancers.map((balancer) => ['AWS/NetworkELB', metric, 'LoadBalancer', balancer.arnSuffix]);
  const ofGroups = (namespace: string, metric: string): unknown[][] =>
    groups.map((group) => [namespace, metric, 'AutoScalingGroupName', group.name]);
  return [
    ...(balancers.length === 0
      ? []
      : [
          chart('Bytes through balancers', 'Sum', ofBalancers('ProcessedBytes')),
          chart('New connections', 'Sum', ofBalancers('NewFlowCount')),
          chart('Connections that are open', 'Average', ofBalancers('ActiveFlowCount')),
        ]),
    ...(groups.length === 0
      ? []
      : [
          chart('Machines of pools', 'Average', [
            ...ofGroups('AWS/AutoScaling', 'GroupInServiceInstances'),
            ...ofGroups('AWS/AutoScaling', 'GroupDesiredCapacity'),
          ]),
          chart('Processors of pools, %', 'Average', ofGroups('AWS/EC2', 'CPUUtilization')),
        ]),
  ];
}

/** Places widgets from left to right, a row after another. */
function placed(widgets: readonly Widget[]): object[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return widgets.map((widget) => {
    if (x + widget.width > COLUMNS) {
      [x, y, rowHeight] = [0, y + rowHeight, 0];
    }
    const at = { x, y };
    x += widget.width;
    rowHeight = Math.max(rowHeight, widget.height);
    return { ...widget, ...at };
  });
}

function chunks<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, i) => all.slice(i * most, (i + 1) * most));
}
