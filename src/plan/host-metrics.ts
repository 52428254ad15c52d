import { assumed } from '../kernel/figure';
import { datastoreOf } from './datastores/registry';
import { machinesOfDatastore, machinesThatSpeak } from './journals';
import type { Plan } from './plan';
import { fromReckoned, Ledger, type Reckoned, type ReckonedInput } from './sizing/reckoned';

/** Memory, and the disk of the system. */
const OF_EACH = 2;

/** Counts what machines tell their cloud of memory and disks, for its price; nothing where they tell nothing. */
export function hostMetrics(plan: Pick<Plan, 'datacenters' | 'datastore' | 'hostMetrics'>): readonly Reckoned[] {
  if (!plan.hostMetrics) return [];
  const ledger = new Ledger();
  for (const datacenter of plan.datacenters) {
    const machines = ledger.add({
      id: `${datacenter.name}.telling-machines`,
      title: 'Machines that tell of memory and disks',
      value: machinesThatSpeak(plan, datacenter),
      unit: 'machines',
      formula: 'machines',
      inputs: [counted('machines', machinesThatSpeak(plan, datacenter), 'machines', 'pools at their smallest size')],
      reason: 'each calls its cloud once a minute, and clouds may charge for calls',
    });
    const dataDisks = machinesOfDatastore(plan, datacenter) * datastoreOf(plan).dataFolders.length;
    ledger.add({
      id: `${datacenter.name}.host-metrics`,
      title: 'Metrics of memory and disks that machines tell',
      value: machines.value * OF_EACH + dataDisks,
      unit: 'metrics',
      formula: 'machines * ofEach + dataDisks',
      inputs: [
        fromReckoned('machines', machines),
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
