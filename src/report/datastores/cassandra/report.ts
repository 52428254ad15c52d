import { inWords } from '../../../kernel/in-words';
import type { CassandraPlan } from '../../../plan/datastores/cassandra/plan';
import type { Plan } from '../../../plan/plan';
import type { DatastoreReport, DatastoreSection } from '../contract';
import { CQLSH_TLS } from './commands';
import { cassandraLosses } from './losses';
import { cassandraOf, ringOf, ringSizingOf } from './of-plan';
import { RING_ALERT_STEPS } from './alert-steps';
import { renderCassandraOperations } from './operations';
import { ringPanels } from './panels';
import { CASSANDRA_RECOVERY } from './runbook/recovery';
import { CASSANDRA_TRANSITIONS } from './runbook/transitions';

/** `CASSANDRA_REPORT` answers the reports' questions for a Cassandra ring. */
export const CASSANDRA_REPORT: DatastoreReport = {
  title: 'Cassandra',
  release: (plan) => `Cassandra ${ringOf(plan).version}`,
  datacenterCell: (it) => `${machines(cassandraOf(it))}, ${cassandraOf(it).dataDiskGib} GiB`,
  machines: (it) => machines(cassandraOf(it)),
  nodes: (it) =>
    cassandraOf(it).nodes.map(({ name, zone, address, seed }) => ({
      name,
      zone: zone.letter,
      address,
      part: seed ? 'seed' : '',
    })),
  sized: (sizing) => {
    const { nodes, machine, dataDiskGib, dataDiskIops, dataDiskMibPerSecond, sized } = ringSizingOf(sizing);
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
  topologyFields: (plan) => [
    ['Cassandra', ringOf(plan).version],
    ['replication factor', ringOf(plan).replicationFactor],
    ['hours between backups', plan.backups?.everyHours ?? 'none'],
    ['days of backups', plan.backups?.keepDays ?? 'none'],
  ],
  datacenterFields: (it) => [
    ['nodes', cassandraOf(it).nodes.length],
    ['machine', cassandraOf(it).machineType],
    ['disk GiB', cassandraOf(it).dataDiskGib],
  ],
  usage: (datacenter, sizing) => {
    const { nodes, machineType, bootDiskGib, dataDiskGib, dataDiskIops, dataDiskMibPerSecond } =
      cassandraOf(datacenter);
    const { price, zoneGibPerMonth, snapshotGib, copiedGibPerMonth } = ringSizingOf(sizing);
    const disks = { bootDiskGib, dataDiskGib, dataDiskIops, dataDiskMibPerSecond };
    const snapshots = {
      ...(snapshotGib === undefined ? {} : { snapshotGib }),
      ...(copiedGibPerMonth === undefined ? {} : { copiedSnapshotGib: copiedGibPerMonth }),
    };
    return { nodes: nodes.length, isService: false, machineType, price, ...disks, ...snapshots, zoneGibPerMonth };
  },
  operations: (plan, facts, addresses) => renderCassandraOperations({ plan, addresses }, facts, bridged(plan)),
  transitions: CASSANDRA_TRANSITIONS,
  recovery: CASSANDRA_RECOVERY,
  losses: (plan) =>
    cassandraLosses(
      ringOf(plan),
      plan.datacenters.map((it) => ({ name: it.name, nodes: cassandraOf(it).nodes })),
    ),
  console: {
    word: 'cql',
    what: 'cqlsh as ring_admin',
    command: (plan, datacenter, machine) => {
      const node = cassandraOf(datacenter).nodes.find(({ name }) => name === machine);
      return `${ringOf(plan).encryption?.clients ? CQLSH_TLS : 'cqlsh'} ${node?.address ?? ''} -u ring_admin`;
    },
    password: ({ topology }) =>
      `terraform -chdir=terraform/${topology}/shared output -raw cassandra_superuser_password`,
  },
  operationsHint: 'How the ring is kept, extended and reduced',
  countersHint:
    'Counters are in Cassandra: a read and a write with each request and period, and other datacenters see them only after ' +
    'replication. Use it only if Redis is not an option.',
  mending: 'a repair of the ring',
  onMachineAlarm: ({ logs }) => [
    'A node that was away for more than three hours is repaired afterwards; one that was away for ten days does not start with its data, and says so in its journal.',
    ...(logs
      ? []
      : [
          'The alarm does not see a service that has stopped on a machine that runs, as Cassandra does on a disk that fails: `nodetool status` on another node shows that one as DN.',
        ]),
  ],
  onBackupAlarm: () => ({
    where:
      '"Backups" of this page has the commands that list the snapshots of a disk of each cloud: see which disk has none of today. One that has none while others have is on no schedule any more, and an apply of its cluster stack puts it there.',
    commands: [],
  }),
  panels: (plan) => [ringPanels(plan)],
  onAlert: RING_ALERT_STEPS,
  alertOf: { serving: 'CassandraNodeDown', 'data-disk': 'CassandraDiskFills', repair: 'CassandraRepairOverdue' },
  unwatched: {
    what: 'a Cassandra that has stopped on a machine that runs, a data disk that fills, a repair that is overdue',
    why: 'the clouds publish nothing of what is inside a machine without an agent: nodetool status, df and the file of the last repair say it; with monitoring.logs nodes say all three themselves, and have alarms of them',
    isIn: ({ logs }) => logs === undefined,
  },
  bridged,
};

function bridged(plan: Plan): string {
  return `${inWords(ringOf(plan).hintHours)} hours`;
}

function section(plan: Plan): DatastoreSection {
  const { clusterName, replicationFactor, readConsistency, writeConsistency } = ringOf(plan);
  const copies = `${replicationFactor} replicas in each datacenter`;
  return {
    heading: 'Ring',
    longHeading: `Ring ${clusterName}, ${copies}, reads ${readConsistency}, writes ${writeConsistency}`,
    lead: `${copies}; Kong reads at ${readConsistency} and writes at ${writeConsistency}.`,
    head: ['Node', 'Zone', 'Rack', 'Address', 'Seed'],
    rows: plan.datacenters.flatMap((datacenter) =>
      cassandraOf(datacenter).nodes.map((node) => [
        `${datacenter.name} ${node.name}`,
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
