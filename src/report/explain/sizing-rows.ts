import type { Plan } from '../../plan/plan';
import type { PoolSizing } from '../../plan/sizing/sizing';
import { datastoreReport } from '../datastores/registry';
import { eachPool, poolSize } from '../pools';
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
      eachPool(pools, nameOf, (pool) => poolSize(pool, pool.machine.type)),
      eachPool(
        // Control planes carry no load of clients.
        pools.filter(({ pool }) => value(useAfterLoss(datacenter, pool)) !== ''),
        nameOf,
        ({ pool }) => `${Math.round(Number(value(useAfterLoss(datacenter, pool))) * 100)} %`,
      ),
      `${nodes} x ${machineType}${keptNote(sizedNodes)}`,
      `${disk}${keptNote(sizedDiskGib)}`,
    ];
  });
}

/** Returns the id of the part of a pool's vCPUs that is busy after the worst covered loss. */
function useAfterLoss(datacenter: string, pool: string): string {
  return `${datacenter}.${pool}.utilization-after-loss`;
}

function keptNote(sized: number | undefined): string {
  return sized === undefined ? '' : ` (kept; sized ${sized})`;
}

function nameOf({ pool }: PoolSizing): string {
  return pool;
}
