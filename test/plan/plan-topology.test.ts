import { cassandraOf, ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import fc from 'fast-check';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { formatIssue } from '../../src/kernel/issue';
import { canonicalJson } from '../../src/kernel/json';
import { planTopology } from '../../src/plan/plan-topology';
import { LEAST_STATED, aPlan, aSpec, TWO_CLOUDS, type ADatacenter } from '../support/a-spec';

const THREE: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
];
const INDEXES = { 'us-east': 0, 'eu-west': 1, 'us-west': 2 };

test('the order of datacenters in the spec changes nothing', () => {
  const wanted = canonicalJson(aPlan(THREE, {}, INDEXES));
  fc.assert(
    fc.property(fc.shuffledSubarray([...THREE], { minLength: 3 }), (shuffled) => {
      expect(canonicalJson(aPlan(shuffled, {}, INDEXES))).toBe(wanted);
    }),
    { numRuns: 6 },
  );
});

test('a plan survives a trip through JSON unchanged', () => {
  const plan = aPlan(THREE);
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test('adding a datacenter moves nothing of another', () => {
  const before = aPlan(TWO_CLOUDS);
  const after = aPlan(THREE, {}, INDEXES);
  for (const [i, old] of before.datacenters.entries()) {
    const { pools: _pools, share: _share, datastore, ...place } = old;
    expect(after.datacenters[i]).toMatchObject({ ...place, datastore: { nodes: cassandraOf({ datastore }).nodes } });
  }
  expect(after.links).toEqual(expect.arrayContaining([...before.links]));
  expect(ringOf(after).startOrder.slice(0, ringOf(before).startOrder.length)).toEqual(ringOf(before).startOrder);
  expect(ringOf(after).seeds.slice(0, ringOf(before).seeds.length)).toEqual(ringOf(before).seeds);
});

test('every datacenter has three racks, two seeds and one more node, at fixed addresses in its own range', () => {
  const plan = aPlan(THREE);
  for (const { datastore, cidr } of plan.datacenters) {
    const cassandra = cassandraOf({ datastore });
    expect(cassandra.nodes.map((node) => node.rack)).toEqual(['rack-a', 'rack-b', 'rack-c']);
    expect(cassandra.nodes.map((node) => node.seed)).toEqual([true, true, false]);
    expect(cassandra.nodes.every((node) => node.address.startsWith(cidr.split('.').slice(0, 2).join('.')))).toBe(true);
  }
  expect(ringOf(plan).seeds).toHaveLength(6);
  expect(new Set(ringOf(plan).startOrder.map((it) => it.address)).size).toBe(9);
});

test('more nodes fill the zones in turn', () => {
  const plan = aPlan(TWO_CLOUDS, { datastore: { nodesPerDatacenter: 6 } });
  const [first] = plan.datacenters;
  expect(cassandraOf(first!).nodes.map((node) => [node.name, node.zone.letter, node.address])).toEqual([
    ['cassandra-1', 'a', '10.64.64.10'],
    ['cassandra-2', 'b', '10.64.80.10'],
    ['cassandra-3', 'c', '10.64.96.10'],
    ['cassandra-4', 'a', '10.64.64.11'],
    ['cassandra-5', 'b', '10.64.80.11'],
    ['cassandra-6', 'c', '10.64.96.11'],
  ]);
});

test('the stacks come in an order in which each finds what it reads', () => {
  const { stacks } = aPlan(THREE);
  const done = new Set<string>();
  for (const stack of stacks) {
    expect(stack.dependsOn.filter((name) => !done.has(name))).toEqual([]);
    done.add(stack.name);
  }
  expect([...done]).toEqual([
    'shared',
    'network-us-east',
    'network-eu-west',
    'network-us-west',
    'links',
    'cluster-us-east',
    'cluster-eu-west',
    'cluster-us-west',
  ]);
  expect(aPlan([{ name: 'solo', cloud: 'aws' }]).stacks.map((stack) => stack.name)).toEqual([
    'shared',
    'network-solo',
    'cluster-solo',
  ]);
});

test('a supernet without room and an index beyond the address plan are refused', () => {
  const faults = (fields: object, indexes: Record<string, number>): string[] => {
    const planned = planTopology(aSpec(TWO_CLOUDS, { ...fields }), {
      indexes,
      facts: CLOUD_FACTS,
      stated: LEAST_STATED,
      specFile: 'edge.json',
    });
    return planned.issues.filter((it) => it.severity === 'error').map((it) => `${it.code}: ${it.message}`);
  };
  expect(faults({ network: { supernet: '10.64.0.0/15' } }, { 'us-east': 0, 'eu-west': 2 })).toEqual([
    'supernet-full: 10.64.0.0/15 has no /16 number 2 for datacenter eu-west, and indexes of removed datacenters are never reused',
  ]);
  expect(faults({}, { 'us-east': 0, 'eu-west': 88 })).toEqual([
    'datacenter-index-too-high: datacenter eu-west has index 88, and the link addresses reach to 87',
  ]);
});

describe('a range that a datacenter has by its index and another wrote', () => {
  const clash = (cidr: string, indexes: Record<string, number>): string[] => {
    const datacenters = [TWO_CLOUDS[0]!, { ...TWO_CLOUDS[1]!, cidr }];
    const inputs = { indexes, facts: CLOUD_FACTS, stated: LEAST_STATED, specFile: 'edge.json' };
    return planTopology(aSpec(datacenters), inputs)
      .issues.filter((it) => it.severity === 'error')
      .map(formatIssue);
  };

  test.each([
    ['10.64.0.0/16', { 'us-east': 0, 'eu-west': 1 }, '10.65.0.0/16'],
    ['10.65.0.0/16', { 'us-east': 1, 'eu-west': 0 }, '10.64.0.0/16'],
  ])('is refused at the one that was written, whichever came first: %s', (cidr, indexes, unused) => {
    expect(clash(cidr, indexes)).toEqual([
      `error: datacenters[1].cidr: ${cidr} of datacenter eu-west overlaps ${cidr}, which datacenter us-east has by its ` +
        `index; write "cidr": "${unused}", which no datacenter has, for the one of the two that is not built yet ` +
        '[range-of-index-taken]',
    ]);
  });

  test('is no fault where their indexes keep them apart', () => {
    expect(clash('10.64.0.0/16', { 'us-east': 1, 'eu-west': 0 })).toEqual([]);
  });
});

describe('where the supernet is used up, the remedy leaves what is built where it is', () => {
  const NEW: readonly ADatacenter[] = [
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
    { name: 'eu-north', cloud: 'google', region: 'europe-north1' },
  ];
  const INDEX = { 'us-east': 0, 'eu-west': 2, 'us-west': 4, 'eu-north': 5 };
  const plan = (them: readonly ADatacenter[], supernet = '10.64.0.0/14') =>
    planTopology(aSpec(them, { network: { supernet } }), {
      indexes: INDEX,
      facts: CLOUD_FACTS,
      stated: LEAST_STATED,
      specFile: 'edge.json',
    });
  const ranges = ({ ok, ...rest }: ReturnType<typeof plan>): unknown =>
    ok && 'value' in rest ? Object.fromEntries(rest.value.datacenters.map(({ name, cidr }) => [name, cidr])) : rest;

  test('each new datacenter is told of a range of its own that none has', () => {
    const remedies = plan([...TWO_CLOUDS, ...NEW]).issues.flatMap(({ code, remedy }) =>
      code === 'supernet-full' ? [remedy] : [],
    );
    expect(remedies).toEqual([
      expect.stringMatching(
        /^give it "cidr": "10\.65\.0\.0\/16", which no datacenter has, or widen network\.supernet and/,
      ),
      expect.stringMatching(/^give it "cidr": "10\.67\.0\.0\/16"/),
    ]);
  });

  test('a range that another one chose is not offered', () => {
    const chosen = { ...NEW[1]!, cidr: '10.65.0.0/16' };
    const [fault] = plan([...TWO_CLOUDS, NEW[0]!, chosen]).issues.filter(({ code }) => code === 'supernet-full');
    expect(fault?.remedy).toContain('"cidr": "10.67.0.0/16"');
  });

  test('either way taken, the others keep their ranges', () => {
    const wanted = { 'us-east': '10.64.0.0/16', 'eu-west': '10.66.0.0/16' };
    expect(ranges(plan(TWO_CLOUDS))).toEqual(wanted);
    expect(ranges(plan([...TWO_CLOUDS, { ...NEW[0]!, cidr: '10.65.0.0/16' }]))).toMatchObject(wanted);
    const kept = TWO_CLOUDS.map((it) => ({ ...it, cidr: wanted[it.name as keyof typeof wanted] }));
    expect(ranges(plan([...kept, NEW[0]!], '10.0.0.0/8'))).toEqual({ ...wanted, 'us-west': '10.4.0.0/16' });
  });
});
