import { kongCreatesItsKeyspace } from '../kong/datastore-role';
import { holes, type Holes, type Templates } from '../../../../kernel/template';
import { commentText } from '../../../../kernel/text/comment';
import { propertiesValue } from '../../../../kernel/text/properties';
import { shell, shellBraced, shellLines, shellQuoted, shellWord, shellWords } from '../../../../kernel/text/shell';
import type { Text } from '../../../../kernel/text/text';
import { yamlQuoted, yamlText } from '../../../../kernel/text/yaml';
import { secretName } from '../../../naming';
import { kongReleases } from '../../../pools/releases';
import type { DatacenterPlan, Plan } from '../../../plan';
import type { CassandraNodePlan, RingPlan } from '../plan';
import {
  fileMaker,
  nodeFiles,
  RUNNABLE,
  type FileMaker,
  type FileOptions,
  type MachineFile,
} from '../../../nodes/machine-files';
import { metricsCommands } from '../../../nodes/metrics-files';
import type { NodeFiles } from '../../../nodes/node-files';
import { cassandraOf, ringOf } from '../of-plan';
import { firstToken } from '../tokens';
import { KONG_PASSWORD, SUPERUSER_PASSWORD } from '../secrets';
import { certificateLine, daysLine, encryptionFiles, encryptionOfScripts, encryptionYaml } from './encryption-files';
import { heapFor } from './heap';
import { unknownKeys } from './known-keys';
import { counterTables } from './counter-tables';
import { cassandraMetrics } from './metrics';
import { cassandraLine, type CassandraLine } from './versions';

const REPAIR_UNIT = 'topogen-repair.service';
const REPAIR_TIMER = 'topogen-repair.timer';

/**
 * Renders the configuration of one Cassandra node. Files that are the same on every node of a datacenter have one path.
 */
export function renderCassandraNode(
  plan: Plan,
  datacenter: DatacenterPlan,
  node: CassandraNodePlan,
  templates: Templates,
): NodeFiles {
  const line = cassandraLine(ringOf(plan).version);
  const file = fileMaker(templates);
  const begins = beginsRing(plan, datacenter, node);
  const started = unitNames(begins);
  const files = [
    ...ownFiles(plan, datacenter, node, { line, templates }, file),
    ...datacenterFiles(plan, datacenter, line, file),
    ...scripts(plan, datacenter, { begins, templates }, file),
    ...units(plan, datacenter, [...started, REPAIR_UNIT, REPAIR_TIMER], file),
    ...cassandraMetrics(plan, file),
  ];
  return nodeFiles(
    node.name,
    // User data has no room for both: what encryption adds, and comments in settings too.
    ringOf(plan).encryption ? files.map((it) => ({ ...it, withoutComments: true })) : files,
    [
      ['systemctl', 'daemon-reload'],
      ...[...started, REPAIR_TIMER].map((unit) => ['systemctl', 'enable', unit]),
      ...[...started, REPAIR_TIMER].map((unit) => ['systemctl', 'start', '--no-block', unit]),
      ...metricsCommands(plan),
    ],
  );
}

/** True for the first node of the start order, which begins the ring and initialises it. */
function beginsRing(plan: Plan, datacenter: DatacenterPlan, node: CassandraNodePlan): boolean {
  const [first] = ringOf(plan).startOrder;
  return first?.datacenter === datacenter.name && first.node === node.name;
}

