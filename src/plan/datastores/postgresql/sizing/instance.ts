import type { CloudFacts } from '../../../../kernel/cloud/facts';
import type { DatabaseMachine } from '../../../../kernel/cloud/databases';
import type { Issue } from '../../../../kernel/issue';
import { fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import type { PostgresqlInstanceSizing } from '../plan';
import { diskOf } from './disk';
import * as issues from './issues';
import { neededVcpus } from './load';
import type { InstanceNeed } from './need';
import { databasePrice } from './price';

export interface SizedInstance {
  readonly sizing: PostgresqlInstanceSizing;
  readonly issues: readonly Issue[];
}

/** Sizes an instance: its machine by connections and counters, its disk by the data. */
export function sizeInstance(need: InstanceNeed, ledger: Ledger): SizedInstance {
  const { datacenter, facts, connections } = need;
  const vcpus = neededVcpus(need, ledger);
  const { machine, carries } = chooseMachine(need, vcpus, ledger);
  const most = maxConnections(need, machine, ledger);
  const disk = diskOf(need, ledger);
  return {
    sizing: {
      machine: { type: machine.type, vcpus: machine.vcpus, memoryGib: machine.memoryGib },
      ...disk,
      maxConnections: most.value,
      connections: connections.value,
      price: databasePrice(facts.database, machine.type, datacenter.region),
    },
    issues: [
      ...(carries
        ? []
        : [issues.databaseTooSmall(need.section.machineType !== undefined, machine, most, connections, vcpus)]),
      ...(disk.sizedDiskGib === undefined
        ? []
        : [issues.databaseDiskKept(datacenter.name, disk.diskGib, disk.sizedDiskGib)]),
    ],
  };
}

/** Returns the connections that a machine has memory for. */
function connectionsOf({ database }: CloudFacts, { memoryGib }: DatabaseMachine): number {
  return Math.min(database.mostConnections.value, Math.floor(database.connectionsPerGib.value * memoryGib));
}

interface ChosenMachine {
  readonly machine: DatabaseMachine;
  /** True if it has the processors, and the memory for the connections. */
  readonly carries: boolean;
}

function chooseMachine(need: InstanceNeed, vcpus: ReckonedNumber, ledger: Ledger): ChosenMachine {
  const { section, datacenter, facts, connections } = need;
  const { machines } = facts.database;
  const carries = (machine: DatabaseMachine): boolean =>
    machine.vcpus >= vcpus.value && connectionsOf(facts, machine) >= connections.value;
  const base = { id: `${datacenter.name}.postgresql.machine`, title: 'Machine type of PostgreSQL', unit: '' };
  const named = machines.find(({ type }) => type === section.machineType);
  if (named) {
    ledger.add({
      ...base,
      value: named.type,
      formula: 'the machine type that the spec names',
      inputs: [
        { name: 'machineType', value: named.type, unit: '', source: { kind: 'spec', path: 'datastore.machineType' } },
      ],
      reason: 'named in the spec, not weighed against others',
    });
    return { machine: named, carries: carries(named) };
  }
  const chosen = machines.find(carries) ?? machines.at(-1);
  if (!chosen) throw new Error(`${facts.title} offers no machine type for PostgreSQL`);
  ledger.add({
    ...base,
    value: chosen.type,
    formula: 'the first of the table with the processors, and the memory for the connections',
    inputs: [fromReckoned('vcpus', vcpus), fromReckoned('connections', connections)],
    reason: `${chosen.vcpus} vCPU, ${chosen.memoryGib} GiB, up to ${connectionsOf(facts, chosen)} connections; a standby of the same type runs beside it`,
    runnersUp: machines
      .slice(0, machines.indexOf(chosen))
      .slice(-2)
      .reverse()
      .map((it) => ({ what: it.type, why: `${it.vcpus} vCPU, up to ${connectionsOf(facts, it)} connections` })),
  });
  return { machine: chosen, carries: carries(chosen) };
}

function maxConnections({ datacenter, facts }: InstanceNeed, machine: DatabaseMachine, ledger: Ledger): ReckonedNumber {
  const { connectionsPerGib, mostConnections } = facts.database;
  const { source, date } = facts.database.machineSource;
  return ledger.add({
    id: `${datacenter.name}.postgresql.max-connections`,
    title: 'max_connections of PostgreSQL',
    value: connectionsOf(facts, machine),
    unit: 'connections',
    formula: 'min(mostConnections, floor(connectionsPerGib * memory))',
    inputs: [
      fromFigure('mostConnections', mostConnections),
      fromFigure('connectionsPerGib', connectionsPerGib),
      {
        name: 'memory',
        what: machine.type,
        value: machine.memoryGib,
        unit: 'GiB',
        source: { kind: 'table', source, date },
      },
    ],
    reason: 'it follows from the machine alone, since a change of it restarts the instance',
  });
}
