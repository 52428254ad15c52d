import { HOURS_A_DAY, HOURS_A_MONTH } from '../kernel/durations';
import { assumed, type Figure } from '../kernel/figure';
import { datastoreOf } from './datastores/registry';
import type { DatacenterPlan, Plan } from './plan';
import { fromFigure, Ledger, type Reckoned } from './sizing/reckoned';

const MIB_A_DAY: Figure = {
  value: 20,
  unit: 'MiB a day',
  source: assumed(
    'a node of a datastore says a few thousand lines a day, Kong one for each request that fails behind it: measure yours',
  ),
};

const DAYS_A_MONTH: Figure = {
  value: HOURS_A_MONTH / HOURS_A_DAY,
  unit: 'days',
  source: assumed('the clouds count a month so'),
};

/** Returns the id of the number that says how much the machines of a datacenter say in a month, in GiB. */
export function journalVolumeId(datacenter: string): string {
  return `${datacenter}.logs.gib`;
}

type Built = Pick<Plan, 'datacenters' | 'datastore' | 'logs'>;

/** Computes how much the log service of each datacenter is sent, for its price; nothing where logs stay on machines. */
export function journalVolumes(plan: Built): readonly Reckoned[] {
  const { logs } = plan;
  if (!logs) return [];
  const ledger = new Ledger();
  for (const datacenter of plan.datacenters) {
    const machines = machinesThatSpeak(plan, datacenter);
    ledger.add({
      id: journalVolumeId(datacenter.name),
      title: 'Logs of units in a month',
      value: (machines * MIB_A_DAY.value * DAYS_A_MONTH.value) / 1024,
      unit: 'GiB',
      formula: 'machines * mib * days / 1024',
      inputs: [
        { name: 'machines', value: machines, unit: 'machines', source: assumed('pools at their smallest size') },
        fromFigure('mib', MIB_A_DAY, 'what a machine says'),
        fromFigure('days', DAYS_A_MONTH),
      ],
      reason: `log services charge for what they are sent; requests of clients ${logs.access ? 'are a number of their own' : 'are not among it'}`,
    });
  }
  return ledger.entries();
}

/** Returns the number of machines whose logs are shipped: those of the cluster's stack that stay. */
export function machinesThatSpeak(plan: Pick<Plan, 'datastore'>, datacenter: DatacenterPlan): number {
  const inPools = datacenter.pools.reduce((sum, { nodes }) => sum + nodes, 0);
  return machinesOfDatastore(plan, datacenter) + inPools + (datacenter.balancers?.nodes.length ?? 0);
}

/** Returns the number of a datacenter's machines that run the datastore. */
export function machinesOfDatastore(plan: Pick<Plan, 'datastore'>, datacenter: DatacenterPlan): number {
  const addresses = datastoreOf(plan)
    .exporters(datacenter)
    .flatMap((exporter) => exporter.addresses);
  return new Set(addresses).size;
}
