import fc from 'fast-check';
import { times } from '../../support/effort';
import type { Plan } from '../../../src/plan/plan';
import type { Loss } from '../../../src/report/simulate/loss';
import { linkLosses, machines, singleLosses } from '../../../src/report/simulate/losses';
import { modelOf, type Model } from '../../../src/report/simulate/model';
import { outcomeOf, type Outcome } from '../../../src/report/simulate/outcome';
import { simulate } from '../../../src/report/simulate/simulate';
import { aPlan } from '../../support/a-spec';

/* Laws of every simulation, on random topologies of two to six datacenters, meshes and hubs, at every consistency. */

const levels = fc.constantFrom('LOCAL_ONE', 'LOCAL_QUORUM', 'QUORUM', 'EACH_QUORUM', 'ONE', 'ALL');
const plans: fc.Arbitrary<Plan> = fc
  .record({
    clouds: fc.array(fc.constantFrom('aws' as const, 'google' as const), { minLength: 1, maxLength: 5 }),
    hub: fc.boolean(),
    ipsec: fc.boolean(),
    reads: levels,
    writes: levels,
    copies: fc.integer({ min: 2, max: 6 }),
    survives: fc.constantFrom('datacenter', 'zone', 'node'),
    target: fc.constantFrom(0.3, 0.6, 0.95),
  })
  .map(({ clouds, hub, ipsec, reads, writes, copies, survives, target }) =>
    aPlan(
      (['aws', ...clouds] as const).map((cloud, i) => ({ name: `dc${i}`, cloud })),
      {
        links: { ...(hub ? { shape: 'hub', hub: 'dc0' } : {}), ...(ipsec ? { awsToAws: 'ipsec' } : {}) },
        kong: { survives, targetUtilization: target, plugins: [{ name: 'rate-limiting', policy: 'redis' }] },
        datastore: {
          nodesPerDatacenter: copies > 3 ? 6 : 3,
          replicationFactor: copies,
          readConsistency: reads,
          writeConsistency: writes,
        },
      },
    ),
  );

/** Returns every loss there is, each zone and each machine of its own. */
function everyLoss(model: Model): readonly Loss[] {
  return [
    ...model.datacenters.flatMap((at): Loss[] => [
      ...machines(at),
      ...at.zones.map(({ letter }): Loss => ({ kind: 'zone', datacenter: at.name, zone: letter })),
      { kind: 'datacenter', datacenter: at.name },
    ]),
    ...linkLosses(model),
  ];
}

const RANK = { none: 0, some: 1, all: 2 } as const;

/** Lists where more is left than there was with fewer losses. */
function gained(fewer: Outcome, more: Outcome): unknown[] {
  return more.datacenters.flatMap((after): unknown[] => {
    const before = fewer.datacenters.find(({ datacenter }) => datacenter === after.datacenter);
    if (!before) return [`${after.datacenter} is back`];
    const found = [
      RANK[after.reads] > RANK[before.reads],
      RANK[after.writes] > RANK[before.writes],
      (after.load?.utilization ?? Infinity) < (before.load?.utilization ?? Infinity) - 1e-9,
      !before.unreached.every((it) => after.unreached.includes(it) || more.left.gone.includes(it)),
    ];
    return found.includes(true) ? [{ before, after }] : [];
  });
}

test('a loss of nothing breaks nothing, and losing more never makes more work', () => {
  fc.assert(
    fc.property(plans, fc.array(fc.nat(), { minLength: 2, maxLength: 5 }), (plan, choices) => {
      const model = modelOf(plan);
      const all = everyLoss(model);
      const picked = choices.map((choice) => all[choice % all.length]!);
      expect(outcomeOf(model, [])).toMatchObject({ reads: 'all', writes: 'all', holds: true, cutOff: [], falls: [] });
      for (let i = 1; i <= picked.length; i++) {
        const [fewer, more] = [outcomeOf(model, picked.slice(0, i - 1)), outcomeOf(model, picked.slice(0, i))];
        expect(gained(fewer, more)).toEqual([]);
        // One that has lost its last node of Kong has nothing left to fall.
        const serving = more.datacenters.filter(({ load }) => load).map(({ datacenter }) => datacenter);
        expect(fewer.falls.filter((it) => serving.includes(it) && !more.falls.includes(it))).toEqual([]);
      }
    }),
    { numRuns: times(60) },
  );
});

test('Kong never is busier than its target after a loss that it was sized for', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { singles } = simulate(plan);
      const busy = singles.filter(
        ({ promised, busiest }) => promised && (busiest?.utilization ?? 0) > plan.kong.targetUtilization + 1e-9,
      );
      expect(busy.map(({ losses, busiest }) => ({ losses, busiest }))).toEqual([]);
    }),
    { numRuns: times(30) },
  );
});

test('what one loss of a kind leaves, any other of that datacenter and kind leaves too', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const model = modelOf(plan);
      const known = new Map(singleLosses(model).map((loss) => [keyOf(loss), summary(outcomeOf(model, [loss]))]));
      for (const loss of everyLoss(model))
        expect([loss, summary(outcomeOf(model, [loss]))]).toEqual([loss, known.get(keyOf(loss))]);
    }),
    { numRuns: times(20) },
  );

  function keyOf(loss: Loss): string {
    if (loss.kind === 'link') return loss.link;
    return `${loss.datacenter} ${loss.kind} ${loss.kind === 'node' ? loss.role : ''}`;
  }
  function summary({ reads, writes, busiest, falls, cutOff, pairsApart, promised, holds }: Outcome): unknown {
    return { reads, writes, busiest, falls, cutOff, pairsApart, promised, holds };
  }
});

/** Reads and writes of a pair that the simulation takes for independent must be those of one of the two. */
test('pairs that are counted alone do no more harm than one of the two', () => {
  fc.assert(
    fc.property(plans, fc.nat(), fc.nat(), (plan, a, b) => {
      const model = modelOf(plan);
      if (!model.datastore.isLocal) return;
      const them = singleLosses(model).filter(({ kind }) => kind !== 'datacenter' && kind !== 'link');
      const [one, other] = [them[a % them.length]!, them[b % them.length]!];
      if (one.kind === 'link' || other.kind === 'link' || one.datacenter === other.datacenter) return;
      const both = outcomeOf(model, [one, other]);
      const alone = [outcomeOf(model, [one]), outcomeOf(model, [other])];
      expect(RANK[both.reads]).toBe(Math.min(...alone.map(({ reads }) => RANK[reads])));
      expect(RANK[both.writes]).toBe(Math.min(...alone.map(({ writes }) => RANK[writes])));
      expect(both.busiest?.utilization).toBe(Math.max(...alone.map(({ busiest }) => busiest?.utilization ?? 0)));
      expect(both.pairsApart).toBe(0);
    }),
    { numRuns: times(60) },
  );
});
