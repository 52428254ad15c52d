import { ringSizingOf } from '../../../src/plan/datastores/cassandra/of-plan';
import fc from 'fast-check';
import { times } from '../../support/effort';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import type { DatacenterSizing, Sizing } from '../../../src/plan/sizing/sizing';
import type { DatacenterSpec, PluginSpec, Spec } from '../../../src/spec/spec';
import { recount, type NodeCapacity } from './recount';
import { LEAST_STATED } from '../../support/a-spec';
import { namesOf, plugin, sizingSpec, type SizingWish } from './sizing-spec';
import { onlyPool } from '../../support/only-pool';

/** Laws of sizing, tried on many specs. */

const RUNS = { numRuns: times(100) } as const;

const rates = fc.oneof(
  fc.integer({ min: 1, max: 5_000_000 }),
  fc.double({ min: 0, max: Math.log(5_000_000), noNaN: true }).map(Math.exp),
);

const plugins: fc.Arbitrary<readonly PluginSpec[]> = fc
  .uniqueArray(
    fc.constantFrom(
      plugin('acl'),
      plugin('basic-auth'),
      plugin('key-auth'),
      plugin('made-up'),
      plugin('oauth2'),
      plugin('prometheus'),
      plugin('rate-limiting', 'local'),
      plugin('response-ratelimiting', 'redis', 2),
    ),
    { selector: ({ name }) => name },
  )
  .map((list) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1)));

const PLACES: readonly Pick<DatacenterSpec, 'cloud' | 'region' | 'name'>[] = [
  { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
  { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  { name: 'tokyo', cloud: 'aws', region: 'ap-northeast-1' },
  { name: 'unpriced', cloud: 'aws', region: 'eu-west-3' },
  { name: 'iowa', cloud: 'google', region: 'us-central1' },
];

/** One to five datacenters with shares that make a whole. */
const datacenters: fc.Arbitrary<readonly Partial<DatacenterSpec>[]> = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 })
  .map((weights) => {
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight, i) => ({ ...PLACES[i], share: weight / whole }));
  });

const kong: fc.Arbitrary<NonNullable<SizingWish['kong']>> = fc.record({
  plugins,
  peakFactor: fc.double({ min: 1, max: 5, noNaN: true }),
  targetUtilization: fc.double({ min: 0.1, max: 0.95, noNaN: true }),
  tls: fc.boolean(),
  responseBytes: fc.integer({ min: 0, max: 200_000 }),
  upstreamLatencyMilliseconds: fc.integer({ min: 0, max: 20_000 }),
  entities: fc.integer({ min: 0, max: 1_000_000 }),
});

const wishes: fc.Arbitrary<SizingWish> = fc
  .record({ requestsPerSecond: rates, datacenters, kong, survives: fc.constantFrom('datacenter', 'zone', 'node') })
  .map(({ survives, ...wish }) => ({
    ...wish,
    kong: { ...wish.kong, survives: survives === 'datacenter' && wish.datacenters.length === 1 ? 'zone' : survives },
  }));

function sizingOf(spec: Spec): Sizing {
  return planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED).sizing;
}

/** The same machine in every datacenter, so that numbers of nodes can be compared. */
function onOneMachine(wish: SizingWish): SizingWish {
  const machineType = { type: 'c6i.2xlarge', vcpus: 8, memoryGib: 16 };
  const ring = { type: 'r6i.2xlarge', vcpus: 8, memoryGib: 64 };
  return {
    ...wish,
    datacenters: (wish.datacenters ?? []).map((it) => ({
      ...it,
      kong: { machineType },
      datastore: { machineType: ring },
    })),
  };
}

type Measure = (sized: DatacenterSizing) => number;

const NODES: readonly Measure[] = [
  (it) => onlyPool(it).nodes,
  (it) => onlyPool(it).maximumNodes,
  (it) => ringSizingOf(it.datastore).nodes,
  (it) => it.traffic.mbitPerSecond,
  (it) => it.redis?.memoryGib ?? 0,
];

function expectNoLess(more: Sizing, less: Sizing, measures: readonly Measure[] = NODES): void {
  more.datacenters.forEach((sized, i) => {
    const before = less.datacenters[i];
    if (!before) throw new Error('fewer datacenters than before');
    for (const measure of measures) expect(measure(sized)).toBeGreaterThanOrEqual(measure(before) * (1 - 1e-9));
  });
}

const USD_PER_HOUR: readonly Measure[] = [
  ({ pools: [kong] }) => (kong?.price.usdPerHour === undefined ? 0 : kong.nodes * kong.price.usdPerHour),
  ({ pools: [kong] }) => (kong && kong.price.usdPerHour === undefined ? kong.nodes * kong.machine.vcpus : 0),
  ({ datastore }) => {
    const { price, nodes } = ringSizingOf(datastore);
    return price.usdPerHour === undefined ? 0 : nodes * price.usdPerHour;
  },
];

