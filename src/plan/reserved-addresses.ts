import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { MachinesUse } from '../kernel/cloud/quota';
import type { Figure } from '../kernel/figure';
import type { Issue } from '../kernel/issue';
import { egressAddressesTooFew } from './issues';
import { machinesOf } from './limits/machines';
import type { DatacenterPlan, Plan } from './plan';
import type { AddressNeed } from './sizing/sizing';
import {
  fromFigure,
  fromReckoned,
  Ledger,
  wholeAtLeast,
  type Reckoned,
  type ReckonedInput,
  type ReckonedNumber,
} from './sizing/reckoned';

type Built = Pick<Plan, 'datacenters' | 'kong' | 'sizing'>;

/**
 * Computes how many outside addresses the machines of each datacenter need where the spec reserves them: every machine has its ports
 * from the start, and one that the addresses have none left for reaches nothing outside.
 *
 * @param places the datacenters in the order of the spec, by their names
 * @returns an error among the issues for each datacenter that has too few
 */
export function checkReserved(
  built: Built,
  places: readonly string[],
  facts: CloudFactsTable,
): { readonly reckoned: readonly Reckoned[]; readonly issues: readonly Issue[] } {
  const ledger = new Ledger();
  const issues = built.datacenters.flatMap((datacenter) => {
    const { name, egressAddresses: reserved } = datacenter;
    if (reserved === undefined) return [];
    const need = leastAddresses(built, datacenter, facts, ledger);
    if (reserved >= need.addresses) return [];
    return [egressAddressesTooFew(['datacenters', places.indexOf(name), 'egressAddresses'], name, reserved, need)];
  });
  return { reckoned: ledger.entries(), issues };
}

function leastAddresses(built: Built, datacenter: DatacenterPlan, facts: CloudFactsTable, ledger: Ledger): AddressNeed {
  const { name, cloud } = datacenter;
  const { connectionsPerAddress, portsPerNode } = facts[cloud].nat;
  const sized = built.sizing.reckoned.find(({ id }) => id === `${name}.nat.ports-per-node`);
  if (!portsPerNode || typeof sized?.value !== 'number') throw new Error(`${name} has no ports of address translation`);
  const machines = machinesBehind(built, datacenter, facts, portsPerNode.surge, ledger);
  const ports = Math.min(sized.value, portsPerNode.mostFromStart.value);
  const addresses = ledger.add({
    id: `${name}.nat.least-addresses`,
    title: 'Outside addresses that have to be reserved',
    value: wholeAtLeast(machines.value / Math.floor(connectionsPerAddress.value / ports)),
    unit: 'addresses',
    formula: 'ceil(machines / floor(portsPerAddress / min(portsPerNode, mostFromStart)))',
    inputs: [
      fromReckoned('machines', machines),
      fromFigure('portsPerAddress', connectionsPerAddress),
      fromReckoned('portsPerNode', sized),
      fromFigure('mostFromStart', portsPerNode.mostFromStart),
    ],
    reason: 'the ports of a machine are set aside from the start, and the cloud adds no address',
  });
  return {
    machines: machines.value,
    portsPerMachine: ports,
    portsPerAddress: connectionsPerAddress.value,
    addresses: addresses.value,
  };
}

function machinesBehind(
  { kong }: Built,
  datacenter: DatacenterPlan,
  facts: CloudFactsTable,
  surge: Figure,
  ledger: Ledger,
): ReckonedNumber {
  const { machines } = machinesOf({ kong, facts }, datacenter);
  const pools = machines.filter(({ isPool }) => isPool);
  const poolNodes = total(pools);
  // A public one has an outside address of its own.
  const direct = datacenter.exposure === 'public' ? (datacenter.balancers?.nodes.length ?? 0) : 0;
  const others = total(machines) - poolNodes - direct;
  const counted = (name: string, value: number, unit: string, why: string): ReckonedInput => ({
    name,
    value,
    unit,
    source: { kind: 'assumption', why },
  });
  return ledger.add({
    id: `${datacenter.name}.nat.machines`,
    title: 'Machines behind address translation',
    value: poolNodes + surge.value * pools.length + others,
    unit: 'machines',
    formula: 'poolNodes + surge * pools + others',
    inputs: [
      counted('poolNodes', poolNodes, 'nodes', 'every pool as large as automatic scaling makes it'),
      fromFigure('surge', surge),
      counted('pools', pools.length, 'pools', 'those of the datacenter'),
      counted('others', others, 'machines', 'the datastore, and what else has no outside address of its own'),
    ],
    reason: 'all of them may run at one time',
  });
}

function total(machines: readonly MachinesUse[]): number {
  return machines.reduce((sum, { number }) => sum + number, 0);
}