function ownFiles(
  plan: Plan,
  datacenter: DatacenterPlan,
  node: CassandraNodePlan,
  { line, templates }: { readonly line: CassandraLine; readonly templates: Templates },
  file: FileMaker,
): MachineFile[] {
  const own = (name: string, path: string, filled: Holes, template = `cassandra/${name}`): MachineFile =>
    file(template, path, { source: `${node.name}/${name}`, holes: filled });
  const yaml = own(
    'cassandra.yaml',
    '/etc/cassandra/cassandra.yaml',
    holes(
      'yaml',
      {
        clusterName: yamlQuoted(ringOf(plan).clusterName),
        address: yamlText(node.address),
        seeds: yamlQuoted(ringOf(plan).seeds.join(',')),
        ...encryptionYaml(ringOf(plan), templates),
        ...(line.line === '3.11' ? {} : { replicationFactor: ringOf(plan).replicationFactor }),
      },
      {
        datacenter: commentText(datacenter.name),
        rack: commentText(node.rack),
        specFile: commentText(plan.specFile),
      },
    ),
    `cassandra/cassandra-${line.line}.yaml`,
  );
  const unknown = unknownKeys(line.line, yaml.text);
  if (unknown.length > 0) throw new Error(`Cassandra ${line.line} does not know ${unknown.join(', ')}`);
  return [
    yaml,
    own(
      'cassandra-rackdc.properties',
      '/etc/cassandra/cassandra-rackdc.properties',
      holes('properties', { datacenter: propertiesValue(datacenter.name), rack: propertiesValue(node.rack) }),
    ),
    own(
      'node.env',
      '/etc/topogen/node.env',
      holes('shell', {
        name: shellWord(node.name),
        address: shellWord(node.address),
        datacenter: shellWord(datacenter.name),
        rack: shellWord(node.rack),
        firstToken: shellWord(
          String(
            firstToken({
              datacenter: datacenter.index,
              number: node.number,
              nodes: cassandraOf(datacenter).nodes.length,
              racks: datacenter.zones.length,
            }),
          ),
        ),
      }),
    ),
  ];
}

function datacenterFiles(plan: Plan, datacenter: DatacenterPlan, line: CassandraLine, file: FileMaker): MachineFile[] {
  const ring = ringOf(plan);
  const cassandra = cassandraOf(datacenter);
  const heap = heapFor(cassandra.memoryGib, cassandra.vcpus, line.collector);
  const shared = (
    name: string,
    path: string,
    values: Readonly<Record<string, Text<'shell'> | number>>,
    comments: Readonly<Record<string, Text<'comment'>>> = {},
  ): MachineFile => file(`cassandra/${name}`, path, { holes: holes('shell', values, comments) });
  return [
    shared(
      'ring.env',
      '/etc/topogen/ring.env',
      {
        clusterName: shellWord(ring.clusterName),
        startOrder: startOrderLines(ring.startOrder),
        replication: shellWords(Object.entries(ring.replication).map(([name, copies]) => `${name}:${copies}`)),
        initialDatacenter: shellWord(ring.initialDatacenter),
        superuserSecret: shellWord(secretName(plan.topology, datacenter.name, SUPERUSER_PASSWORD)),
        kongSecret: shellWord(secretName(plan.topology, datacenter.name, KONG_PASSWORD)),
        counterTables: shellWords(counterTables(plan)),
        kongCreatesKeyspace: kongReleases(plan).some(kongCreatesItsKeyspace) ? shell`yes` : shell`no`,
      },
      { datacenter: commentText(datacenter.name) },
    ),
    shared('install.env', '/etc/topogen/install.env', {
      version: shellWord(ring.version),
      packages: shellWords(line.packages),
      repositoryUrl: shellQuoted(ring.repositoryUrl),
      repositorySuite: shellWord(line.suite),
      repositoryKeyUrl: shellQuoted(ring.repositoryKeyUrl),
      repositoryKeys: shellWords(ring.repositoryKeyFingerprints),
      packageSha256: shellQuoted(ring.packageSha256 ?? ''),
      readyImage: cassandra.image === undefined ? shell`no` : shell`yes`,
    }),
    shared(
      'cassandra.env',
      '/etc/default/cassandra',
      {
        javaHome: shellWord(`/usr/lib/jvm/${line.javaHome}-${cassandra.architecture ?? 'amd64'}`),
        heapMib: heap.heapMib,
        newSize:
          heap.newMib === undefined
            ? shell`# G1 sizes the young generation itself.`
            : shell`HEAP_NEWSIZE=${heap.newMib}M`,
      },
      { heapReason: commentText(heap.reason) },
    ),
    shared('sysctl.conf', '/etc/sysctl.d/zz-topogen-cassandra.conf', {}),
  ];
}

