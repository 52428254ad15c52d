import { inWords } from '../../../kernel/in-words';
import type { CassandraPlan, RingPlan, RingSizing } from '../../../plan/datastores/cassandra/plan';
import type { DatastorePlan, DatacenterDatastorePlan, DatastoreSizing } from '../../../plan/datastores/plans';
import type { Plan } from '../../../plan/plan';
import type { DatastoreReport, DatastoreSection } from '../contract';
import { cassandraLosses } from './losses';
import { renderCassandraOperations } from './operations';
import { CASSANDRA_TRANSITIONS } from './runbook/transitions';

/** `CASSANDRA_REPORT` answers the reports' questions for a Cassandra ring. */
export const CASSANDRA_REPORT: DatastoreReport = {
  title: 'Cassandra',
  release: ({ datastore }) => `Cassandra ${ring(datastore).version}`,
  datacenterCell: ({ datastore }) => `${machines(nodes(datastore))}, ${nodes(datastore).dataDiskGib} GiB`,
  machines: ({ datastore }) => machines(nodes(datastore)),
  sized: (sizing) => {
    const { nodes, machine, dataDiskGib, dataDiskIops, dataDiskMibPerSecond, sized } = sizes(sizing);
    return {
      nodes,
      machineType: machine.type,
      disk: `${dataDiskGib} GiB, ${dataDiskIops} IOPS, ${dataDiskMibPerSecond} MiB/s`,
      ...(sized?.nodes === undefined ? {} : { sizedNodes: sized.nodes }),
      ...(sized?.dataDiskGib === undefined ? {} : { sizedDiskGib: sized.dataDiskGib }),
    };
  },
  section,
  diagramId: 'ring',
  topologyFields: ({ datastore }) => [
    ['Cassandra', ring(datastore).version],
    ['replication factor', ring(datastore).replicationFactor],
  ],
  datacenterFields: ({ datastore }) => [
    ['nodes', nodes(datastore).nodes.length],
    ['machine', nodes(datastore).machineType],
    ['disk GiB', nodes(datastore).dataDiskGib],
  ],
  usage: ({ datastore }, sizing) => ({
    nodes: nodes(datastore).nodes.length,
    machineType: nodes(datastore).machineType,
    price: sizes(sizing).price,
    bootDiskGib: nodes(datastore).bootDiskGib,
    dataDiskGib: nodes(datastore).dataDiskGib,
    dataDiskIops: nodes(datastore).dataDiskIops,
    dataDiskMibPerSecond: nodes(datastore).dataDiskMibPerSecond,
    zoneGibPerMonth: sizes(sizing).zoneGibPerMonth,
  }),
  operations: (plan) => renderCassandraOperations(bridged(plan)),
  transitions: CASSANDRA_TRANSITIONS,
  losses: ({ datastore, datacenters }) =>
    cassandraLosses(
      ring(datastore),
      datacenters.map((it) => ({ name: it.name, nodes: nodes(it.datastore).nodes })),
    ),
  operationsHint: 'How the ring is kept, extended and reduced',
  countersHint:
    'Counters are in Cassandra: a read and a write with each request and period, and other datacenters see them only after ' +
    'replication. Use it only if Redis is not an option.',
  mending: 'a repair of the ring',
  bridged,
};

function bridged({ datastore }: Plan): string {
  return `${inWords(ring(datastore).hintHours)} hours`;
}

function section(plan: Plan): DatastoreSection {
  const { clusterName, replicationFactor, readConsistency, writeConsistency } = ring(plan.datastore);
  const copies = `${replicationFactor} replicas in each datacenter`;
  return {
    heading: 'Ring',
    longHeading: `Ring ${clusterName}, ${copies}, reads ${readConsistency}, writes ${writeConsistency}`,
    lead: `${copies}; Kong reads at ${readConsistency} and writes at ${writeConsistency}.`,
    head: ['Node', 'Zone', 'Rack', 'Address', 'Seed'],
    rows: plan.datacenters.flatMap(({ name, datastore }) =>
      nodes(datastore).nodes.map((node) => [
        `${name} ${node.name}`,
        node.zone.name,
        node.rack,
        node.address,
        node.seed ? 'seed' : '',
      ]),
    ),
  };
}

function machines({ nodes, machineType }: CassandraPlan): string {
  return `${nodes.length} x ${machineType}`;
}

function ring(datastore: DatastorePlan): RingPlan {
  return own(datastore);
}

function nodes(datastore: DatacenterDatastorePlan): CassandraPlan {
  return own(datastore);
}

function sizes(datastore: DatastoreSizing): RingSizing {
  return own(datastore);
}

/**
 * Returns the value with Cassandra's type.
 *
 * @throws Error if the value is of another engine
 */
function own<T extends { readonly engine: string }>(value: T): T & { readonly engine: 'cassandra' } {
  if (value.engine !== 'cassandra') throw new Error(`Cassandra's report was asked of ${value.engine}`);
  return value as T & { readonly engine: 'cassandra' };
}
