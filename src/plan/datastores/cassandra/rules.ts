import { SECONDS_A_DAY } from '../../../kernel/durations';
import { assumed, published } from '../../../kernel/figure';
import { inWords } from '../../../kernel/in-words';
import { ofSizing } from '../../alarms/reckoned-alarm';
import { FILLED, type RuleInputs } from '../../rules/machine-rules';
import { series, type RecordedRule, type ReckonedAlert } from '../../rules/rule';
import { fromFigure, wholeAtLeast } from '../../sizing/reckoned';
import { DISK_PART_USED, REMEMBERED_DAYS, REPAIR_DAYS } from './limits';
import { cassandraOf, ENGINE, ringOf } from './of-plan';
import { DISK_PART, FIXED_GIB } from './sizing/cassandra-node';

/* Series of the ring that alerts and dashboards read. */
const REQUESTS = 'topogen:cassandra_requests:rate5m';
const FAILED = 'topogen:cassandra_requests_failed:rate5m';
const DROPPED = 'topogen:cassandra_messages_dropped:rate5m';
const HEAP = 'topogen:cassandra_heap_used:ratio';
const COLLECTING = 'topogen:cassandra_collecting:ratio_rate5m';
const UNREPAIRED = 'topogen:cassandra_unrepaired:seconds';

/** Old space is collected from here on, so that rows that live above it are collected without end. */
const COLLECTED_FROM = {
  value: 0.75,
  unit: '',
  source: published('Cassandra 3.11, jvm.options, CMSInitiatingOccupancyFraction 75', '2024'),
};

/** Returns the series of the ring that Prometheus keeps. */
export function recordedOfRing({ topology }: Pick<RuleInputs, 'topology'>): RecordedRule[] {
  const of = (name: string, matchers?: string): string => series(topology, name, matchers);
  const heap = "area='heap'";
  return [
    {
      record: REQUESTS,
      expr: `sum by (topology, datacenter, request) (rate(${of('cassandra_requests_total')}[5m]))`,
    },
    {
      record: FAILED,
      expr: `sum by (topology, datacenter, request, why) (rate(${of('cassandra_requests_failed_total')}[5m]))`,
    },
    { record: DROPPED, expr: `rate(${of('cassandra_messages_dropped_total')}[5m])` },
    { record: HEAP, expr: `${of('jvm_memory_used_bytes', heap)} / ${of('jvm_memory_max_bytes', heap)}` },
    { record: COLLECTING, expr: `sum without (gc) (rate(${of('jvm_gc_collection_seconds_sum')}[5m]))` },
    {
      // Before its first repair a node has the time alone from which it has watched.
      record: UNREPAIRED,
      expr: `time() - max without (job) ({__name__=~'topogen_repair_(started|watched)_seconds',topology='${topology}'})`,
    },
  ];
}

