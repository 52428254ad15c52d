import fc from 'fast-check';
import { loadTopology, type Topology } from '../../src/actions/load-topology';
import { stageOf, UPGRADE_STAGES, type UpgradeStrategy } from '../../src/kernel/kong-upgrade';
import { parseLock } from '../../src/spec/lock';
import type { Standing, StandingPools } from '../../src/spec/standing';
import { poolsThatStand } from '../../src/spec/transitions/upgrade';
import { times } from '../support/effort';

/*
 * Any walk of an operator through upgrades of Kong, each spec with the lock file of the last one that was accepted: clients
 * always have a pool that stood before they were sent there, and no colour's names ever come to mean another release beside it.
 */

const RELEASES = ['2.8.5', '3.0.2', '3.1.1', '3.3.1'];
const SHA = '0'.repeat(64);

interface Wish {
  readonly version: string;
  readonly upgrade?: {
    readonly strategy: string;
    readonly stage: string;
    readonly to: string;
    readonly packageSha256: string;
  };
  readonly finishMigrations?: string;
}

const upgrades = fc.constantFrom<UpgradeStrategy>('blue-green', 'cut').chain((strategy) =>
  fc.record({
    strategy: fc.constant(strategy),
    stage: fc.constantFrom(...Object.keys(UPGRADE_STAGES[strategy])),
    to: fc.constantFrom(...RELEASES),
    packageSha256: fc.constant(SHA),
  }),
);
const wishes: fc.Arbitrary<Wish> = fc.record(
  { version: fc.constantFrom(...RELEASES), upgrade: upgrades, finishMigrations: fc.constantFrom(...RELEASES) },
  { requiredKeys: ['version'] },
);

/** The next spec of an operator who mostly does the right thing, and sometimes anything. */
function next(standing: Standing | undefined, wish: Wish, isRight: boolean): Wish {
  const pools = standing && poolsThatStand(standing);
  if (!pools || !isRight) return wish;
  const { strategy, stage, serves } = pools;
  const release = pools[serves] ?? '2.8.5';
  if (strategy === undefined || stage === undefined || stage === 'withdrawn')
    return wish.upgrade
      ? { version: release, upgrade: { ...wish.upgrade, stage: wish.upgrade.strategy === 'cut' ? 'held' : 'beside' } }
      : wish;
  const stages = Object.keys(UPGRADE_STAGES[strategy]).filter((it) => it !== 'withdrawn');
  const due = stages[stages.indexOf(stage) + 1];
  const leaving = pools[serves === 'blue' ? 'green' : 'blue'] ?? release;
  if (due === undefined) return { version: release };
  const to = pools[serves === 'blue' ? 'green' : 'blue'] ?? wish.upgrade?.to ?? '3.3.1';
  return {
    version: stageOf({ strategy, stage }).serves === 'coming' ? leaving : release,
    upgrade: { strategy, stage: due, to, packageSha256: SHA },
  };
}

function load(wish: Wish, lockText: string | undefined): Topology | undefined {
  const kong = { ...wish, packageSha256: SHA, requestsPerSecondPerVcpu: 500 };
  const datacenters = [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }];
  const specText = JSON.stringify({ name: 'edge', requestsPerSecond: 2000, datacenters, kong });
  const loaded = loadTopology({
    specText,
    specFile: 'edge.json',
    lockFile: 'lock',
    ...(lockText === undefined ? {} : { lockText }),
  });
  return loaded.ok ? loaded.value : undefined;
}

function standingIn(lockText: string): Standing {
  const lock = parseLock(lockText, 'lock');
  if (!lock.ok || !lock.value.standing) throw new Error('a lock file holds nothing');
  return lock.value.standing;
}

function broken(before: StandingPools, after: StandingPools): string[] {
  const isAlone = (pools: StandingPools): boolean => pools.blue === undefined || pools.green === undefined;
  return [
    ...(after[before.serves] === undefined ? ['the pool that served is gone'] : []),
    ...(before[after.serves] === undefined ? ['clients are sent to a pool that is new'] : []),
    ...(['blue', 'green'] as const).flatMap((colour) => {
      const [was, is] = [before[colour], after[colour]];
      if (was === undefined || is === undefined || was === is) return [];
      // A pool alone may take another release in place.
      return isAlone(before) && isAlone(after) ? [] : [`${colour} was ${was} and is ${is}`];
    }),
  ];
}

test('whatever an operator writes, clients have a pool, and colours keep their meaning', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.tuple(wishes, fc.boolean()), { minLength: 4, maxLength: 14 }), (walk) => {
      let lock = load({ version: '2.8.5' }, undefined)?.lock.text;
      for (const [wish, isRight] of walk) {
        const before = lock === undefined ? undefined : standingIn(lock);
        const topology = load(next(before, wish, isRight), lock);
        if (!topology || !before) continue;
        const after = standingIn(topology.lock.text);
        const [was, is] = [poolsThatStand(before), poolsThatStand(after)];
        expect(broken(was, is)).toEqual([]);
        const serving = topology.plan.datacenters[0]!.pools.filter(({ takesClients }) => takesClients);
        expect(serving.map(({ colour, release }) => [colour, release])).toEqual([[is.serves, is[is.serves]]]);
        seen.add(`${is.strategy ?? 'none'} ${is.stage ?? ''} ${is.serves}`);
        lock = topology.lock.text;
      }
    }),
    { numRuns: times(120), seed: 20261126 },
  );
  // The walks come to both ends of both strategies, and begin with green too.
  for (const state of [
    'blue-green beside blue',
    'blue-green switched green',
    'none  green',
    'cut held blue',
    'cut filled blue',
  ])
    expect([...seen]).toContain(state);
});
