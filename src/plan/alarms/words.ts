import { DISKS, MACHINES, type AlarmKind } from '../../kernel/alarm';
import type { AlarmPlan, BareAlarm } from './alarm';

/** Words of an alarm of one kind, and the heading of its steps on the page on operations. */
interface AlarmWords {
  /** Heading in OPERATIONS.md. */
  readonly page: string;
  /** Returns the case in which it rings. */
  says(alarm: BareAlarm): string;
  /** The first thing to do. */
  readonly remedy: string;
}

/** The words of every kind of alarm, in the order in which pages show them. */
const ALARM_WORDS: Readonly<Record<AlarmKind, AlarmWords>> = {
  nodes: {
    page: 'A pool has too few healthy nodes',
    says: (it) =>
      it.limit.unit === MACHINES
        ? `${saysOfFigure(it)}, or one that served fails its checks`
        : `fewer healthy nodes of ${subjectOf(it)} than the ${it.limit.value} that its load needs`,
    remedy: 'See what the nodes that are missing say, before those that are left are too busy',
  },
  ceiling: {
    page: 'A pool is at its ceiling',
    says: (it) => `${subjectOf(it)} has all ${it.limit.value + 1} nodes that it may have`,
    remedy: 'See whether the load has grown for good, and give the spec the rate that it has now',
  },
  machine: {
    page: 'A machine is away',
    says: (it) => `${subjectOf(it)} is stopped, cannot be reached, or fails the checks of its cloud`,
    remedy: 'Find out whether the machine or its zone is ill; the others carry its load meanwhile',
  },
  serving: {
    page: 'A node of the datastore does not serve',
    says: (it) =>
      `fewer than the ${it.limit.value} nodes of the datastore in ${it.datacenter} say that they serve, since one has stopped or tells nothing any more`,
    remedy:
      'Find out which, and why: its disk, its machine, or what ships its logs; the other replicas serve meanwhile',
  },
  'data-disk': {
    page: 'A data disk fills',
    says: (it) => `more than ${it.limit.value} % of a data disk of the datastore in ${it.datacenter} is used`,
    remedy: 'See whether it is data, hints, snapshots or a dump; a disk can be made larger while it serves',
  },
  repair: {
    page: 'A repair is overdue',
    says: (it) =>
      `rows that were deleted in ${it.datacenter} soon come back, since a node was last repaired more than ${it.limit.value} days ago`,
    remedy: 'See what the repair waits for, and bring that about',
  },
  tunnels: {
    page: 'A tunnel or its session is down',
    says: (it) => `a tunnel of ${subjectOf(it)} or the BGP session in it is down`,
    remedy: 'See which end says what; the other tunnels of the link carry its packets',
  },
  renewal: {
    page: 'A tunnel is to be renewed',
    says: (it) =>
      `something is announced of the tunnels of ${subjectOf(it)}: an end that waits for you to renew it, or one that is renewed`,
    remedy:
      'Renew what waits at an hour of your choice, one tunnel after the other: after its date the cloud does it by itself',
  },
  peering: {
    page: 'A peering drops packets',
    says: ({ datacenter }) =>
      `packets from ${datacenter} to another datacenter are dropped, since their route leads to a peering that has gone`,
    remedy: 'See the state of the peerings, and apply the stack links',
  },
  disk: {
    page: 'The disk of the database fills',
    says: (it) => `more than ${it.limit.value} % of the disk of the database of ${it.datacenter} is used`,
    remedy: 'See which tables grow; the service makes the disk larger by itself, up to its limit, and never smaller',
  },
  connections: {
    page: 'The database has nearly all its connections',
    says: (it) =>
      `more than ${it.limit.value} connections to the database of ${it.datacenter}, four in five of those it takes`,
    remedy: 'See who holds them: beyond the last one Kong cannot read its configuration',
  },
  lag: {
    page: 'A replica is late',
    says: (it) =>
      `the replica of ${it.datacenter} is more than ${it.limit.value} seconds behind the primary, or follows it no more`,
    remedy: 'See what the primary writes, and the way between the regions: what has not come is lost by a promotion',
  },
  memory: {
    page: 'Redis has little memory left',
    says: (it) => `more than ${it.limit.value} % of the memory of Redis of ${it.datacenter} is used`,
    remedy: 'Give it more memory, or count shorter periods: a full Redis forgets counters',
  },
  certificate: {
    page: 'The certificate that clients meet ends',
    says: (it) =>
      `the certificate that clients of ${it.datacenter} meet ends in less than ${it.limit.value} days, is one that a node has made itself, or no node has told of it`,
    remedy: 'Put the next one into its secret: nodes take it within two hours, and nothing is applied',
  },
  'cluster-certificate': {
    page: 'The certificate of control planes and data planes ends',
    says: (it) =>
      `the certificate by which Kong nodes of ${it.datacenter} know the other side ends in less than ${it.limit.value} days, or no node has told of it`,
    remedy: 'Rotate it: after its end no change reaches a data plane, though all of them serve on',
  },
  export: {
    page: "An export of Kong's configuration is missing",
    says: (it) =>
      `no node of ${it.datacenter} knows of an export of Kong's configuration that is of today or yesterday`,
    remedy: 'See why nodes cannot make one, or put it in: those that are there expire',
  },
  backup: {
    page: 'A backup is missing',
    says: (it) =>
      it.watched === 1
        ? `no backup of the data of ${it.datacenter} was made, as far as its cloud has told`
        : `${saysOfFigure(it)}, or one of them could not be made or copied`,
    remedy: 'See what its cloud says of the schedule: those that are there expire, and nothing takes their place',
  },
  'node-certificate': {
    page: 'The certificate of the nodes ends',
    says: (it) =>
      `the certificate by which nodes of the datastore in ${it.datacenter} are known, or the authority that signed it, ends in less than ${it.limit.value} days, or no node has told of it`,
    remedy: 'Rotate it: after its end nodes know neither each other nor are known by Kong',
  },
};

/** Returns the case of its figure alone, of an alarm of which a cloud reads the rest of a log. */
export function saysOfFigure(it: BareAlarm): string {
  const { value, unit } = it.limit;
  if (unit === MACHINES) return `fewer machines in ${subjectOf(it)} than the ${value} nodes that its load needs`;
  return unit === DISKS
    ? `a snapshot was made of fewer than the ${value} data disks of ${it.datacenter}`
    : `no backup of the data of ${it.datacenter} was made`;
}

/** Returns what an alarm watches, for people. */
export function subjectOf({ kind, subject, datacenter }: BareAlarm): string {
  const words: Partial<Record<AlarmKind, string>> = {
    nodes: 'pool',
    ceiling: 'pool',
    machine: 'machine',
    tunnels: 'link',
    renewal: 'link',
  };
  const word = words[kind];
  // A link is of two datacenters.
  return `${word === undefined ? '' : `the ${word} `}${subject ?? kind} ${word === 'link' ? 'at' : 'of'} ${datacenter}`;
}

/** Returns an alarm with its words. */
export function withWords(alarm: BareAlarm): AlarmPlan {
  const { page, says, remedy } = ALARM_WORDS[alarm.kind];
  return { ...alarm, says: says(alarm), remedy, page };
}

/**
 * Returns what whoever is told reads: what is the case, what to do first, and where the steps are.
 *
 * @param said what is the case, where a cloud sees something else than the alarm's limit
 */
export function alarmText({ says, remedy, page }: AlarmPlan, said = says): string {
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}. ${remedy}. Steps: OPERATIONS.md, "${page}".`;
}
