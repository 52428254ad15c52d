import type { CloudFactsTable } from '../../../kernel/cloud/facts';
import type { DatacenterPlan, Plan } from '../../../plan/plan';
import type { DatastoreReport, DatastoreSection, DatastoreUsage } from '../contract';
import { postgresqlLost } from './lost';
import { postgresqlLosses } from './losses';
import { COPIES_HEADING } from './backup-copies';
import { asked, nameCommand, primaryCommands } from './commands';
import { instanceIn, machinesOf, postgresqlIn, postgresqlOf, postgresqlSizingOf } from './of-plan';
import { renderPostgresqlOperations } from './operations';
import { POSTGRESQL_PASSWORDS } from './passwords';
import { POSTGRESQL_TRANSITIONS } from './transitions';

/** `POSTGRESQL_REPORT` answers the reports' questions for the cloud's own PostgreSQL. */
export const POSTGRESQL_REPORT: DatastoreReport = {
  title: 'PostgreSQL',
  release,
  datacenterCell: (it) => {
    const instance = instanceIn(it);
    if (!instance) return '';
    return `${postgresqlIn(it).part === 'replica' ? 'replica, ' : ''}${machines(it)}, ${instance.diskGib} GiB`;
  },
  machines,
  nodes: () => [],
  sized: (sizing) => {
    const { instance } = postgresqlSizingOf(sizing);
    if (!instance) return { nodes: 0, machineType: '', disk: '' };
    const { machine, diskGib, diskIops, diskMibPerSecond, sizedDiskGib } = instance;
    return {
      nodes: 2,
      machineType: machine.type,
      disk: `${diskGib} GiB, ${diskIops} IOPS, ${diskMibPerSecond} MiB/s`,
      ...(sizedDiskGib === undefined ? {} : { sizedDiskGib }),
    };
  },
  section,
  diagramId: 'postgresql',
  topologyFields: (plan) => [
    ['PostgreSQL', postgresqlOf(plan).version],
    ['primary', postgresqlOf(plan).primaryDatacenter],
    ['replicas', postgresqlOf(plan).replicaDatacenters.join(', ') || 'none'],
    ['days of backups', postgresqlOf(plan).backupRetentionDays],
    ['deletion protection', postgresqlOf(plan).deletionProtection ? 'on' : 'off'],
  ],
  datacenterFields: (it) => {
    const instance = instanceIn(it);
    if (!instance) return [];
    return [
      ['part in PostgreSQL', postgresqlIn(it).part],
      ['machine', instance.machineType],
      ['disk GiB', instance.diskGib],
      ['connections', instance.maxConnections],
    ];
  },
  usage,
  operations: renderPostgresqlOperations,
  transitions: POSTGRESQL_TRANSITIONS,
  recovery: { passwords: POSTGRESQL_PASSWORDS, lost: postgresqlLost },
  losses: postgresqlLosses,
  operationsHint: 'How PostgreSQL fails over, is restored and upgraded',
  countersHint:
    'Counters are in PostgreSQL: a read and a write with each request and period, and a server that hangs delays each ' +
    'of those requests by seconds. Use it only if Redis is not an option.',
  mending: 'no mending',
  onMachineAlarm: () => [],
  panels: () => [],
  onAlert: {},
  asked: (plan, statement) => ({ where: askedWhere(plan), command: asked(plan, postgresqlOf(plan).host, statement) }),
  onBackupAlarm,
  unwatched: {
    what: 'copies of backups of PostgreSQL in a second region',
    why: `this service has no metric of them, and no event of one that stays behind: "${COPIES_HEADING}" lists the moments that they reach`,
    isIn: ({ datacenters }) => datacenters.some(({ backupCopies }) => backupCopies?.ownKey),
  },
  bridged: () => 'any time',
};

