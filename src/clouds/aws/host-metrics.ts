import { datastoreOf } from '../../plan/datastores/registry';
import { hostsNamespace } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';

/** Seconds between two figures of a machine. */
const INTERVAL_SECONDS = 60;

/**
 * Returns the section of the CloudWatch agent's configuration by which it tells how much memory and how much of their disks machines
 * use; undefined where it tells nothing. A folder that a machine has no disk in is left out. Source: CloudWatch user guide, "Manually
 * create or edit the CloudWatch agent configuration file".
 */
export function hostMetricsSection(plan: Plan, { name }: DatacenterPlan): object | undefined {
  if (!plan.hostMetrics) return undefined;
  const told = {
    measurement: ['used_percent'],
    metrics_collection_interval: INTERVAL_SECONDS,
    append_dimensions: { Datacenter: name },
  };
  return {
    namespace: hostsNamespace(plan.topology),
    append_dimensions: { InstanceId: '${aws:InstanceId}' },
    metrics_collected: {
      mem: told,
      disk: { ...told, resources: ['/', ...datastoreOf(plan).dataFolders], drop_device: true },
    },
  };
}
