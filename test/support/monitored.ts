import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CloudId } from '../../src/kernel/ids';
import type { DatacenterPlan } from '../../src/plan/plan';
import { PROJECT, synthesizeShipped, synthesizeText, type Synthesized } from './synthesized';

const TARGETS: Readonly<Record<CloudId, (datacenter: DatacenterPlan) => string>> = {
  aws: ({ region }) => `arn:aws:sns:${region}:111122223333:edge-alarms`,
  google: ({ project }) => `projects/${project}/notificationChannels/1234567890123456789`,
};

/** Returns a ready-made topology in which alarms of every datacenter tell somebody. */
export async function synthesizeMonitored(name: string): Promise<Synthesized> {
  const spec = join(PROJECT, 'topologies', `${name}.json`);
  const { topology } = await synthesizeShipped(name);
  const notify = Object.fromEntries(topology.plan.datacenters.map((it) => [it.name, TARGETS[it.cloud](it)]));
  const text = readFileSync(spec, 'utf8');
  const monitored = JSON.stringify({ ...(JSON.parse(text) as object), monitoring: { notify } });
  return synthesizeText(monitored, basename(spec), readFileSync(spec.replace(/\.json$/, '.lock.json'), 'utf8'));
}