describe('more asks for no less', () => {
  test('requests, on machines that stay the same', () => {
    fc.assert(
      fc.property(wishes, rates, (wish, other) => {
        const [low = 0, high = 0] = [wish.requestsPerSecond ?? 0, other].sort((a, b) => a - b);
        const sizedAt = (requestsPerSecond: number): Sizing =>
          sizingOf(sizingSpec({ ...onOneMachine(wish), requestsPerSecond }));
        expectNoLess(sizedAt(high), sizedAt(low));
      }),
      RUNS,
    );
  });

  test('requests, in what the chosen machines cost', () => {
    fc.assert(
      fc.property(wishes, rates, (wish, other) => {
        const [low = 0, high = 0] = [wish.requestsPerSecond ?? 0, other].sort((a, b) => a - b);
        const sizedAt = (requestsPerSecond: number): Sizing => sizingOf(sizingSpec({ ...wish, requestsPerSecond }));
        expectNoLess(sizedAt(high), sizedAt(low), USD_PER_HOUR);
      }),
      RUNS,
    );
  });

  test('plugins', () => {
    fc.assert(
      fc.property(
        wishes,
        fc.constantFrom(
          plugin('jwt'),
          plugin('zzz-own'),
          plugin('rate-limiting', 'cluster', 1),
          plugin('rate-limiting', 'redis', 3),
        ),
        (wish, added) => {
          const before = (wish.kong?.plugins ?? []).filter(({ name }) => name !== added.name);
          const at = (list: readonly PluginSpec[]): Sizing =>
            sizingOf(sizingSpec({ ...onOneMachine(wish), kong: { ...wish.kong, plugins: list } }));
          expectNoLess(at([...before, added].sort((a, b) => (a.name < b.name ? -1 : 1))), at(before));
        },
      ),
      RUNS,
    );
  });

  test('survival: node, zone, datacenter', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const at = (survives: 'node' | 'zone' | 'datacenter'): Sizing =>
          sizingOf(sizingSpec({ ...onOneMachine(wish), kong: { ...wish.kong, survives } }));
        expectNoLess(at('zone'), at('node'));
        if ((wish.datacenters ?? []).length > 1) expectNoLess(at('datacenter'), at('zone'));
      }),
      RUNS,
    );
  });

  test('the share of a datacenter, taken from the others alike', () => {
    fc.assert(
      fc.property(wishes, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (wish, part) => {
        const list = onOneMachine(wish).datacenters ?? [];
        fc.pre(list.length > 1);
        const grown = list.map((it, i) => ({
          ...it,
          share: i === 0 ? (it.share ?? 0) + (1 - (it.share ?? 0)) * part : (it.share ?? 0) * (1 - part),
        }));
        const at = (datacenterList: readonly Partial<DatacenterSpec>[]): DatacenterSizing => {
          const [first] = sizingOf(sizingSpec({ ...wish, datacenters: datacenterList })).datacenters;
          if (!first) throw new Error('nothing was sized');
          return first;
        };
        expect(onlyPool(at(grown)).nodes).toBeGreaterThanOrEqual(onlyPool(at(list)).nodes);
        expect(at(grown).traffic.mbitPerSecond).toBeGreaterThanOrEqual(at(list).traffic.mbitPerSecond * (1 - 1e-9));
      }),
      RUNS,
    );
  });
});

/** Kong's published figures, put together without the code under test. */
function modelled(spec: Spec): NodeCapacity {
  const known: Readonly<Record<string, number>> = {
    'key-auth': 16e6 / 102_262 - 16e6 / 116_414,
    'basic-auth': 16e6 / 95_298 - 16e6 / 116_414,
    'rate-limiting': 16e6 / 116_414 - 16e6 / 137_850,
  };
  const added = spec.kong.plugins.reduce((sum, { name }) => sum + (known[name] ?? NaN), 0);
  const bodies = Math.max(0, (spec.kong.requestBytes + spec.kong.responseBytes) / 1024 - 1) / 2;
  const entities = spec.kong.entities >= 10_000 ? 1.15 : spec.kong.entities >= 100 ? 1.06 : 1;
  const microseconds = (16e6 / 137_850 - (spec.kong.tls ? 0 : 10) + added + bodies) * entities;
  return (_, { type, vcpus }) => (110_000 / microseconds) * vcpus * (type.startsWith('n2-') ? 0.9 : 1);
}

const PUBLISHED = ['basic-auth', 'key-auth', 'rate-limiting'];

function expectCovered(spec: Spec, capacityOf: NodeCapacity): void {
  for (const { utilization, connections, memory, ...where } of recount(spec, sizingOf(spec), capacityOf)) {
    expect({ ...where, fits: utilization <= spec.kong.targetUtilization * (1 + 1e-8) }).toEqual({
      ...where,
      fits: true,
    });
    expect({ ...where, fits: connections <= 1 + 1e-8 && memory <= 1 + 1e-8 }).toEqual({ ...where, fits: true });
  }
}

