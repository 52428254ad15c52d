import { ringSizingOf, ringSpecOf } from '../../../src/plan/datastores/cassandra/of-plan';
import fc from 'fast-check';
import { LONG, times } from '../../support/effort';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import type { DatacenterSizing } from '../../../src/plan/sizing/sizing';
import type { DatacenterSpec, PluginSpec } from '../../../src/spec/spec';
import { LEAST_STATED } from '../../support/a-spec';
import { namesOf, plugin, sizingSpec, type SizingWish } from './sizing-spec';

/** What holds data never has less of anything because more is asked of it: in steps of a few percent, and at random. */

const REDIS_TYPES: readonly string[] = CLOUD_FACTS.aws.redis.nodeTypes.map(({ type }) => type);

/** Numbers of one datacenter's rings and stores; what all nodes have together follows from these. */
function holdings({ datastore, redis }: DatacenterSizing): Readonly<Record<string, number>> {
  const { nodes, machine, dataDiskGib, dataDiskIops, dataDiskMibPerSecond, price } = ringSizingOf(datastore);
  return {
    nodes,
    vcpus: machine.vcpus,
    memoryGib: machine.memoryGib,
    dataDiskGib,
    dataDiskIops,
    dataDiskMibPerSecond,
    usdPerHour: price.usdPerHour ?? 0,
    redisGib: redis?.memoryGib ?? 0,
    redisType: REDIS_TYPES.indexOf(redis?.nodeType ?? ''),
  };
}

function sized(wish: SizingWish): readonly DatacenterSizing[] {
  const spec = sizingSpec(wish);
  return planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED).sizing.datacenters;
}

/** Every number that is smaller in the second than in the first, e.g. `us-east nodes 9 -> 3`. */
function falls(before: readonly DatacenterSizing[], after: readonly DatacenterSizing[]): readonly string[] {
  return after.flatMap((datacenter, i) => {
    const earlier = before[i];
    if (!earlier) throw new Error('fewer datacenters than before');
    const had = holdings(earlier);
    return Object.entries(holdings(datacenter))
      .filter(([name, value]) => value < (had[name] ?? 0))
      .map(([name, value]) => `${datacenter.datacenter} ${name} ${had[name]} -> ${value}`);
  });
}

/** The falls along a list of values that grow, each with the step that it comes with. */
function fallsAlong(values: readonly number[], wishAt: (value: number) => SizingWish): readonly string[] {
  let before: { readonly value: number; readonly sizing: readonly DatacenterSizing[] } | undefined;
  const found: string[] = [];
  for (const value of values) {
    const sizing = sized(wishAt(value));
    if (before) found.push(...falls(before.sizing, sizing).map((fall) => `${before?.value} -> ${value}: ${fall}`));
    before = { value, sizing };
  }
  return found;
}

/** Steps of a sweep: of six percent of the rate in the long run, which every change goes through, and of eighteen else. */
const STEPS = LONG ? { rates: 240, others: 100 } : { rates: 80, others: 40 };

/** So many values from `low` to `high`, each the same part larger than the one before. */
function geometric(low: number, high: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
}

const VIRGINIA: Partial<DatacenterSpec> = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const BELGIUM: Partial<DatacenterSpec> = { name: 'eu-west', cloud: 'google', region: 'europe-west1' };
const UNPRICED: Partial<DatacenterSpec> = { name: 'paris', cloud: 'aws', region: 'eu-west-3' };
const TOKYO: Partial<DatacenterSpec> = { name: 'tokyo', cloud: 'google', region: 'asia-northeast1' };
const PAIR = [VIRGINIA, BELGIUM];

const counters = (periods: number): readonly PluginSpec[] => [plugin('rate-limiting', 'cluster', periods)];

