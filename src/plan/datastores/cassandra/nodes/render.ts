import { kongCreatesItsKeyspace } from '../kong/datastore-role';
import type { Artifact } from '../../../../kernel/artifact';
import { fillTemplate, type Templates } from '../../../../kernel/template';
import { secretName } from '../../../naming';
import type { DatacenterPlan, Plan } from '../../../plan';
import type { CassandraNodePlan, RingPlan } from '../plan';
import { cloudInitDocument, type PlacedFile } from '../../../nodes/cloud-init';
import type { NodeFiles } from '../../../nodes/node-files';
import { cassandraOf, ringOf } from '../of-plan';
import { KONG_PASSWORD, SUPERUSER_PASSWORD } from '../secrets';
import { heapFor } from './heap';
import { unknownKeys } from './known-keys';
import { cassandraLine, type CassandraLine } from './versions';

/** A text and where it goes, in the stack and on the machine. */
interface Placed {
  readonly artifact: Artifact;
  readonly path: string;
}

/** The configuration of one Cassandra node. Files that are the same on every node of a datacenter come out equal under one path. */
export function renderCassandraNode(
  plan: Plan,
  datacenter: DatacenterPlan,
  node: CassandraNodePlan,
  templates: Templates,
): NodeFiles {
  const line = cassandraLine(ringOf(plan).version);
  const placed = [
    ...ownFiles(plan, datacenter, node, line, templates),
    ...datacenterFiles(plan, datacenter, line, templates),
    ...scripts(datacenter, templates),
    ...units(beginsRing(plan, datacenter, node), templates),
  ];
  const userData = `${node.name}/cloud-init.yaml.tftpl`;
  const document = cloudInitDocument({
    files: placed.map(placedFile),
    commands: [
      ['systemctl', 'daemon-reload'],
      ...unitNames(beginsRing(plan, datacenter, node)).map((unit) => ['systemctl', 'enable', unit]),
      ...unitNames(beginsRing(plan, datacenter, node)).map((unit) => ['systemctl', 'start', '--no-block', unit]),
    ],
  });
  return { artifacts: [...placed.map(({ artifact }) => artifact), { path: userData, text: document }], userData };
}

/** The first node of the start order begins the ring and initialises it. */
function beginsRing(plan: Plan, datacenter: DatacenterPlan, node: CassandraNodePlan): boolean {
  const [first] = ringOf(plan).startOrder;
  return first?.datacenter === datacenter.name && first.node === node.name;
}

function ownFiles(
  plan: Plan,
  datacenter: DatacenterPlan,
  node: CassandraNodePlan,
  line: CassandraLine,
  templates: Templates,
): Placed[] {
  const place = { datacenter: datacenter.name, rack: node.rack };
  const yaml = fillTemplate(templates, `cassandra/cassandra-${line.line}.yaml`, {
    ...place,
    clusterName: ringOf(plan).clusterName,
    specFile: plan.specFile,
    address: node.address,
    seeds: ringOf(plan).seeds.join(','),
    ...(line.line === '3.11' ? {} : { replicationFactor: ringOf(plan).replicationFactor }),
  });
  const unknown = unknownKeys(line.line, yaml);
  if (unknown.length > 0) throw new Error(`Cassandra ${line.line} does not know ${unknown.join(', ')}`);
  const own = (file: string, path: string, text: string): Placed => ({
    artifact: { path: `${node.name}/${file}`, text },
    path,
  });
  return [
    own('cassandra.yaml', '/etc/cassandra/cassandra.yaml', yaml),
    own(
      'cassandra-rackdc.properties',
      '/etc/cassandra/cassandra-rackdc.properties',
      fillTemplate(templates, 'cassandra/cassandra-rackdc.properties', place),
    ),
    own(
      'node.env',
      '/etc/topogen/node.env',
      fillTemplate(templates, 'cassandra/node.env', {
        name: node.name,
        address: node.address,
        datacenter: datacenter.name,
      }),
    ),
  ];
}