/** Returns what an operator sees of backups: the list, and where the service says more of the instance than that, its state and events. */
function onBackupAlarm(plan: Plan, facts: CloudFactsTable): ReturnType<DatastoreReport['onBackupAlarm']> {
  const { commands, at, service, stack } = primaryCommands(plan, facts);
  const where =
    '"A backup by hand" of this page has the command that lists backups, with what became of each, and the one that makes one.';
  const events = commands.listEvents(at);
  if (events === '') return { where, commands: [] };
  return {
    where: `${where} If it lists one of every day, only the news of them was lost: the alarm ends with the next. An instance that is not \`available\`, since its disk is full or it is being changed, gets none. Its state, and what ${service} has said of it in two weeks:`,
    commands: [nameCommand(stack), commands.show(at), events],
  };
}

function release(plan: Plan): string {
  return `PostgreSQL ${postgresqlOf(plan).version}`;
}

function machines(datacenter: DatacenterPlan): string {
  const instance = instanceIn(datacenter);
  return instance ? `${machinesOf(instance)} x ${instance.machineType}` : 'none here';
}

function usage(datacenter: DatacenterPlan, sizing: Parameters<DatastoreReport['usage']>[1]): DatastoreUsage {
  const instance = instanceIn(datacenter);
  const { instance: sized, copies } = postgresqlSizingOf(sizing);
  return {
    nodes: machinesOf(instance),
    isService: true,
    machineType: instance?.machineType ?? '',
    price: sized?.price ?? { source: '', date: '' },
    bootDiskGib: 0,
    dataDiskGib: instance?.diskGib ?? 0,
    dataDiskIops: instance?.diskIops ?? 0,
    dataDiskMibPerSecond: instance?.diskMibPerSecond ?? 0,
    zoneGibPerMonth: 0,
    ...(copies === undefined ? {} : { copies }),
  };
}

function section(plan: Plan): DatastoreSection {
  const { host, replicaHost, replicaDatacenters, port, backupRetentionDays, maintenance } = postgresqlOf(plan);
  const near =
    replicaDatacenters.length === 0
      ? ''
      : plan.kong.hybrid
        ? ` A replica of ${replicaDatacenters.join(', ')}, late by seconds, waits to take its place should that datacenter be lost; nobody reads from it.`
        : ` Kong of ${replicaDatacenters.join(', ')} reads what it has not cached from a replica of its own, \`${replicaHost}\`, late by seconds.`;
  const lead = `Kong reaches it as \`${host}:${port}\`, over TLS alone. A standby in another zone has every write and takes over by itself, under the same name.${near} Backups of ${backupRetentionDays} days, to any moment of them; maintenance on ${maintenance.day} from ${maintenance.hour}:00 UTC.`;
  return {
    heading: 'PostgreSQL',
    longHeading: `PostgreSQL ${host}:${port}, backups of ${backupRetentionDays} days`,
    lead,
    head: ['Instance', 'Zones', 'Machines', 'Disk', 'Connections'],
    rows: plan.datacenters.flatMap((it) => {
      const { part, instance } = postgresqlIn(it);
      if (!instance) return [];
      return [
        [
          `${it.name} ${part}`,
          instance.zones.map(({ name }) => name).join(', '),
          machines(it),
          `${instance.diskGib} GiB, grows to ${instance.mostDiskGib}`,
          `at most ${instance.maxConnections}`,
        ],
      ];
    }),
  };
}

/** Returns where an operator asks the primary, and what is another for a replica. */
function askedWhere(plan: Plan): string {
  const { primaryDatacenter, host, replicaHost, replicaDatacenters } = postgresqlOf(plan);
  const isRead = replicaDatacenters.length > 0 && plan.kong.hybrid === undefined;
  const replica = !isRead ? '' : `; of a replica on one of its datacenter, with \`${replicaHost}\` for \`${host}\``;
  return `on a machine of Kong's in ${primaryDatacenter} that reaches the datastore, where the package postgresql-client has to be installed first${replica}`;
}
