import { ENGINE_IDS } from '../../../src/kernel/ids';
import { postgresqlSizingOf } from '../../../src/plan/datastores/postgresql/of-plan';
import { ringSizingOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import type { Reckoned } from '../../../src/plan/sizing/reckoned';
import type { DatacenterSizing } from '../../../src/plan/sizing/sizing';
import { resolveDatastore } from '../../../src/spec/datastores/section';
import { specSchema } from '../../../src/spec/schema';
import type { Spec } from '../../../src/spec/spec';
import { evaluate, namesIn } from './formula';
import { LEAST_STATED } from '../../support/a-spec';
import { namesOf, plugin, sizingSpec } from './sizing-spec';
import { onlyPool } from '../../support/only-pool';

const SPECS: Readonly<Record<string, Spec>> = {
  'the smallest spec': sizingSpec(),
  'one datacenter': sizingSpec({ datacenters: [{}] }),
  'one that names everything': sizingSpec({
    requestsPerSecond: 54_321,
    datacenters: [
      { share: 0.5, kong: { machineType: { type: 'm6i.large', vcpus: 2, memoryGib: 8 } } },
      { share: 0.3, datastore: { machineType: { type: 'unheard-of', vcpus: 12, memoryGib: 96 } } },
      { share: 0.2 },
    ],
    kong: {
      version: '1.5.1',
      survives: 'zone',
      tls: false,
      plugins: [
        plugin('acl'),
        plugin('made-up'),
        plugin('oauth2'),
        plugin('rate-limiting', 'cluster', 3),
        plugin('response-ratelimiting', 'redis', 2),
      ],
      requestBytes: 500_000,
      responseBytes: 2_000_000,
      upstreamLatencyMilliseconds: 30_000,
      entities: 2_000_000,
    },
    datastore: { nodesPerDatacenter: 6, diskGib: 777, version: '4.1', readConsistency: 'LOCAL_ONE' },
    redis: { memoryGib: 12 },
  }),
  'a measurement of one’s own, in pools of more than three nodes': sizingSpec({
    requestsPerSecond: 400_000,
    kong: { requestsPerSecondPerVcpu: 2_345, survives: 'node' },
  }),
  'counters in the datastore': sizingSpec({
    requestsPerSecond: 2_000,
    kong: { plugins: [plugin('rate-limiting', 'cluster', 2)], entities: 500_000 },
    datastore: { version: '5.0' },
  }),
  'a ring that has grown with its data and its load': sizingSpec({
    requestsPerSecond: 20_000,
    kong: { plugins: [plugin('oauth2'), plugin('rate-limiting', 'cluster', 2)], entities: 5_000_000 },
  }),
  'a ring that has grown, of a machine that the spec names': sizingSpec({
    requestsPerSecond: 9_000,
    datacenters: [{ datastore: { machineType: { type: 'r6i.2xlarge', vcpus: 8, memoryGib: 64 } } }],
    kong: { plugins: [plugin('oauth2'), plugin('rate-limiting', 'cluster')] },
    datastore: { diskGib: 300, readConsistency: 'ALL', replicationFactor: 4 },
  }),
  'a pool that has gone over to larger machines': sizingSpec({ requestsPerSecond: 95_000, datacenters: [{}] }),
  'a primary of PostgreSQL with a replica': {
    ...sizingSpec({ kong: { version: '3.9.1' } }),
    datastore: resolveDatastore(
      specSchema.parse({
        name: 'edge',
        requestsPerSecond: 1,
        datacenters: 3,
        datastore: { engine: 'postgresql', primary: 'us-east', replicas: ['us-west'] },
      }).datastore,
      '3.9.1',
      ['us-east', 'eu-west', 'us-west'],
      { everyHours: 24, hour: 2, keepDays: 7 },
    ),
  },
  'millions of requests': sizingSpec({ requestsPerSecond: 5e6 }),
};

function reckonedOf(spec: Spec): readonly Reckoned[] {
  return planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED).sizing.reckoned;
}

