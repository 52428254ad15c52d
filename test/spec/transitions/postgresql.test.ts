import { judgePostgresql } from '../../../src/spec/datastores/postgresql/transitions/judge';
import type { Standing, StandingDatacenter } from '../../../src/spec/standing';

/* What happens to a PostgreSQL over several datacenters: each change that would lose something has a word of its own. */

const at = (nodes: number): StandingDatacenter => ({
  cloud: 'aws',
  region: 'us-east-1',
  zones: ['a', 'b', 'c'],
  cidr: '10.64.0.0/16',
  share: 0.5,
  nodes,
  diskGib: nodes === 0 ? 0 : 50,
});

function standing(primary: string | undefined, nodes: Readonly<Record<string, number>>, release = '15'): Standing {
  return {
    kong: '3.9.1',
    supernet: '10.64.0.0/10',
    datastore: { engine: 'postgresql', release, replicationFactor: 2, ...(primary === undefined ? {} : { primary }) },
    datacenters: Object.fromEntries(Object.entries(nodes).map(([name, count]) => [name, at(count)])),
  };
}

const words = (before: Standing, after: Standing): string[] => judgePostgresql(before, after).map(({ word }) => word);
const PAIR = standing('east', { east: 2, west: 2 });

test.each([
  ['stays as it is', PAIR, []],
  ['gets another replica', standing('east', { east: 2, west: 2, north: 2 }), []],
  ['loses a replica', standing('east', { east: 2, west: 0 }), ['replica-removed:west']],
  ['has its replica promoted', standing('west', { east: 0, west: 2 }), ['replica-promoted:west']],
  [
    'has its old primary follow the new one',
    standing('west', { east: 2, west: 2 }),
    ['replica-promoted:west', 'primary-as-replica:east'],
  ],
  [
    'begins empty elsewhere',
    standing('north', { east: 0, west: 0, north: 2 }),
    ['primary-moved:east', 'replica-removed:west'],
  ],
  [
    'begins empty elsewhere, with its replica to follow that',
    standing('north', { east: 0, west: 2, north: 2 }),
    ['primary-moved:east', 'replica-of-former-primary:west'],
  ],
  ['is upgraded', standing('east', { east: 2, west: 2 }, '16'), ['postgresql-upgrade-with-replicas']],
  [
    'is upgraded when it is alone again',
    standing('east', { east: 2, west: 0, north: 2 }, '16'),
    ['replica-removed:west', 'postgresql-major-upgrade'],
  ],
])('a primary with a replica that %s', (_, after, expected) => {
  expect(words(PAIR, after)).toEqual(expected);
});

test('a replica whose neighbour is promoted follows the old primary still, and goes', () => {
  const three = standing('east', { east: 2, west: 2, north: 2 });
  const promoted = (north: number) => words(three, standing('west', { east: 0, west: 2, north }));
  expect(promoted(2)).toEqual(['replica-promoted:west', 'replica-of-former-primary:north']);
  expect(promoted(0)).toEqual(['replica-promoted:west', 'replica-removed:north']);
});

test('a lock file that does not name the primary is of one instance, which is it', () => {
  const alone = standing(undefined, { east: 2 });
  expect(words(alone, standing('east', { east: 2, west: 2 }))).toEqual([]);
  expect(words(alone, standing('west', { east: 0, west: 2 }))).toEqual(['primary-moved:east']);
  expect(words(alone, standing('east', { east: 2 }, '16'))).toEqual(['postgresql-major-upgrade']);
});

test('what the old primary holds is named as data that goes, and so is a replica', () => {
  const [promoted] = judgePostgresql(PAIR, standing('west', { east: 0, west: 2 }));
  expect(promoted?.dataOf).toEqual(['east']);
  const [removed] = judgePostgresql(PAIR, standing('east', { east: 2, west: 0 }));
  expect(removed?.dataOf).toEqual(['west']);
});
