import {
  MonitoringAlertPolicy,
  type MonitoringAlertPolicyConditions,
} from '@cdktf/provider-google/lib/monitoring-alert-policy';
import { isReadOfLogs, type AlarmKind } from '../../kernel/alarm';
import { resourceName, terraformName } from '../../plan/naming';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import { alarmText, saysOfFigure, subjectOf } from '../../plan/alarms/words';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { countBackups, failedBackups } from './backup-alarms';
import { metricsOf, unhealthyNodes } from './alarm-metrics';
import { placeOf } from './provider';
import { stackTags, tags, type TaggedRole } from './tags';
import { readFigure } from './watch-alarms';

/** An incident that nothing more is heard of is closed after this time. */
const AUTO_CLOSE = '86400s';

/** Log entries tell somebody at most this often. */
const LOG_PERIOD = '900s';

/** Kinds of alarms of which a second policy reads a log: the first says its own case alone. */
const LOGGED_TOO: readonly AlarmKind[] = ['nodes', 'backup'];

/**
 * Builds alert policies of Cloud Monitoring: one for each alarm, which watches every tunnel of its link at once. Health of nodes is
 * not among the metrics of a passthrough balancer: beside the size of a pool, a second policy reads the log of health checks, those of
 * the group among them; and beside the number of backups one reads the log of those that fail.
 */
export function buildAlarms(scope: StackScope, datacenter: DatacenterPlan, alarms: readonly AlarmPlan[]): void {
  for (const alarm of alarms) {
    if (alarm.kind === 'backup') countBackups(scope, datacenter, alarm);
    if (isReadOfLogs(alarm.kind)) readFigure(scope, datacenter, alarm);
    addPolicy(scope, datacenter, alarm, {
      conditions: metricsOf(scope, datacenter, alarm),
      suffix: [],
      ...(LOGGED_TOO.includes(alarm.kind) ? { said: saysOfFigure(alarm) } : {}),
    });
    if (alarm.kind === 'nodes') {
      addPolicy(scope, datacenter, alarm, {
        conditions: [unhealthyNodes(scope, datacenter, alarm)],
        suffix: ['health'],
        said: `a node of ${subjectOf(alarm)} that served fails its checks`,
        notificationRateLimit: { period: LOG_PERIOD },
      });
    }
    if (alarm.kind === 'backup') {
      addPolicy(scope, datacenter, alarm, {
        conditions: [failedBackups(scope, datacenter)],
        suffix: ['failed'],
        said: `a backup of the data of ${datacenter.name} could not be made`,
        notificationRateLimit: { period: LOG_PERIOD },
      });
    }
  }
}

interface Policy {
  readonly conditions: readonly MonitoringAlertPolicyConditions[];
  readonly suffix: readonly string[];
  /** Case in which it rings, within a sentence. @default that of the plan's alarm */
  readonly said?: string;
  readonly notificationRateLimit?: { readonly period: string };
}

function addPolicy(
  scope: StackScope,
  datacenter: DatacenterPlan,
  alarm: AlarmPlan,
  { conditions, suffix, said, notificationRateLimit }: Policy,
): void {
  const { notify } = datacenter;
  if (notify === undefined) throw new Error(`alarms of ${datacenter.name} tell nobody`);
  const { project, region: _, ...account } = placeOf(scope, datacenter);
  const inLinks = alarm.layer === 'links';
  const parts = [alarm.name, ...suffix];
  new MonitoringAlertPolicy(scope.part('alarms'), terraformName(...(inLinks ? [datacenter.name] : []), ...parts), {
    ...(inLinks ? { project, ...account } : {}),
    displayName: resourceName(scope.plan.topology, datacenter.name, ...parts),
    combiner: 'OR',
    conditions: [...conditions],
    documentation: { content: alarmText(alarm, said), mimeType: 'text/markdown' },
    notificationChannels: [notify],
    alertStrategy: { autoClose: AUTO_CLOSE, ...(notificationRateLimit ? { notificationRateLimit } : {}) },
    // The provider's labels do not come to this map.
    userLabels: { ...stackTags(scope.plan, [datacenter]), ...tags(roleOf(scope, datacenter, alarm)) },
  });
}

function roleOf({ plan }: StackScope, { balancers }: DatacenterPlan, { kind, layer, subject }: AlarmPlan): TaggedRole {
  if (layer === 'links') return 'vpn';
  if (['nodes', 'ceiling', 'certificate', 'cluster-certificate', 'export'].includes(kind)) return 'kong';
  if (balancers?.nodes.some(({ name }) => name === subject)) return 'balancer';
  return kind === 'memory' ? 'redis' : plan.datastore.engine;
}
