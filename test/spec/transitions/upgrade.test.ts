import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Spec } from '../../../src/spec/spec';
import type { Standing, StandingPools } from '../../../src/spec/standing';
import { colourOf } from '../../../src/spec/transitions/colour';
import { judgeTransition } from '../../../src/spec/transitions/judge';
import type { Transition } from '../../../src/spec/transitions/transition';

/* An upgrade of Kong goes from stage to stage: what one needs, the one before has made ready, and clients always have a pool. */

type Facts = Pick<Standing, 'kong' | 'finished' | 'pools'>;

const OLD = '2.8.5';
const NEW = '3.3.1';

const blueGreen = (stage: string, pools: Partial<StandingPools> = {}): Facts => ({
  kong: NEW,
  pools: {
    blue: OLD,
    ...(stage === 'withdrawn' ? {} : { green: NEW }),
    serves: stage === 'switched' ? 'green' : 'blue',
    strategy: 'blue-green',
    stage,
    ...pools,
  },
});
const cut = (stage: string, from = OLD): Facts => ({
  kong: ['held', 'cut'].includes(stage) ? from : NEW,
  pools: {
    blue: from,
    ...(['held', 'cut', 'withdrawn'].includes(stage) ? {} : { green: NEW }),
    serves: stage === 'switched' ? 'green' : 'blue',
    strategy: 'cut',
    stage,
  },
});
const plain: Facts = { kong: OLD };
const ended: Facts = { kong: NEW, pools: { green: NEW, serves: 'green' } };

function judged(before: Facts, after: Facts): readonly Transition[] {
  const rest = {
    supernet: '10.64.0.0/10',
    datastore: { engine: 'cassandra', release: '3.11.19', replicationFactor: 3 },
    datacenters: {},
  } as const;
  const spec = { datacenters: [], datastore: { engine: 'cassandra' } as unknown as Spec['datastore'] };
  return judgeTransition({ before: { ...before, ...rest }, after: { ...after, ...rest }, spec });
}

test.each<[string, Facts, Facts, string[]]>([
  ['begins', plain, blueGreen('beside'), []],
  ['moves the balancer', blueGreen('beside'), blueGreen('switched'), []],
  ['moves it back', blueGreen('switched'), blueGreen('beside'), []],
  ['ends', blueGreen('switched'), ended, []],
  ['is withdrawn', blueGreen('beside'), blueGreen('withdrawn'), []],
  ['begins again after that', blueGreen('withdrawn'), blueGreen('beside'), []],
  ['is finished', ended, { ...ended, finished: NEW }, []],
  ['moves the balancer in the step that makes the pool', plain, blueGreen('switched'), ['kong-upgrade-stage-skipped']],
  ['ends before the balancer has moved', blueGreen('beside'), ended, ['kong-serving-pool-removed']],
  ['is withdrawn under its clients', blueGreen('switched'), blueGreen('withdrawn'), ['kong-serving-pool-removed']],
  ['is dropped after the migrations', blueGreen('beside'), plain, ['kong-upgrade-dropped']],
  [
    'takes another release meanwhile',
    blueGreen('beside'),
    blueGreen('beside', { green: '3.3.0' }),
    ['kong-pool-release-changed'],
  ],
  ['changes its strategy', blueGreen('beside'), cut('filled'), ['kong-upgrade-strategy-changed']],
  [
    'is finished in the step that ends it',
    blueGreen('switched'),
    { ...ended, finished: NEW },
    ['kong-finish-too-early'],
  ],
  ['is finished in place in the step that rolls', plain, { kong: NEW, finished: NEW }, ['kong-finish-too-early']],
])('an upgrade by blue and green that %s', (_, before, after, words) => {
  expect(judged(before, after).map(({ word }) => word)).toEqual(words);
});

test.each<[string, Facts, Facts, string[]]>([
  ['holds the old pool', plain, cut('held'), []],
  ['cuts it off', cut('held'), cut('cut'), []],
  ['opens it again', cut('cut'), plain, []],
  ['migrates', cut('cut'), cut('migrated'), []],
  ['fills the new pool', cut('migrated'), cut('filled'), []],
  ['moves the balancer', cut('filled'), cut('switched'), []],
  ['ends', cut('switched'), ended, []],
  ['gives the tables back to a release that reads them', cut('filled'), cut('withdrawn'), []],
  ['cuts what is not held', plain, cut('cut'), ['kong-upgrade-stage-skipped']],
  ['migrates what is not cut off', cut('held'), cut('migrated'), ['kong-upgrade-stage-skipped']],
  ['moves the balancer to one node', cut('migrated'), cut('switched'), ['kong-upgrade-stage-skipped']],
  ['goes back behind the migrations', cut('migrated'), cut('cut'), ['kong-upgrade-dropped']],
  [
    'gives the tables back to a release that cannot read them',
    cut('filled', '1.5.1'),
    cut('withdrawn', '1.5.1'),
    ['kong-old-reads-new-schema'],
  ],
])('an upgrade by the cut that %s', (_, before, after, words) => {
  expect(judged(before, after).map(({ word }) => word)).toEqual(words);
});

test('every issue of an upgrade has a way and its word, and each is made', () => {
  const found = [
    ...judged(plain, blueGreen('switched')),
    ...judged(blueGreen('beside'), ended),
    ...judged(blueGreen('beside'), plain),
    ...judged(blueGreen('beside'), cut('filled')),
    ...judged(plain, { kong: NEW, finished: NEW }),
    ...judged(blueGreen('beside'), blueGreen('beside', { green: '3.3.0' })),
    ...judged(cut('filled', '1.5.1'), cut('withdrawn', '1.5.1')),
  ];
  for (const { issue, word } of found) {
    expect(issue.severity).toBe('error');
    expect(issue.remedy).toMatch(new RegExp(`; topogen synth --allow ${word} lets it pass once$`));
  }
  const text = readFileSync(join(__dirname, '../../../src/spec/transitions/upgrade-issues.ts'), 'utf8');
  const made = [...text.matchAll(/ issue\('([^']+)'/g)].map(([, code]) => code);
  expect([...new Set(found.map(({ issue }) => issue.code))].sort()).toEqual(made.sort());
});

test.each<[string, Facts | undefined, string, string | undefined, string]>([
  ['nothing stands', undefined, NEW, undefined, 'blue'],
  ['there was no upgrade', plain, OLD, undefined, 'blue'],
  ['one begins', plain, OLD, NEW, 'blue'],
  ['one is under way', blueGreen('switched'), OLD, NEW, 'blue'],
  ['one ends', blueGreen('switched'), NEW, undefined, 'green'],
  ['one has ended', ended, NEW, undefined, 'green'],
  ['one has ended and Kong goes on in place', ended, '3.3.2', undefined, 'green'],
  ['the next one begins', ended, NEW, '3.4.2', 'green'],
  ['the old release takes a patch meanwhile', blueGreen('beside', { blue: '2.8.4' }), OLD, NEW, 'blue'],
])('where %s, the pools of kong.version have the colour that stands', (_, facts, version, to, colour) => {
  const upgrade = to === undefined ? {} : { upgrade: { strategy: 'blue-green', stage: 'beside', to } as const };
  expect(colourOf({ version, ...upgrade }, facts as Standing | undefined)).toBe(colour);
});
