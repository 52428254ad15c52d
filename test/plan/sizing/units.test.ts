import { aPlan, type ADatacenter } from '../../support/a-spec';

/* A number without its unit, or with another one, is a wrong number to whoever reads it. */

const HUB: readonly ADatacenter[] = [
  { name: 'aa', cloud: 'aws' },
  { name: 'bb', cloud: 'google' },
  { name: 'cc', cloud: 'aws' },
];
const PLAN = aPlan(HUB, {
  links: { shape: 'hub', hub: 'cc' },
  kong: { plugins: [{ name: 'rate-limiting', policy: 'cluster' }] },
});

const UNITS: Readonly<Record<string, string>> = {
  'topology.peak-rate': 'requests/s',
  'topology.kong.request-cost': 'us',
  'topology.kong.capacity-per-vcpu': 'requests/s',
  'peak-rate': 'requests/s',
  'rate-after-loss': 'requests/s',
  'kong.node-capacity': 'requests/s',
  'kong.in-flight': 'requests',
  'kong.nodes-for-memory': 'nodes',
  'kong.nodes-for-utilization': 'nodes',
  'kong.busy-vcpus': 'vCPU',
  'kong.nodes-for-queueing': 'nodes',
  'kong.nodes-for-connections': 'nodes',
  'kong.nodes-for-network': 'nodes',
  'kong.standing-nodes': 'nodes',
  'kong.nodes': 'nodes',
  'kong.utilization-after-loss': '',
  'kong.maximum-nodes': 'nodes',
  'kong.machine': '',
  'traffic.mbit-per-second': 'Mbit/s',
  'traffic.new-connections': 'connections/s',
  'traffic.open-connections': 'connections',
  'traffic.mean-rate': 'requests/s',
  'traffic.mean-new-connections': 'connections/s',
  'traffic.request-volume': 'GiB',
  'traffic.response-volume': 'GiB',
  'nat.connections': 'connections',
  'nat.needed-addresses': 'addresses',
  'nat.addresses': 'addresses',
  'nat.ports-per-node': 'ports',
  'cassandra.busy-vcpus': 'vCPU',
  'cassandra.counter-rows': 'rows',
  'cassandra.counter-writes': 'writes/s',
  'cassandra.data': 'GiB',
  'cassandra.disk': 'GiB',
  'cassandra.disk-iops': 'IOPS',
  'cassandra.disk-throughput': 'MiB/s',
  'cassandra.fullest-hints': 'GiB',
  'cassandra.fullest-needed-disk': 'GiB',
  'cassandra.fullest-needed-iops': 'IOPS',
  'cassandra.fullest-needed-room': 'GiB',
  'cassandra.fullest-needed-throughput': 'MiB/s',
  'cassandra.fullest-node-data': 'GiB',
  'cassandra.fullest-node-hinted': 'writes/s',
  'cassandra.fullest-node-reads': 'reads/s',
  'cassandra.fullest-node-writes': 'writes/s',
  'cassandra.hints': 'GiB',
  'cassandra.least-nodes': 'nodes',
  'cassandra.local-writes': 'writes/s',
  'cassandra.machine': '',
  'cassandra.mean-writes': 'writes/s',
  'cassandra.needed-disk': 'GiB',
  'cassandra.needed-iops': 'IOPS',
  'cassandra.needed-room': 'GiB',
  'cassandra.needed-throughput': 'MiB/s',
  'cassandra.node-busy-vcpus': 'vCPU',
  'cassandra.node-data': 'GiB',
  'cassandra.node-hinted': 'writes/s',
  'cassandra.node-reads': 'reads/s',
  'cassandra.node-writes': 'writes/s',
  'cassandra.nodes': 'nodes',
  'cassandra.snapshots': 'GiB',
  'cassandra.reads': 'reads/s',
  'cassandra.token-writes': 'writes/s',
  'cassandra.vcpus': 'vCPU',
  'cassandra.zone-volume': 'GiB',
  'replication.mbit-per-second': 'Mbit/s',
  'replication.rebuild-hours': 'h',
  'replication.volume-left-to-right': 'GiB',
  'replication.volume-right-to-left': 'GiB',
  'replication.catch-up': 'Mbit/s',
  'link.offered': 'Mbit/s',
  'link.replication': 'Mbit/s',
  'link.hints': 'Mbit/s',
  'link.rebuild-hours': 'h',
  'link.one-flow': 'Mbit/s',
};

test('every number has the unit that its name stands for', () => {
  const units = new Map(
    PLAN.sizing.reckoned.map(({ id, unit }) => [id.replace(/^(?:aa|bb|cc)(?:--(?:aa|bb|cc))?\./, ''), unit]),
  );
  expect(Object.fromEntries(units)).toEqual(UNITS);
});

test('a number has the same unit where another is made from it', () => {
  const units = new Map(PLAN.sizing.reckoned.map(({ id, unit }) => [id, unit]));
  const wrong = PLAN.sizing.reckoned.flatMap(({ id, inputs }) =>
    inputs.flatMap(({ name, unit, source }) =>
      source.kind === 'reckoned' && units.get(source.id) !== unit ? [`${id}: ${name} in ${unit}`] : [],
    ),
  );
  expect(wrong).toEqual([]);
});

test('what is taken from the spec has the unit of its field', () => {
  const units: Readonly<Record<string, string>> = { 'datastore.replicationFactor': 'replicas', 'kong.peakFactor': '' };
  const found = PLAN.sizing.reckoned.flatMap(({ inputs }) =>
    inputs.flatMap(({ source, unit }) =>
      (source.kind === 'spec' || source.kind === 'default') && Object.hasOwn(units, source.path)
        ? [`${source.path} ${unit}`]
        : [],
    ),
  );
  expect([...new Set(found)].sort()).toEqual(Object.entries(units).map(([path, unit]) => `${path} ${unit}`));
});

test('the time to rebuild over a link towards a hub is that of its own two ends', () => {
  for (const link of PLAN.links) {
    const entry = PLAN.sizing.reckoned.find(({ id }) => id === `${link.id}.link.rebuild-hours`)!;
    const sources = entry.inputs.flatMap(({ source }) => (source.kind === 'reckoned' ? [source.id] : []));
    expect(sources).toEqual([
      `${link.id}.replication.rebuild-hours`,
      expect.stringMatching(new RegExp(`^(${link.id.replace('--', '|')})\\.cassandra\\.data$`)) as string,
      `${link.id}.link.offered`,
      `${link.id}.link.replication`,
    ]);
  }
});
