import type { CloudId } from '../../src/kernel/ids';
import type { DatacenterPlan } from '../../src/plan/plan';
import { synthesizeChanged, synthesizeShipped, type Synthesized } from './synthesized';

const TARGETS: Readonly<Record<CloudId, (datacenter: DatacenterPlan) => string>> = {
  aws: ({ region }) => `arn:aws:sns:${region}:111122223333:edge-alarms`,
  google: ({ project }) => `projects/${project}/notificationChannels/1234567890123456789`,
};

/**
 * Returns a ready-made topology in which alarms of every datacenter tell somebody, logs are shipped, and machines tell of memory and
 * disks.
 *
 * @param monitoring keys beside those
 */
export async function synthesizeMonitored(name: string, monitoring: object = {}): Promise<Synthesized> {
  const { topology } = await synthesizeShipped(name);
  const notify = Object.fromEntries(topology.plan.datacenters.map((it) => [it.name, TARGETS[it.cloud](it)]));
  return synthesizeChanged(name, { monitoring: { notify, logs: {}, hostMetrics: true, ...monitoring } });
}
