import type { Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import { shown } from './shown';

/** One row a datacenter: what it has to carry and what carries it, for the summary of a plan. */
export function sizingHead(plan: Plan): string[] {
  const { title } = datastoreReport(plan);
  return ['Datacenter', 'Peak requests/s', 'After loss', 'Kong', 'vCPU use then', title, 'Disk'];
}

export function sizingRows(plan: Plan): string[][] {
  const value = (id: string): number | string => plan.sizing.reckoned.find((entry) => entry.id === id)?.value ?? '';
  const report = datastoreReport(plan);
  return plan.sizing.datacenters.map(({ datacenter, kong, datastore }) => {
    const { nodes, machineType, disk } = report.sized(datastore);
    return [
      datacenter,
      shown(value(`${datacenter}.peak-rate`)),
      shown(value(`${datacenter}.rate-after-loss`)),
      `${kong.nodes} to ${kong.maximumNodes} x ${kong.machine.type}`,
      `${Math.round(Number(value(`${datacenter}.kong.utilization-after-loss`)) * 100)} %`,
      `${nodes} x ${machineType}`,
      disk,
    ];
  });
}
