import { spawnSync } from 'node:child_process';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { renderPostgresqlOperations } from '../../../src/report/datastores/postgresql/operations';
import { POSTGRESQL_TRANSITIONS } from '../../../src/report/datastores/postgresql/transitions';
import { postgresqlLosses } from '../../../src/report/datastores/postgresql/losses';
import { aPlan } from '../../support/a-spec';

/* What reports say of a primary with replicas. */

const DATACENTERS = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'us-west', cloud: 'aws' },
] as const;

const planOf = (primary: string, replicas: readonly string[]) =>
  aPlan(DATACENTERS, { kong: { mode: 'traditional' }, datastore: { engine: 'postgresql', primary, replicas } });

const pair = planOf('us-east', ['us-west']);
const addresses = {
  machine: () => '',
  dataDisk: () => '',
  names: () => ({ machine: '', disk: '' }),
  vpnInstance: () => '',
  password: () => ({ resource: '', output: '' }),
  clusterCertificate: () => ({ resource: '' }),
  redis: () => ({ resource: '', newPassword: [] }),
  networkState: () => '',
  wayOut: () => ({ gateways: [], beyond: [], routes: [] }),
  reserved: () => [],
  leaving: () => ({ drain: [], release: [] }),
};

test('every command of the page is one that bash understands', () => {
  const page = renderPostgresqlOperations(pair, CLOUD_FACTS, addresses);
  const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text).join('\n');
  expect(commands).toContain('promote-read-replica');
  const { stderr, status } = spawnSync('bash', ['-n'], { input: commands, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('the old primary is fenced, and the replica has caught up, before it is promoted', () => {
  const page = renderPostgresqlOperations(pair, CLOUD_FACTS, addresses);
  const places = [
    'pg_current_wal_lsn',
    '--vpc-security-group-ids',
    'pg_last_wal_replay_lsn',
    'promote-read-replica',
  ].map((word) => page.indexOf(word, page.indexOf('## A replica takes over for good')));
  expect(places.every((place) => place > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
});

test('what a fence on AWS makes besides, of all that waits, is shown before it', () => {
  const page = renderPostgresqlOperations(pair, CLOUD_FACTS, addresses);
  const step = page.slice(page.indexOf('3. Fence it'), page.indexOf('4. On a Kong node'));
  expect(step.indexOf('PendingModifiedValues')).toBeGreaterThan(0);
  expect(step.indexOf('PendingModifiedValues')).toBeLessThan(step.indexOf('--apply-immediately'));
});

test('on Google a promoted replica brings its user along, and nothing waits for a window', () => {
  const page = renderPostgresqlOperations(
    aPlan(
      [
        { name: 'eu-west', cloud: 'google' },
        { name: 'asia', cloud: 'google', region: 'asia-southeast1' },
      ],
      { kong: { mode: 'traditional' }, datastore: { engine: 'postgresql', primary: 'eu-west', replicas: ['asia'] } },
    ),
    CLOUD_FACTS,
    addresses,
  );
  const words = [
    'forwarding-rules delete',
    'promote-replica',
    'cluster-asia import google_sql_user.postgresql_admin',
    'cluster-asia apply',
    'state rm google_sql_database_instance.postgresql',
  ];
  const from = page.indexOf('## A replica takes over for good');
  const places = words.map((word) => page.indexOf(word, from));
  expect(places.every((place) => place > 0)).toBe(true);
  expect([...places].sort((a, b) => a - b)).toEqual(places);
  expect(page).not.toContain('waits for its maintenance window');
  const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text).join('\n');
  const { stderr, status } = spawnSync('bash', ['-n'], { input: commands, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test('one datacenter has no page on replicas, and one without a replica none on promotion', () => {
  const alone = aPlan([DATACENTERS[0]], { datastore: { engine: 'postgresql' } });
  expect(renderPostgresqlOperations(alone, CLOUD_FACTS, addresses)).not.toMatch(/^## .*replica/im);
  const page = renderPostgresqlOperations(planOf('us-east', []), CLOUD_FACTS, addresses);
  expect(page).toContain('## The datacenter of the primary is away');
  expect(page).not.toContain('## A replica takes over for good');
});

test.each([
  ['a replica that comes', planOf('us-east', []), pair, 'growing', ['A replica of PostgreSQL in us-west']],
  ['a replica that goes', pair, planOf('us-east', []), 'shrinking', ['The replica of PostgreSQL in us-west goes']],
  ['a promotion', pair, planOf('us-west', []), 'growing', ['PostgreSQL of us-west takes over from us-east']],
] as const)('a runbook has a part for %s', (_, before, after, which, titles) => {
  const other = which === 'growing' ? 'shrinking' : 'growing';
  const change = { before, after, addresses };
  expect(POSTGRESQL_TRANSITIONS[which](change).map(({ title }) => title)).toEqual(titles);
  expect(POSTGRESQL_TRANSITIONS[other](change)).toEqual([]);
});

test('without the datacenter of the primary a replica still answers reads, and nobody writes', () => {
  const losses = postgresqlLosses(pair);
  const lost = new Map([['us-east', new Set(losses.members('us-east').map(({ name }) => name))]]);
  expect(losses.after(lost).access('us-west', ['us-east'])).toEqual({
    reads: 'all',
    writes: 'none',
    copies: { here: 2, ofHere: 2, reached: 2, ofAll: 4 },
  });
  const alone = postgresqlLosses(planOf('us-east', []));
  expect(alone.after(lost).access('us-west', ['us-east'])).toMatchObject({ reads: 'none', writes: 'none' });
});