/** Plans the alerts of the ring. */
export function ringAlerts(plan: RuleInputs): ReckonedAlert[] {
  const { topology } = plan;
  const of = (name: string, matchers?: string): string => series(topology, name, matchers);
  const { hintHours } = ringOf(plan);
  const down = `max by (topology, datacenter) (${of('cassandra_nodes', "state='Down'")})`;
  const none = (unit: string, why: string) => [{ name: 'none', value: 0, unit, source: assumed(why) }];
  const kept = REMEMBERED_DAYS.value - REPAIR_DAYS.value;
  return [
    {
      alert: 'CassandraNodeDown',
      severity: 'critical',
      query: down,
      limit: { value: 0, unit: 'nodes' },
      minutes: 5,
      says: 'Nodes of {{ $labels.datacenter }} see {{ $value }} nodes of the ring as down',
      remedy:
        'Find out which, and whether machine, zone, link or Cassandra itself is ill; the other replicas serve meanwhile',
      title: 'Nodes that others see as down',
      formula: 'none',
      inputs: none('nodes', 'a ring that is well has none'),
      reason: 'a restart takes less',
    },
    {
      alert: 'CassandraHintsOver',
      severity: 'critical',
      query: down,
      limit: { value: 0, unit: 'nodes' },
      minutes: 60 * hintHours,
      says: `A node of the ring has been down for ${inWords(hintHours)} hours, as {{ $labels.datacenter }} sees it: what it misses from now on is kept for it by nobody`,
      remedy: `Repair it when it is back, and see that this is within ${inWords(REMEMBERED_DAYS.value)} days`,
      title: 'Nodes that are down for as long as hints are kept',
      formula: 'none',
      inputs: none('nodes', 'a ring that is well has none'),
      reason: `hints are kept for ${inWords(hintHours)} hours: max_hint_window`,
    },
    {
      alert: 'CassandraRepairOverdue',
      severity: 'critical',
      query: of(UNREPAIRED),
      limit: { value: kept * SECONDS_A_DAY, unit: 's' },
      minutes: 60,
      says: `{{ $labels.keyspace }} was last repaired on {{ $labels.instance }} of {{ $labels.datacenter }} more than ${inWords(kept)} days ago; after ${inWords(REMEMBERED_DAYS.value)} rows that were deleted come back`,
      remedy: 'See what the repair waits for, and bring that about',
      title: 'Time since the last repair of a node',
      formula: '(remembered - before) * 86400',
      inputs: [fromFigure('remembered', REMEMBERED_DAYS), fromFigure('before', REPAIR_DAYS)],
      reason: 'every row has to be repaired before the marks of deleted ones are forgotten',
    },
    {
      alert: 'CassandraRepairUnknown',
      severity: 'warning',
      query: `(${of('up', `job='node',machines='${ENGINE}'`)} unless on (topology, datacenter, instance) ${of('topogen_repair_watched_seconds')})`,
      limit: { value: 0, unit: 'nodes' },
      minutes: 24 * 60,
      says: '{{ $labels.instance }} of {{ $labels.datacenter }} tells of no repair',
      remedy: 'See whether it has joined the ring, and has the timer of repairs',
      title: 'Nodes whose exporter answers and tells of no repair',
      formula: 'none',
      inputs: none('nodes', 'a node that has joined writes a record within a quarter of an hour'),
      reason: 'a repair that never runs is overdue without a number that says so',
    },
    {
      alert: 'CassandraRequestsFail',
      severity: 'critical',
      query: of(FAILED),
      limit: { value: 0, unit: 'requests/s' },
      minutes: 15,
      says: 'Requests of Kong to the ring fail in {{ $labels.datacenter }} ({{ $labels.request }}, {{ $labels.why }})',
      remedy: 'See which nodes are down or late; Kong serves from its memory meanwhile',
      title: 'Requests that fail',
      formula: 'none',
      inputs: none('requests/s', 'while as many nodes are away as the consistency bears none fails'),
      reason: 'the loss of one node ends within it',
    },
    {
      alert: 'CassandraDropsMessages',
      severity: 'warning',
      query: of(DROPPED),
      limit: { value: 0, unit: 'messages/s' },
      minutes: 15,
      says: '{{ $labels.instance }} of {{ $labels.datacenter }} is too late for messages ({{ $labels.message }}) and drops them',
      remedy: 'See what keeps the node busy; dropped writes come back with hints or the next repair',
      title: 'Messages that a node drops',
      formula: 'none',
      inputs: none('messages/s', 'a node of the planned size is late for none'),
      reason: 'a pause or a restart of a neighbour ends within it',
    },
    {
      alert: 'CassandraCompactionsWait',
      severity: 'warning',
      query: of('cassandra_compactions_pending'),
      limit: { value: 20, unit: 'compactions' },
      minutes: 60,
      says: 'More than 20 compactions of {{ $labels.instance }} of {{ $labels.datacenter }} have waited for an hour',
      remedy: 'See whether the disk is at its throughput, before reads have to look into too many files',
      title: 'Compactions that wait',
      formula: 'compactors * waves',
      inputs: [
        {
          name: 'compactors',
          value: 2,
          unit: 'compactions',
          source: published('Cassandra, concurrent_compactors with one disk', '2024'),
        },
        {
          name: 'waves',
          value: 10,
          unit: '',
          source: assumed('a flush of every table of Kong is worked off in fewer'),
        },
      ],
      reason: 'what comes in waves has been worked off within the hour',
    },
    {
      alert: 'CassandraDiskFills',
      severity: 'critical',
      query: of(FILLED, "mountpoint='/var/lib/cassandra'"),
      limit: { value: DISK_PART_USED.value, unit: '' },
      minutes: 15,
      says: `More than ${100 * DISK_PART_USED.value} % of the data disk of {{ $labels.instance }} of {{ $labels.datacenter }} is used`,
      remedy: 'See whether it is data, hints, snapshots or a dump; a disk can be made larger while it serves',
      title: 'Part of a data disk that is used',
      formula: 'part',
      inputs: [fromFigure('part', DISK_PART_USED)],
      reason: 'a node whose disk is full stops',
    },
    {
      alert: 'CassandraHeapShort',
      severity: 'warning',
      query: of(HEAP),
      limit: { value: COLLECTED_FROM.value, unit: '' },
      minutes: 60,
      says: `The heap of Cassandra on {{ $labels.instance }} of {{ $labels.datacenter }} was never less than ${100 * COLLECTED_FROM.value} % full for an hour`,
      remedy: 'See what it holds: a larger machine has a larger heap',
      title: 'Part of the heap that is used after each collection',
      formula: 'collectedFrom',
      inputs: [fromFigure('collectedFrom', COLLECTED_FROM)],
      reason: 'the least that is seen within an hour is what collections leave',
    },
    {
      alert: 'CassandraCollects',
      severity: 'warning',
      query: of(COLLECTING),
      limit: { value: 0.1, unit: '' },
      minutes: 15,
      says: 'Cassandra on {{ $labels.instance }} of {{ $labels.datacenter }} spends more than a tenth of its time collecting garbage',
      remedy: 'See whether the heap is short or the load has grown',
      title: 'Part of the time that a node collects garbage',
      formula: 'part',
      inputs: [
        {
          name: 'part',
          value: 0.1,
          unit: '',
          source: assumed('requests wait for most of it, and one in ten is then late'),
        },
      ],
      reason: 'a repair or a stream ends, and this does not',
    },
    ...plan.datacenters.flatMap((datacenter) => ringAlertsOf(plan, datacenter)),
  ];
}

