import { markdownTable } from './markdown-table';
import { heapFor } from '../../../src/plan/datastores/cassandra/nodes/heap';
import { CASSANDRA_LINES, type CassandraLine } from '../../../src/plan/datastores/cassandra/nodes/versions';

/** Machines that the heap is shown for: memory in GiB and vCPUs of common memory-optimised types. */
const MACHINES = [
  { memoryGib: 16, vcpus: 2 },
  { memoryGib: 32, vcpus: 4 },
  { memoryGib: 64, vcpus: 8 },
  { memoryGib: 128, vcpus: 16 },
] as const;

/**
 * Renders the values of each line of Cassandra with their reasons, as a page in Markdown from the tables of the nodes.
 */
export function renderCassandraVersions(): string {
  return [
    '## Cassandra by version\n',
    'Every line runs on Ubuntu 22.04, from its own suite of the apt repository, pinned to the full release and held.\n',
    markdownTable(
      ['Cassandra', 'Suite', 'Packages beside it', 'Collector', 'Standing'],
      CASSANDRA_LINES.map((it) => [it.line, `\`${it.suite}\``, it.packages.join(', '), it.collector, it.standing]),
    ),
    '### Java heap\n',
    'A quarter of the machine, at most 8 GiB with CMS and 16 GiB with G1; the young generation is stated with CMS alone, ' +
      "100 MiB for each vCPU and at most a quarter of the heap. Everything else in the JVM's options is the package's own.\n",
    markdownTable(
      ['Machine', ...CASSANDRA_LINES.map((it) => it.line)],
      MACHINES.map((machine) => [
        `${machine.memoryGib} GiB, ${machine.vcpus} vCPU`,
        ...CASSANDRA_LINES.map((line) => heapCell(line, machine)),
      ]),
    ),
    '### Rules that differ\n',
    markdownTable(
      ['Rule', ...CASSANDRA_LINES.map((it) => it.line)],
      [
        ruleRow('A replication map may name a datacenter before it has nodes', (it) => !it.refusesUnknownDatacenters),
        ruleRow('`system_auth` must name every datacenter that has nodes', (it) => it.authNeedsEveryDatacenter),
      ],
    ),
    'So the ring is initialised when the last of its nodes is up and normal, and a datacenter that is added later joins ' +
      'before any keyspace names it.\n',
    '### The same in every version\n',
    `${SETTINGS.map(([setting, why]) => `- ${setting}: ${why}`).join('\n')}\n`,
  ].join('\n');
}

/** Choices that hold for every line, with their reasons. */
const SETTINGS: readonly (readonly [string, string])[] = [
  [
    '`num_tokens: 16`',
    'the number cannot change in a ring, so an upgrade from 3.11 must find the one that newer lines ship',
  ],
  [
    '`listen_address`, `broadcast_address`, `rpc_address` and `broadcast_rpc_address`',
    "the node's fixed private address; datacenters reach each other without address translation",
  ],
  ['two seeds of each datacenter, the same list on every node', 'more than one, and never every node'],
  [
    '`GossipingPropertyFileSnitch`',
    'datacenter and rack are those of the spec; they cannot change once there is data, and no `cassandra-topology.properties` is left to contradict them',
  ],
  ['`PasswordAuthenticator` and `CassandraAuthorizer`', 'a role of its own for Kong, and one for administration'],
  [
    '`internode_encryption: none`',
    'links between datacenters are encrypted, and traffic inside one stays in its private subnets; turn it on where that is not enough',
  ],
  [
    '`phi_convict_threshold: 10`',
    'DataStax advises 10 or 12 on cloud machines, where pauses are longer; Apache ships 8',
  ],
  ['`max_hints_delivery_threads: 4`', 'more than two bring a datacenter up to date sooner after its link was down'],
];

function heapCell(line: CassandraLine, machine: (typeof MACHINES)[number]): string {
  const heap = heapFor(machine.memoryGib, machine.vcpus, line.collector);
  return heap.newMib === undefined ? `${heap.heapMib} MiB` : `${heap.heapMib} MiB, ${heap.newMib} MiB young`;
}

function ruleRow(rule: string, holds: (line: CassandraLine) => boolean): string[] {
  return [rule, ...CASSANDRA_LINES.map((line) => (holds(line) ? 'yes' : 'no'))];
}