describe.each(Object.entries(SPECS))('every number of %s', (_, spec) => {
  const reckoned = reckonedOf(spec);

  test('is what its formula gives when its inputs are put in', () => {
    for (const entry of reckoned) {
      if (typeof entry.value === 'string') continue;
      const again = evaluate(entry);
      const error = Math.abs(again - entry.value) / Math.max(1, Math.abs(entry.value));
      expect([entry.id, error < 1e-9 ? entry.value : again]).toEqual([entry.id, entry.value]);
    }
  });

  test('names in its formula exactly the inputs that it lists', () => {
    for (const { id, value, formula, inputs } of reckoned) {
      if (typeof value === 'string') continue;
      expect([id, [...new Set(namesIn(formula))].sort()]).toEqual([
        id,
        [...new Set(inputs.map(({ name }) => name))].sort(),
      ]);
    }
  });

  test('takes from earlier numbers what those numbers are', () => {
    const known = new Map<string, number | string>();
    for (const { id, value, inputs } of reckoned) {
      for (const { source, value: taken } of inputs) {
        if (source.kind === 'reckoned') expect([id, source.id, taken]).toEqual([id, source.id, known.get(source.id)]);
      }
      expect(known.has(id)).toBe(false);
      known.set(id, value);
    }
  });

  test('says where each input came from and why it is what it is', () => {
    for (const { reason, inputs, title } of reckoned) {
      expect(title).not.toBe('');
      expect(reason).not.toBe('');
      for (const { source } of inputs) {
        if (source.kind === 'table') expect(source.date).toMatch(/^\d{4}(-\d{2}){0,2}$/);
        if (source.kind === 'assumption') expect(source.why).not.toBe('');
        if (source.kind === 'spec' || source.kind === 'default') expect(source.path).not.toBe('');
      }
    }
  });
});

test.each([
  ['datacenter', 3, 'enough stand after the loss of any one other datacenter and one whole zone of this one'],
  ['zone', 3, 'enough stand after the loss of one whole zone'],
  ['node', 3, 'enough stand after the loss of one node'],
  ['datacenter', 1, 'enough stand after the loss of one whole zone'],
] as const)(
  'nodes of Kong that survive the loss of a %s of %i datacenters say so',
  (survives, datacenters, expected) => {
    const reckoned = reckonedOf(sizingSpec({ datacenters: Array(datacenters).fill({}), kong: { survives } }));
    expect(reckoned.find(({ id }) => id === 'us-east.kong.nodes')?.reason).toBe(expected);
  },
);

test.each([
  ['many requests', {}, 'decided by nodes that keep vcpu utilisation at the target'],
  [
    'slow upstreams',
    { upstreamLatencyMilliseconds: 60_000 },
    'decided by nodes whose connections and file limits hold the requests under way',
  ],
])('nodes of Kong that must stand name the need that is largest: %s', (_, kong, expected) => {
  const reckoned = reckonedOf(sizingSpec({ requestsPerSecond: 90_000, kong }));
  expect(reckoned.find(({ id }) => id === 'us-east.kong.standing-nodes')?.reason).toBe(expected);
});