/** Plans the alerts whose limits are those of one datacenter: what its disks and its machines were sized for. */
function ringAlertsOf(plan: RuleInputs, datacenter: RuleInputs['datacenters'][number]): ReckonedAlert[] {
  const { name } = datacenter;
  const numberOf = (id: string): number => {
    const value = plan.sizing.reckoned.find((entry) => entry.id === `${name}.${ENGINE}.${id}`)?.value;
    if (typeof value !== 'number') throw new Error(`the sizing of ${name} has no ${id}`);
    return value;
  };
  const [disk, hints, sized] = [cassandraOf(datacenter).dataDiskGib, numberOf('hints'), numberOf('local-writes')];
  // A limit is a number that a person reads: shares of a rate leave noise in its last digits.
  const writes = wholeAtLeast(sized);
  const planned = Math.max(1, Math.floor(DISK_PART.value * (disk - hints - FIXED_GIB.value)));
  const at = { datacenter: name };
  const here = `datacenter='${name}'`;
  const data: ReckonedAlert = {
    alert: 'CassandraDataPastPlan',
    severity: 'warning',
    at,
    query: `max(${series(plan.topology, 'cassandra_data_bytes', here)}) / 1073741824`,
    limit: { value: planned, unit: 'GiB' },
    minutes: 60,
    says: `A node of ${name} holds more than the ${planned} GiB of rows that its disk is for`,
    remedy: 'See what grows, and make the disks larger before compaction has no room',
    title: 'Rows on a node',
    formula: 'max(1, floor(diskPart * (disk - hints - fixed)))',
    inputs: [
      fromFigure('diskPart', DISK_PART),
      ofSizing('disk', disk, 'GiB', `${name}.${ENGINE}.disk`),
      ofSizing('hints', hints, 'GiB', `${name}.${ENGINE}.hints`),
      fromFigure('fixed', FIXED_GIB),
    ],
    reason: 'compaction of everything needs as much room again, beside hints and the commit log',
  };
  if (sized < 1) return [data];
  return [
    data,
    {
      alert: 'CassandraWritesPastPlan',
      severity: 'warning',
      at,
      query: `sum(${series(plan.topology, REQUESTS, `${here},request='Write'`)})`,
      limit: { value: writes, unit: 'writes/s' },
      minutes: 30,
      says: `Kong of ${name} writes more to the ring than the ${writes} rows a second that it was sized for`,
      remedy: 'See whether the load has grown for good, and give the spec the rate that it has now',
      title: 'Writes of the Kong nodes of a datacenter',
      formula: 'ceil(localWrites)',
      inputs: [ofSizing('localWrites', sized, 'writes/s', `${name}.${ENGINE}.local-writes`)],
      reason: 'what the ring was sized for, after the loss that Kong survives',
    },
  ];
}