const SWEPT: Readonly<Record<string, SizingWish>> = {
  'no counters': { datacenters: PAIR },
  'no counters, a million entities': { datacenters: PAIR, kong: { entities: 1_000_000 } },
  'counters of a thousand entities': { datacenters: PAIR, kong: { plugins: counters(1) } },
  'counters of a million entities': {
    datacenters: [BELGIUM, UNPRICED],
    kong: { plugins: counters(1), entities: 1_000_000 },
    datastore: { version: '4.1' },
  },
  'counters of many entities': { datacenters: [TOKYO, VIRGINIA], kong: { plugins: counters(3), entities: 20_000_000 } },
  tokens: { datacenters: [BELGIUM], kong: { plugins: [plugin('oauth2')], entities: 50_000 } },
  'counters in Redis': {
    datacenters: PAIR,
    kong: { plugins: [plugin('rate-limiting', 'redis', 2)], entities: 400_000 },
  },
  'a stated number of nodes': {
    datacenters: [VIRGINIA],
    kong: { plugins: counters(1) },
    datastore: { nodesPerDatacenter: 6 },
  },
  'stated machines': {
    datacenters: [
      { ...VIRGINIA, datastore: { machineType: { type: 'unheard-of', vcpus: 12, memoryGib: 96 } } },
      { ...BELGIUM, kong: { machineType: { type: 'n2-standard-8', vcpus: 8, memoryGib: 32 } } },
    ],
    kong: { plugins: counters(1), entities: 300_000 },
  },
};

describe('as the rate grows, a ring and a Redis never have less of anything', () => {
  test.each(Object.entries(SWEPT))('%s', (_, wish) => {
    const rates = geometric(1, 500_000, STEPS.rates);
    expect(fallsAlong(rates, (requestsPerSecond) => ({ ...wish, requestsPerSecond }))).toEqual([]);
  });

  test.each([
    [1_929, 2_031, counters(1), 1_000],
    [40_470, 42_613, [], 1_000_000],
  ])('from %d to %d requests a second, which once halved a ring', (low, high, plugins, entities) => {
    const rates = geometric(low, high, 20);
    const wishAt = (requestsPerSecond: number): SizingWish => ({
      requestsPerSecond,
      datacenters: PAIR,
      kong: { plugins, entities },
    });
    expect(fallsAlong(rates, wishAt)).toEqual([]);
  });
});

describe('the same as something else grows', () => {
  test.each([
    ['entities', 500],
    ['entities', 3_000],
    ['entities', 60_000],
    ['peakFactor', 3_000],
    ['peakFactor', 60_000],
  ] as const)('%s at %d requests a second', (field, requestsPerSecond) => {
    const { others } = STEPS;
    const values = field === 'entities' ? geometric(1, 100_000_000, others).map(Math.round) : geometric(1, 20, others);
    const wishAt = (value: number): SizingWish => ({
      requestsPerSecond,
      datacenters: PAIR,
      kong: { plugins: counters(1), entities: 200_000, [field]: value },
    });
    expect(fallsAlong(values, wishAt)).toEqual([]);
  });

  test.each([100, 2_000, 30_000])('plugins and their periods at %d requests a second', (requestsPerSecond) => {
    const lists: readonly (readonly PluginSpec[])[] = [
      [],
      [plugin('key-auth')],
      [plugin('key-auth'), plugin('oauth2')],
      ...Array.from({ length: 30 }, (_, i) => [plugin('key-auth'), plugin('oauth2'), ...counters(i + 1)]),
      ...Array.from({ length: 30 }, (_, i) => [
        plugin('key-auth'),
        plugin('made-up'),
        plugin('oauth2'),
        ...counters(30),
        plugin('response-ratelimiting', 'redis', i + 1),
      ]),
    ];
    const wishAt = (i: number): SizingWish => ({
      requestsPerSecond,
      datacenters: PAIR,
      kong: { plugins: lists[i] ?? [], entities: 700_000 },
    });
    expect(fallsAlong([...lists.keys()], wishAt)).toEqual([]);
  });
});

/** One thing more that is asked for, or several. */
interface Growth {
  readonly rate: number;
  readonly peak: number;
  readonly entities: number;
  readonly periods: number;
  readonly added: PluginSpec | undefined;
}

/** Evenly over all sizes from `low` to `high`; plain doubles would be next to zero or next to the end most of the time. */
const spread = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 9_999 }).map((i) => low * (high / low) ** (((i * 7_919) % 10_000) / 9_999));

const part = fc.oneof(fc.constant(0), spread(0.01, 1));