/** Each number of the sizing, and the entry that explains it. */
const EXPLAINED: Readonly<Record<string, (sized: DatacenterSizing) => number | string | undefined>> = {
  'kong.nodes': (it) => onlyPool(it).nodes,
  'kong.maximum-nodes': (it) => onlyPool(it).maximumNodes,
  'kong.machine': (it) => onlyPool(it).machine.type,
  'cassandra.nodes': ({ datastore }) => ringSizingOf(datastore).nodes,
  'cassandra.machine': ({ datastore }) => ringSizingOf(datastore).machine.type,
  'cassandra.disk': ({ datastore }) => ringSizingOf(datastore).dataDiskGib,
  'cassandra.disk-iops': ({ datastore }) => ringSizingOf(datastore).dataDiskIops,
  'cassandra.disk-throughput': ({ datastore }) => ringSizingOf(datastore).dataDiskMibPerSecond,
  'cassandra.snapshots': ({ datastore }) => ringSizingOf(datastore).snapshotGib,
  'cassandra.copied-snapshots': ({ datastore }) => ringSizingOf(datastore).copiedGibPerMonth,
  'cassandra.zone-volume': ({ datastore }) => ringSizingOf(datastore).zoneGibPerMonth,
  'postgresql.machine': ({ datastore }) => postgresqlSizingOf(datastore).instance?.machine.type,
  'postgresql.disk': ({ datastore }) => postgresqlSizingOf(datastore).instance?.diskGib,
  'postgresql.max-connections': ({ datastore }) => postgresqlSizingOf(datastore).instance?.maxConnections,
  'postgresql.copied': ({ datastore }) => postgresqlSizingOf(datastore).copies?.gibPerMonth,
  'redis.memory': ({ redis }) => redis?.memoryGib,
  'redis.commands': ({ redis }) => redis?.commandsPerSecond,
  'redis.node-type': ({ redis }) => redis?.nodeType,
  'traffic.mbit-per-second': ({ traffic }) => traffic.mbitPerSecond,
  'traffic.new-connections': ({ traffic }) => traffic.newConnectionsPerSecond,
  'traffic.open-connections': ({ traffic }) => traffic.openConnections,
  'traffic.mean-rate': ({ traffic }) => traffic.meanRequestsPerSecond,
  'traffic.mean-new-connections': ({ traffic }) => traffic.meanNewConnectionsPerSecond,
  'traffic.request-volume': ({ traffic }) => traffic.requestGibPerMonth,
  'traffic.response-volume': ({ traffic }) => traffic.responseGibPerMonth,
  'nat.connections': ({ nat }) => nat.connections,
  'nat.addresses': ({ nat }) => nat.addressesPerGateway,
  'nat.ports-per-node': ({ nat }) => nat.portsPerNode,
};

/** Returns the numbers of a datacenter: those of the datastore that it has, and all that is no datastore's. */
function explainedOf({ datastore }: DatacenterSizing): [string, (typeof EXPLAINED)[string]][] {
  const others = ENGINE_IDS.filter((id) => id !== datastore.engine);
  return Object.entries(EXPLAINED).filter(([number]) => !others.some((id) => number.startsWith(`${id}.`)));
}

test.each(Object.entries(SPECS))('every number of the sizing of %s is one of the explained ones', (_, spec) => {
  const { datacenters, reckoned } = planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED).sizing;
  for (const sized of datacenters) {
    for (const [number, valueOf] of explainedOf(sized)) {
      const id = `${sized.datacenter}.${number}`;
      expect([id, reckoned.find((entry) => entry.id === id)?.value]).toEqual([id, valueOf(sized)]);
    }
  }
});

test('a number of the plan that nobody explains does not go unnoticed', () => {
  const [sized] = planSizing(
    sizingSpec({ kong: { plugins: [plugin('rate-limiting', 'redis')] } }),
    CLOUD_FACTS,
    ['us-east'],
    LEAST_STATED,
  ).sizing.datacenters;
  const parts = Object.values(sized ?? {}).flatMap(
    (part: unknown) => (Array.isArray(part) ? part : [part]) as unknown[],
  );
  const numbers = parts.flatMap((part) =>
    typeof part === 'object' && part !== null
      ? Object.entries(part).filter(([, value]) => typeof value === 'number')
      : [],
  );
  const explained = sized ? explainedOf(sized).filter(([, valueOf]) => typeof valueOf(sized) === 'number') : [];
  // Three gateways, one in each zone, are a rule and no reckoning.
  expect(numbers.map(([name]) => name).filter((name) => name !== 'gateways')).toHaveLength(explained.length);
});

test('the specs above have the numbers that only some plans have', () => {
  const ids = new Set(Object.values(SPECS).flatMap((spec) => reckonedOf(spec).map(({ id }) => id)));
  for (const id of ['kong.most-nodes', 'kong.datastore-clients', 'cassandra.fullest-needed-disk'])
    expect([id, ids.has(`us-east.${id}`)]).toEqual([id, true]);
});
