import { ringSizingOf } from '../../../src/plan/datastores/cassandra/of-plan';
import fc from 'fast-check';
import { times } from '../../support/effort';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { planSizing } from '../../../src/plan/sizing/plan-sizing';
import type { StandingSizes } from '../../../src/spec/standing';
import { LEAST_STATED } from '../../support/a-spec';
import { evaluate, namesIn } from './formula';
import { namesOf, plugin, sizingSpec, type SizingWish } from './sizing-spec';

/* A ring that stands keeps its nodes and its disks whatever is asked of it, and nothing else about it changes for that. */

function planned(wish: SizingWish, standing: StandingSizes = {}) {
  const spec = sizingSpec(wish);
  return planSizing(spec, CLOUD_FACTS, namesOf(spec), LEAST_STATED, standing);
}

/** The sizes that a sizing leaves behind, as the lock file remembers them. */
function sizesOf({ sizing }: ReturnType<typeof planned>): StandingSizes {
  const entries = sizing.datacenters.map(({ datacenter, datastore }) => {
    const { nodes, dataDiskGib } = ringSizingOf(datastore);
    return [datacenter, { nodes, diskGib: dataDiskGib }] as const;
  });
  return Object.fromEntries(entries);
}

const wishes: fc.Arbitrary<SizingWish> = fc
  .record({
    requestsPerSecond: fc.double({ min: 1, max: 30_000, noNaN: true }),
    policy: fc.constantFrom<'cluster' | 'redis' | 'local'>('cluster', 'redis', 'local'),
    entities: fc.integer({ min: 0, max: 5_000_000 }),
    version: fc.constantFrom('3.11', '4.1'),
    stated: fc.record(
      { nodesPerDatacenter: fc.constantFrom(3, 6, 12), diskGib: fc.constantFrom(50, 400) },
      { requiredKeys: [] },
    ),
  })
  .map(({ requestsPerSecond, policy, entities, version, stated }) => ({
    requestsPerSecond,
    kong: { plugins: [plugin('rate-limiting', policy, 2)], entities },
    datastore: { version, ...stated },
  }));

const isStated = ({ datastore }: SizingWish, key: 'nodesPerDatacenter' | 'diskGib'): boolean =>
  datastore?.[key] !== undefined;

test('nodes and disks are the larger of what stands and what is sized, unless the spec names them', () => {
  fc.assert(
    fc.property(wishes, wishes, (first, second) => {
      const before = sizesOf(planned(first));
      const alone = sizesOf(planned(second));
      const after = sizesOf(planned(second, before));
      for (const [name, { nodes, diskGib }] of Object.entries(after)) {
        const [stood, sized] = [before[name]!, alone[name]!];
        expect(nodes).toBe(isStated(second, 'nodesPerDatacenter') ? sized.nodes : Math.max(stood.nodes, sized.nodes));
        if (isStated(second, 'diskGib')) expect(diskGib).toBe(sized.diskGib);
        else expect(diskGib).toBeGreaterThanOrEqual(stood.diskGib);
      }
    }),
    { numRuns: times(50) },
  );
});

test('the same spec again changes nothing', () => {
  fc.assert(
    fc.property(wishes, wishes, (first, second) => {
      const once = planned(second, sizesOf(planned(first)));
      const twice = planned(second, sizesOf(once));
      expect(sizesOf(twice)).toEqual(sizesOf(once));
      expect(twice.sizing.datacenters.map(({ datastore }) => ringSizingOf(datastore).machine)).toEqual(
        once.sizing.datacenters.map(({ datastore }) => ringSizingOf(datastore).machine),
      );
      // What is kept no longer differs from what stands, so all that follows is the same as well.
      expect(planned(second, sizesOf(twice)).sizing).toEqual(twice.sizing);
    }),
    { numRuns: times(50) },
  );
});

test('what stands and is no larger leaves no trace', () => {
  fc.assert(
    fc.property(wishes, (wish) => {
      const alone = planned(wish);
      expect(planned(wish, sizesOf(alone))).toEqual(alone);
    }),
    { numRuns: times(50) },
  );
});

describe('a ring that is kept', () => {
  const { sizing, advisories } = planned({ requestsPerSecond: 100 }, { 'us-east': { nodes: 45, diskGib: 900 } });
  const numbers = sizing.reckoned.filter(({ id }) => id.startsWith('us-east.'));

  test('is explained by formulas whose inputs give it, the lock file among them', () => {
    for (const entry of numbers) {
      if (typeof entry.value === 'string') continue;
      expect([entry.id, evaluate(entry)]).toEqual([entry.id, expect.closeTo(entry.value, 6)]);
      expect([...new Set(namesIn(entry.formula))].sort()).toEqual(
        [...new Set(entry.inputs.map(({ name }) => name))].sort(),
      );
    }
    const sources = numbers
      .flatMap(({ inputs }) => inputs)
      .flatMap(({ source }) => (source.kind === 'lock' ? [source.path] : []));
    expect(sources).toEqual(['datacenters.us-east.nodes', 'datacenters.us-east.diskGib']);
  });

  test('says so, and is no ring beyond reason', () => {
    expect(advisories.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(advisories.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'Cassandra nodes of us-east kept at 45: the lock holds what stands; sized 3',
        'data disks of us-east kept at 900 GiB: the lock holds what stands; sized 100',
      ]),
    );
    expect(ringSizingOf(sizing.datacenters[0]!.datastore).sized).toEqual({ nodes: 3, dataDiskGib: 100 });
  });

  test('has disks with the operations of their size', () => {
    const datastore = ringSizingOf(sizing.datacenters[0]!.datastore);
    expect([datastore.nodes, datastore.dataDiskGib]).toEqual([45, 900]);
    const second = planned({}, { 'eu-west': { nodes: 3, diskGib: 1_000 } }).sizing.datacenters[1]!;
    const google = ringSizingOf(second.datastore);
    expect([google.dataDiskGib, google.dataDiskMibPerSecond]).toEqual([1_000, 480]);
  });
});