describe('after any covered loss the rest carries the rate, by a recount of its own', () => {
  test('with a capacity that the user measured', () => {
    fc.assert(
      fc.property(wishes, fc.integer({ min: 20, max: 20_000 }), (wish, requestsPerSecondPerVcpu) => {
        const spec = sizingSpec({ ...wish, kong: { ...wish.kong, requestsPerSecondPerVcpu } });
        expectCovered(spec, (_, { vcpus }) => vcpus * requestsPerSecondPerVcpu);
      }),
      RUNS,
    );
  });

  test("with the model's own capacity, put together again from the published figures", () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const spec = sizingSpec({
          ...wish,
          kong: { ...wish.kong, plugins: (wish.kong?.plugins ?? []).filter(({ name }) => PUBLISHED.includes(name)) },
        });
        expectCovered(spec, modelled(spec));
      }),
      RUNS,
    );
  });

  test('and one node fewer would not, where utilisation decides', () => {
    fc.assert(
      fc.property(rates, datacenters, (requestsPerSecond, list) => {
        const spec = sizingSpec({
          requestsPerSecond,
          datacenters: list,
          kong: { requestsPerSecondPerVcpu: 500, upstreamLatencyMilliseconds: 0, requestBytes: 0, responseBytes: 0 },
        });
        const sizing = sizingOf(spec);
        for (const sized of sizing.datacenters) {
          // Square-root staffing decides in pools under seven busy vCPUs.
          const pool = onlyPool(sized);
          if (pool.nodes < 12) continue;
          const fewer = {
            ...sizing,
            datacenters: [{ ...sized, pools: [{ ...pool, nodes: pool.nodes - 1 }] }],
          };
          const others = sizing.datacenters.filter(({ datacenter }) => datacenter !== sized.datacenter);
          const left = recount(
            spec,
            { ...fewer, datacenters: [...fewer.datacenters, ...others] },
            (_, { vcpus }) => vcpus * 500,
          );
          const own = left
            .filter(({ datacenter }) => datacenter === sized.datacenter)
            .map(({ utilization }) => utilization);
          expect(Math.max(...own)).toBeGreaterThan(0.6);
        }
      }),
      RUNS,
    );
  });
});

describe('from one request a second to five million', () => {
  test('every number is finite and none is negative', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        for (const { id, value } of sizingOf(sizingSpec(wish)).reckoned) {
          if (typeof value === 'number') expect([id, Number.isFinite(value) && value >= 0]).toEqual([id, true]);
        }
      }),
      RUNS,
    );
  });

  test('a pool is never fewer than two nodes, nor a ring anything but threes', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        for (const { pools, datastore } of sizingOf(sizingSpec(wish)).datacenters) {
          const cassandra = ringSizingOf(datastore);
          const pool = onlyPool({ pools });
          expect(pool.nodes).toBeGreaterThanOrEqual(2);
          expect(pool.maximumNodes).toBeGreaterThanOrEqual(pool.nodes);
          expect(pool.machine.vcpus).toBeGreaterThanOrEqual(4);
          expect(pool.machine.memoryGib).toBeGreaterThanOrEqual(14.9);
          expect(cassandra.nodes % 3).toBe(0);
          expect(cassandra.nodes).toBeGreaterThanOrEqual(3);
        }
      }),
      RUNS,
    );
  });

  test('nobody gets a pool that idles: one of more than two nodes is at least a fifth busy after the loss', () => {
    fc.assert(
      fc.property(rates, datacenters, (requestsPerSecond, list) => {
        const spec = sizingSpec({ requestsPerSecond, datacenters: list });
        const sizing = sizingOf(spec);
        for (const { datacenter, pools } of sizing.datacenters) {
          const pool = onlyPool({ pools });
          const busy = Number(
            sizing.reckoned.find(({ id }) => id === `${datacenter}.kong.utilization-after-loss`)?.value,
          );
          if (pool.nodes > 2) expect(busy).toBeGreaterThan(0.2);
        }
      }),
      RUNS,
    );
  });
});

describe('equal specs have equal sizes', () => {
  test('twice the same', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(JSON.stringify(sizingOf(sizingSpec(wish)))).toBe(JSON.stringify(sizingOf(sizingSpec(wish))));
      }),
      { numRuns: times(40) },
    );
  });

  test('in whatever order the spec lists its datacenters', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const spec = sizingSpec(wish);
        const turned: Spec = { ...spec, datacenters: [...spec.datacenters].reverse() };
        const withoutPaths = (sizing: Sizing): unknown =>
          JSON.parse(JSON.stringify(sizing).replace(/datacenters\[\d\]/g, 'datacenters[?]'));
        expect(withoutPaths(planSizing(turned, CLOUD_FACTS, namesOf(spec), LEAST_STATED).sizing)).toEqual(
          withoutPaths(sizingOf(spec)),
        );
      }),
      { numRuns: times(40) },
    );
  });
});
