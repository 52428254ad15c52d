import type { Plan } from '../../plan/plan';
import { shown } from './shown';

/** One row a datacenter: what it has to carry and what carries it, for the summary of a plan. */
export const SIZING_HEAD = [
  'Datacenter',
  'Peak requests/s',
  'After loss',
  'Kong',
  'vCPU use then',
  'Cassandra',
  'Disk',
] as const;

export function sizingRows(plan: Plan): string[][] {
  const value = (id: string): number | string => plan.sizing.reckoned.find((entry) => entry.id === id)?.value ?? '';
  return plan.sizing.datacenters.map(({ datacenter, kong, cassandra }) => [
    datacenter,
    shown(value(`${datacenter}.peak-rate`)),
    shown(value(`${datacenter}.rate-after-loss`)),
    `${kong.nodes} to ${kong.maximumNodes} x ${kong.machine.type}`,
    `${Math.round(Number(value(`${datacenter}.kong.utilization-after-loss`)) * 100)} %`,
    `${cassandra.nodes} x ${cassandra.machine.type}`,
    `${cassandra.dataDiskGib} GiB, ${cassandra.dataDiskIops} IOPS, ${cassandra.dataDiskMibPerSecond} MiB/s`,
  ]);
}