function datacenterFiles(plan: Plan, datacenter: DatacenterPlan, line: CassandraLine, templates: Templates): Placed[] {
  const ring = ringOf(plan);
  const cassandra = cassandraOf(datacenter);
  const heap = heapFor(cassandra.memoryGib, cassandra.vcpus, line.collector);
  const shared = (file: string, path: string, values: Readonly<Record<string, string | number>>): Placed => ({
    artifact: { path: `cassandra/${file}`, text: fillTemplate(templates, `cassandra/${file}`, values) },
    path,
  });
  return [
    shared('ring.env', '/etc/topogen/ring.env', {
      datacenter: datacenter.name,
      startOrder: startOrderLines(ring.startOrder),
      replication: Object.entries(ring.replication)
        .map(([name, copies]) => `${name}:${copies}`)
        .join(' '),
      initialDatacenter: ring.initialDatacenter,
      superuserSecret: secretName(plan.topology, datacenter.name, SUPERUSER_PASSWORD),
      kongSecret: secretName(plan.topology, datacenter.name, KONG_PASSWORD),
      kongCreatesKeyspace: kongCreatesItsKeyspace(plan.kong.version) ? 'yes' : 'no',
    }),
    shared('install.env', '/etc/topogen/install.env', {
      version: ring.version,
      packages: line.packages.join(' '),
      repositoryUrl: shellQuote(ring.repositoryUrl),
      repositorySuite: line.suite,
      repositoryKeyUrl: shellQuote(ring.repositoryKeyUrl),
      packageSha256: shellQuote(ring.packageSha256 ?? ''),
      readyImage: cassandra.image === undefined ? 'no' : 'yes',
    }),
    shared('cassandra.env', '/etc/default/cassandra', {
      javaHome: line.javaHome,
      heapReason: heap.reason,
      heapMib: heap.heapMib,
      newSize: heap.newMib === undefined ? '# G1 sizes the young generation itself.' : `HEAP_NEWSIZE=${heap.newMib}M`,
    }),
    shared('sysctl.conf', '/etc/sysctl.d/zz-topogen-cassandra.conf', {}),
  ];
}

/** One line for each run of nodes of one datacenter: short, since the start order is most of what grows with a topology. */
function startOrderLines(order: RingPlan['startOrder']): string {
  const groups: { readonly datacenter: string; readonly addresses: string[] }[] = [];
  for (const { datacenter, address } of order) {
    const last = groups.at(-1);
    if (last?.datacenter === datacenter) last.addresses.push(address);
    else groups.push({ datacenter, addresses: [address] });
  }
  return groups.map((it) => `  '${it.datacenter} ${it.addresses.join(' ')}'`).join('\n');
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function scripts(datacenter: DatacenterPlan, templates: Templates): Placed[] {
  const library = (from: string, to: string): Placed => ({
    artifact: { path: to, text: fillTemplate(templates, from, {}) },
    path: `/usr/local/lib/topogen/${to.slice(to.lastIndexOf('/') + 1)}`,
  });
  const command = (name: string): Placed => ({
    artifact: {
      path: `cassandra/${name}`,
      text: fillTemplate(templates, `cassandra/${name}`, {}),
      executable: true,
    },
    path: `/usr/local/sbin/${name}`,
  });
  return [
    library('common/common.sh', 'common/common.sh'),
    library(`clouds/${datacenter.cloud}/platform.sh`, 'common/platform.sh'),
    library('cassandra/cassandra.sh', 'cassandra/cassandra.sh'),
    command('topogen-prepare'),
    command('topogen-wait-turn'),
    command('topogen-joined'),
    command('topogen-ring-init'),
    command('topogen-ring-extend'),
  ];
}

/** Cassandra's own unit is started by topogen-prepare, when everything else is in place. */
function units(initialises: boolean, templates: Templates): Placed[] {
  return ['cassandra.service', ...unitNames(initialises)].map((name) => ({
    artifact: { path: `cassandra/${name}`, text: fillTemplate(templates, `cassandra/${name}`, {}) },
    // Not under /etc: there the mask that keeps Cassandra from starting too early takes this name.
    path: `/usr/local/lib/systemd/system/${name}`,
  }));
}

function unitNames(initialises: boolean): string[] {
  return ['topogen-prepare.service', ...(initialises ? ['topogen-ring-init.service'] : [])];
}

function placedFile({ artifact, path }: Placed): PlacedFile {
  return { path, source: artifact.path, ...(artifact.executable ? { permissions: '0755' } : {}) };
}
