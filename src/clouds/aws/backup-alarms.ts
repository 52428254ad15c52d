import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { DlmLifecyclePolicy } from '@cdktf/provider-aws/lib/dlm-lifecycle-policy';
import { resourceName, terraformName } from '../../plan/naming';
import type { AlarmPlan } from '../../plan/alarms/alarm';
import type { DatacenterPlan } from '../../plan/plan';
import { allBuilt, builtOf } from '../built';
import type { StackScope } from '../contract';
import { asJson } from '../json-text';
import type { Metric } from './alarm-metric';
import { COUNTS_ALONE, matchedEvents } from './matched-events';
import { tags } from './tags';

/** Hours for which a failure rings: its figure may come late, and is the only one of its day. */
const FAILURE_HOURS = 6;

/** Event of RDS that a backup of an instance is made. Source: Amazon RDS user guide, event categories and event messages. */
const BACKUP_MADE = 'RDS-EVENT-0002';

/** An hour has a figure only if something happened in it: those without one count as none made. */
const HOURLY = { statistic: 'Sum', periodSeconds: 3600 } as const;
const MADE = { suffix: [], missing: 'breaching', noneIsZero: true } as const;

/**
 * Builds the rule that counts the database's own backups: RDS has no metric of them, but an event of each. It has no target, since
 * nobody wants to be told of each. Schedules of snapshots have metrics of their own. Source: Amazon RDS user guide, overview of events,
 * for the form of an event.
 */
export function countBackups(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): void {
  const { plan } = scope;
  const [instance] = allBuilt(scope, DbInstance);
  if (!instance) return;
  const rule = new CloudwatchEventRule(scope.part('alarms'), terraformName(alarm.name), {
    name: resourceName(plan.topology, datacenter.name, alarm.name),
    description: `Backups of the database of ${datacenter.name} that were made`,
    eventPattern: asJson({
      source: ['aws.rds'],
      'detail-type': ['RDS DB Instance Event'],
      detail: { EventID: [BACKUP_MADE], SourceArn: [instance.arn] },
    }),
    tags: tags(plan, datacenter, plan.datastore.engine, alarm.name),
  });
  scope.comment(rule, COUNTS_ALONE);
}

/** Returns the metrics of backups: of a schedule of snapshots, or of the database's own. */
export function watchBackups(scope: StackScope, datacenter: DatacenterPlan, alarm: AlarmPlan): readonly Metric[] {
  const [policy] = allBuilt(scope, DlmLifecyclePolicy);
  return policy ? snapshotMetrics(scope, datacenter, policy, alarm) : [eventMetric(scope, alarm)];
}

/** Returns the metric of the database's own backups: events that the rule has counted. */
function eventMetric(scope: StackScope, { name }: AlarmPlan): Metric {
  const rule = builtOf(scope, CloudwatchEventRule, terraformName(name));
  return { ...HOURLY, ...MADE, ...matchedEvents(rule), role: scope.plan.datastore.engine };
}

/**
 * Snapshots by a schedule: those that were made, the disks that it has found each time that it ran, and snapshots that could not be made,
 * or not be copied, after all attempts. Snapshots that were made are counted for all disks together, and come over hours: one of any
 * disk is a sign of the schedule alone, and of a disk without its tag the number of those found. That one holds until the schedule runs
 * again, so that it rings neither between two runs nor while a ring grows. Source: Amazon EBS user guide, "Monitor Data Lifecycle
 * Manager policies using CloudWatch": namespace, names, dimension, and the example of disks that were found.
 */
function snapshotMetrics(
  scope: StackScope,
  datacenter: DatacenterPlan,
  policy: DlmLifecyclePolicy,
  { limit }: AlarmPlan,
): readonly Metric[] {
  const common = {
    ...HOURLY,
    namespace: 'AWS/EBS',
    dimensions: { DLMPolicyId: policy.id },
    role: scope.plan.datastore.engine,
  } as const;
  const failures = {
    missing: 'notBreaching',
    anyOfPeriods: FAILURE_HOURS,
    instead: { comparisonOperator: 'GreaterThanThreshold', threshold: 0 },
  } as const;
  const copy: Metric = {
    ...common,
    ...failures,
    name: 'SnapshotsCopiedRegionFailed',
    suffix: ['copies'],
    said: `a snapshot of a data disk of ${datacenter.name} could not be copied to ${datacenter.backupCopies?.region}`,
  };
  return [
    {
      ...common,
      ...MADE,
      name: 'SnapshotsCreateCompleted',
      said: `no snapshot of any data disk of ${datacenter.name} was made for ${limit.minutes / 60} hours`,
      instead: { comparisonOperator: 'LessThanThreshold', threshold: 1 },
    },
    {
      ...common,
      name: 'ResourcesTargeted',
      missing: 'ignore',
      anyOfPeriods: 1,
      suffix: ['disks'],
      said: `the schedule of snapshots has found fewer than the ${limit.value} data disks of ${datacenter.name}, since one has lost its tag`,
    },
    {
      ...common,
      ...failures,
      name: 'SnapshotsCreateFailed',
      suffix: ['failed'],
      said: `a snapshot of a data disk of ${datacenter.name} could not be made`,
    },
    ...(datacenter.backupCopies ? [copy] : []),
  ];
}
