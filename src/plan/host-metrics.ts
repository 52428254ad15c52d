import { assumed } from '../kernel/figure';
import { datastoreOf } from './datastores/registry';
import { machinesOfDatastore, machinesThatSpeak } from './journals';
import type { Plan } from './plan';
import { Ledger, type Reckoned, type ReckonedInput } from './sizing/reckoned';

/** Memory, and the disk of the system. */
const OF_EACH = 2;

/** Returns the id of the number that says how many metrics the machines of a datacenter tell. */
export function hostMetricsId(datacenter: string): string {
  return `${datacenter}.host-metrics`;
}

/** Counts what machines tell their cloud of memory and disks, for its price; nothing where they tell nothing. */
export function hostMetrics(plan: Pick<Plan, 'datacenters' | 'datastore' | 'hostMetrics'>): readonly Reckoned[] {
  if (!plan.hostMetrics) return [];
  const ledger = new Ledger();
  for (const datacenter of plan.datacenters) {
    const machines = machinesThatSpeak(plan, datacenter);
    const dataDisks = machinesOfDatastore(plan, datacenter) * datastoreOf(plan).dataFolders.length;
    ledger.add({
      id: hostMetricsId(datacenter.name),
      title: 'Metrics of memory and disks that machines tell',
      value: machines * OF_EACH + dataDisks,
      unit: 'metrics',
      formula: 'machines * ofEach + dataDisks',
      inputs: [
        counted('machines', machines, 'machines', 'pools at their smallest size'),
        counted('ofEach', OF_EACH, 'metrics', 'memory, and the disk of the system'),
        counted('dataDisks', dataDisks, 'disks', 'one of each machine that keeps data'),
      ],
      reason: 'clouds charge for metrics that no service of theirs publishes',
    });
  }
  return ledger.entries();
}

function counted(name: string, value: number, unit: string, why: string): ReckonedInput {
  return { name, value, unit, source: assumed(why) };
}