/**
 * Renders one line for each run of datacenters whose nodes have addresses that end alike, as mostly all have. What addresses have in
 * common stands once, since the start order is most of what grows with a topology.
 */
function startOrderLines(order: RingPlan['startOrder']): Text<'shell'> {
  const groups: { readonly datacenter: string; readonly addresses: string[] }[] = [];
  for (const { datacenter, address } of order) {
    const last = groups.at(-1);
    if (last?.datacenter === datacenter) last.addresses.push(address);
    else groups.push({ datacenter, addresses: [address] });
  }
  const runs: { readonly starts: string[]; readonly ends: readonly string[] }[] = [];
  for (const { datacenter, addresses } of groups) {
    const common = commonStart(addresses);
    const ends = addresses.map((it) => it.slice(common.length));
    const last = runs.at(-1);
    if (last?.ends.join() === ends.join()) last.starts.push(`${datacenter}:${common}`);
    else runs.push({ starts: [`${datacenter}:${common}`], ends });
  }
  return shellLines(runs.map(({ starts, ends }) => shell`  ${shellBraced(starts, ends)}`));
}

/** Returns the bytes that all addresses begin with, each with its dot. */
function commonStart([first = '', ...others]: readonly string[]): string {
  const parts = first.split('.').slice(0, -1);
  const starts = parts.map((_, i) => `${parts.slice(0, i + 1).join('.')}.`);
  return starts.filter((start) => others.every((it) => it.startsWith(start))).at(-1) ?? '';
}

/**
 * Makes the scripts. One node initialises the ring, and is in the datacenter that those which are added later are filled from;
 * the others fill themselves and change passwords. User data has no room for all of it in the largest ring.
 */
function scripts(
  plan: Plan,
  datacenter: DatacenterPlan,
  { begins, templates }: { readonly begins: boolean; readonly templates: Templates },
  file: FileMaker,
): MachineFile[] {
  const library = (template: string, name: string, options: FileOptions = {}): MachineFile =>
    file(template, `/usr/local/lib/topogen/${name}`, { withoutComments: true, ...options });
  const command = (name: string): MachineFile =>
    file(`cassandra/${name}`, `/usr/local/sbin/${name}`, { ...RUNNABLE, withoutComments: true });
  return [
    library('common/common.sh', 'common.sh'),
    library(`clouds/${datacenter.cloud}/platform.sh`, 'platform.sh', { source: 'common/platform.sh' }),
    library('cassandra/cassandra.sh', 'cassandra.sh', {
      holes: holes('shell', encryptionOfScripts(ringOf(plan), templates)),
    }),
    command('topogen-prepare'),
    command('topogen-wait-turn'),
    command('topogen-joined'),
    command('topogen-repair'),
    ...(begins ? ['topogen-ring-init'] : ['topogen-ring-extend', 'topogen-ring-passwords']).map(command),
    ...encryptionFiles(plan, datacenter, file, templates),
  ];
}

/** Makes the systemd units. Cassandra's own is started by topogen-prepare, when everything else is in place. */
function units(plan: Plan, datacenter: DatacenterPlan, started: readonly string[], file: FileMaker): MachineFile[] {
  // Units are not under /etc: the mask there that keeps Cassandra from starting too early has the same name.
  const unit = (name: string, options: FileOptions = {}): MachineFile =>
    file(`cassandra/${name}`, `/usr/local/lib/systemd/system/${name}`, { withoutComments: true, ...options });
  const certificate = certificateLine(ringOf(plan));
  const days = daysLine(ringOf(plan), datacenter);
  return [
    unit('cassandra.service', { holes: holes('systemd', { certificate }) }),
    ...started.map((name) => unit(name, name === REPAIR_UNIT ? { holes: holes('systemd', { days }) } : {})),
  ];
}

function unitNames(initialises: boolean): string[] {
  return ['topogen-prepare.service', ...(initialises ? ['topogen-ring-init.service'] : [])];
}