const growths: fc.Arbitrary<Growth> = fc.record({
  rate: part,
  peak: part,
  entities: part,
  periods: fc.constantFrom(0, 0, 1),
  added: fc.constantFrom(undefined, undefined, plugin('jwt'), plugin('oauth2'), plugin('zzz-own', 'redis', 2)),
});

const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 4 }, { arbitrary: value, weight: 1 });

const wishes: fc.Arbitrary<SizingWish> = fc
  .record({
    requestsPerSecond: spread(10, 200_000),
    datacenters: fc.uniqueArray(fc.constantFrom(VIRGINIA, BELGIUM, UNPRICED, TOKYO), { minLength: 1, maxLength: 3 }),
    peakFactor: spread(1, 5),
    entities: spread(1, 20_000_000).map(Math.round),
    policy: fc.constantFrom('cluster' as const, 'cluster' as const, 'redis' as const),
    periods: fc.integer({ min: 1, max: 4 }),
    maximumFactor: spread(1, 4),
    datastore: fc.record({
      version: fc.constantFrom('3.11', '4.1', '5.0'),
      nodesPerDatacenter: seldom(fc.constantFrom(3, 9)),
      diskGib: seldom(fc.constantFrom(100, 2_000)),
      readConsistency: fc.constantFrom('LOCAL_ONE' as const, 'LOCAL_QUORUM' as const, 'ALL' as const),
      replicationFactor: fc.integer({ min: 1, max: 6 }),
    }),
  })
  .map(({ policy, periods, peakFactor, entities, maximumFactor, datacenters, ...wish }) => ({
    ...wish,
    datacenters,
    kong: {
      peakFactor,
      entities,
      maximumFactor,
      plugins: [plugin('rate-limiting', policy, periods)],
      survives: datacenters.length > 1 ? ('datacenter' as const) : ('zone' as const),
    },
  }));

function grown(wish: SizingWish, { rate, peak, entities, periods, added }: Growth): SizingWish {
  const kong = wish.kong ?? {};
  const plugins = (kong.plugins ?? []).map((it) => ({ ...it, periods: it.periods + periods }));
  return {
    ...wish,
    requestsPerSecond: (wish.requestsPerSecond ?? 0) * (1 + rate),
    kong: {
      ...kong,
      peakFactor: (kong.peakFactor ?? 1) * (1 + peak),
      entities: Math.round((kong.entities ?? 0) * (1 + entities)),
      plugins: added && !plugins.some(({ name }) => name === added.name) ? [...plugins, added] : plugins,
    },
  };
}

test('whatever grows, alone or together with others, time after time, from any spec', () => {
  fc.assert(
    fc.property(wishes, fc.array(growths, { minLength: 4, maxLength: 8 }), (first, steps) => {
      let [wish, sizing] = [first, sized(first)];
      for (const step of steps) {
        const [next, after] = [grown(wish, step), sized(grown(wish, step))];
        expect(falls(sizing, after)).toEqual([]);
        [wish, sizing] = [next, after];
      }
    }),
    { numRuns: times(100) },
  );
});

test('disks have room for what each node holds now, and machines carry the load', () => {
  fc.assert(
    fc.property(wishes, (wish) => {
      const spec = ringSpecOf(sizingSpec({ ...wish, datastore: { ...wish.datastore, diskGib: undefined } }));
      const { datacenters, reckoned } = planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED).sizing;
      const value = (id: string): number => Number(reckoned.find((entry) => entry.id === id)?.value);
      for (const { datacenter, datastore } of datacenters) {
        const cassandra = ringSizingOf(datastore);
        const at = (id: string): number => value(`${datacenter}.cassandra.${id}`);
        expect(cassandra.dataDiskGib).toBeGreaterThanOrEqual(Math.min(16_384, at('needed-room')));
        expect(cassandra.dataDiskGib).toBeGreaterThanOrEqual(at('needed-disk'));
        if (spec.datastore.nodesPerDatacenter === undefined) {
          expect(cassandra.nodes * cassandra.machine.vcpus).toBeGreaterThanOrEqual(at('vcpus') * (1 - 1e-8));
        }
      }
    }),
    { numRuns: times(100) },
  );
});
