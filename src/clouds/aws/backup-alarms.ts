import { DlmLifecyclePolicy } from '@cdktf/provider-aws/lib/dlm-lifecycle-policy';
import type { DatacenterPlan } from '../../plan/plan';
import { allBuilt } from '../built';
import type { StackScope } from '../contract';
import type { Metric } from './alarm-metric';

/** Hours for which a failure rings: its figure may come late, and is the only one of its day. */
const FAILURE_HOURS = 6;

/**
 * Returns the metrics of snapshots by a schedule: those that were made, and those that could not be, or not be copied, after all
 * attempts. Each has a figure only when something happens, so that the hours without one count as none made. Source: Amazon EBS user
 * guide, "Monitor Data Lifecycle Manager policies using CloudWatch": namespace, names and dimension.
 */
export function watchBackups(scope: StackScope, datacenter: DatacenterPlan): readonly Metric[] {
  const [policy] = allBuilt(scope, DlmLifecyclePolicy);
  if (!policy) throw new Error(`${datacenter.name} has no schedule of snapshots to watch`);
  const common = {
    namespace: 'AWS/EBS',
    dimensions: { DLMPolicyId: policy.id },
    statistic: 'Sum',
    role: scope.plan.datastore.engine,
    periodSeconds: 3600,
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
    { ...common, name: 'SnapshotsCreateCompleted', suffix: [], missing: 'breaching', noneIsZero: true },
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
