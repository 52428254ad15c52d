import type { Plan } from '../../plan/plan';
import type { PoolSizing } from '../../plan/sizing/sizing';
import { datastoreReport } from '../datastores/registry';
import { eachPool } from '../pools';
import { shown } from './shown';

/** Makes one row for each datacenter: its load and the machines that carry it, for the summary of a plan. */
export function sizingHead(plan: Plan): string[] {
  const { title } = datastoreReport(plan);
  return ['Datacenter', 'Peak requests/s', 'After loss', 'Kong', 'vCPU use then', title, 'Disk'];
}

export function sizingRows(plan: Plan): string[][] {
  const value = (id: string): number | string => plan.sizing.reckoned.find((entry) => entry.id === id)?.value ?? '';
  const report = datastoreReport(plan);
  return plan.sizing.datacenters.map(({ datacenter, pools, datastore }) => {
    const { nodes, machineType, disk, sizedNodes, sizedDiskGib } = report.sized(datastore);
    return [
      datacenter,
      shown(value(`${datacenter}.peak-rate`)),
      shown(value(`${datacenter}.rate-after-loss`)),
      eachPool(pools, nameOf, (pool) => `${pool.nodes} to ${pool.maximumNodes} x ${pool.machine.type}`),
      eachPool(pools, nameOf, ({ pool }) => {
        return `${Math.round(Number(value(`${datacenter}.${pool}.utilization-after-loss`)) * 100)} %`;
      }),
      `${nodes} x ${machineType}${keptNote(sizedNodes)}`,
      `${disk}${keptNote(sizedDiskGib)}`,
    ];
  });
}

function keptNote(sized: number | undefined): string {
  return sized === undefined ? '' : ` (kept; sized ${sized})`;
}

function nameOf({ pool }: PoolSizing): string {
  return pool;
}
