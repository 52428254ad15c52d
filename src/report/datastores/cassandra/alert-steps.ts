import type { AlertSteps } from '../../operations/alert-steps';
import { topogenCommand } from '../../runbook/runbook';
import { GROW_FILE_SYSTEM, REPAIR_ALL, REPAIR_NOW } from './commands';

/** The repair of one node by hand. What is not due yet its unit would leave alone. */
const BY_HAND = `\`${REPAIR_ALL}\` on it, between the commands that keep the weekly repairs away, under "Repairs"`;

/** The steps of alerts of the ring. Names in quotes are headings of the same page. */
export const RING_ALERT_STEPS: AlertSteps = {
  CassandraNodeDown: (plan) => [
    `\`nodetool status\` on a node of that datacenter shows which one is DN: \`${topogenCommand(plan, 'connect', '<datacenter>', '--node', 'cassandra-1')}\` opens a shell. Nodes of one whole datacenter are a link that is cut.`,
    `On the node itself: \`journalctl --unit cassandra --unit topogen-prepare\`. Where its disk has failed Cassandra has stopped by itself, on a machine that looks well.`,
    `\`${topogenCommand(plan, 'runbook', '--lost node:<datacenter>/<node>')}\` has the steps for a machine that does not come back; see "A lost machine".`,
  ],
  CassandraHintsOver: () => [
    'Bring it back, as by CassandraNodeDown; after ten days it does not start with what it had.',
    `When it is up and normal, repair it by hand: ${BY_HAND}.`,
  ],
  CassandraRepairOverdue: () => [
    '`journalctl --unit topogen-repair` on the node says what it waits for: a node that is away, a `topogen-ring-extend` that has not ended, nodes of two release lines. Bring that about; see "Repairs".',
    `The repair then begins by itself, or by \`${REPAIR_NOW}\` at once.`,
  ],
  CassandraRepairUnknown: () => [
    '`systemctl status topogen-repair.timer` on the node: one that was made before topogen wrote the timer has none until it is made anew ("Changed settings").',
    'Where it runs, the node has not joined the ring yet: `nodetool status`, and `journalctl --unit cassandra --unit topogen-prepare`.',
  ],
  CassandraRequestsFail: () => [
    '`Unavailables` are of replicas that are down: follow CassandraNodeDown. `Timeouts` and `Failures` are of nodes that are late: CassandraCollects, CassandraCompactionsWait and the load of the processors say which.',
    'Kong serves what it has in memory meanwhile; a new node of Kong, and a counter with the policy `cluster`, need the ring.',
  ],
  CassandraDropsMessages: () => [
    '`nodetool tpstats` on the node shows which stage is full, and CassandraCollects, CassandraCompactionsWait and the disk why.',
    `Dropped writes are with the other replicas: when the node is well again, and if this lasted, repair it by hand: ${BY_HAND}.`,
  ],
  CassandraCompactionsWait: () => [
    '`nodetool compactionstats` shows what is under way. A repair, or a node that was filled, leaves many that go by themselves within hours.',
    'If the disk is at its throughput (`iostat -x 5`), give it more, or the ring larger disks where throughput comes with the size.',
  ],
  CassandraDiskFills: () => [
    '`sudo du --max-depth=2 /var/lib/cassandra | sort -n | tail` shows what has it: `data`, `hints`, snapshots (`nodetool listsnapshots`, `nodetool clearsnapshot`), `topogen-former`, or the dump `heap.hprof`.',
    `If it is data, make the disks larger: \`datastore.diskGib\`, an apply, and \`${GROW_FILE_SYSTEM}\` on each node; "A data disk is enlarged" has the steps.`,
  ],
  CassandraDataPastPlan: () => [
    '`nodetool tablestats kong` shows which table grows: counters that are not emptied, or tokens.',
    'Make the disks larger before compaction has no room: "A data disk is enlarged".',
  ],
  CassandraHeapShort: () => [
    '`nodetool info` and the journal show it too. If it is one node, restart Cassandra there; if all, write a larger `datastore.machineType`, whose heap is larger with it.',
  ],
  CassandraCollects: () => [
    'If CassandraHeapShort rings too, follow that. Else see the load: requests of Kong on the dashboard, compactions, a repair that is under way.',
  ],
  CassandraWritesPastPlan: (plan) => [
    `If the load is there to stay, write the rate of now into \`requestsPerSecond\`: \`${topogenCommand(plan, 'plan')}\` shows whether the ring needs larger machines, disks or more nodes.`,
    'If it is one client, a limit with the policy `redis` or `local` takes its counters off the ring.',
  ],
};
