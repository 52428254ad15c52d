import { postgresqlIn, postgresqlOf } from '../../../../src/plan/datastores/postgresql/of-plan';
import { kongMigrationsConf, kongPoolConf } from '../../../../src/plan/pools/nodes/kong-conf';
import type { Plan } from '../../../../src/plan/plan';
import { aPlan } from '../../../support/a-spec';
import { onlyPool } from '../../../support/only-pool';

/* One primary, Kong in several datacenters: who reaches what, how large, in which order, and what Kong is told. */

const EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' } as const;
const WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' } as const;
const EUROPE = { name: 'eu-west', cloud: 'google' } as const;

function planOf(datastore: object = {}, more: object = {}): Plan {
  return aPlan([WEST, EAST, EUROPE], {
    kong: { mode: 'traditional' },
    datastore: { engine: 'postgresql', primary: 'us-east', replicas: ['us-west'], ...datastore },
    ...more,
  });
}

const plan = planOf();
const at = (name: string, of = plan) => of.datacenters.find((it) => it.name === name)!;

test('Kong of every datacenter reaches the primary, and its own replica alone', () => {
  const sql = plan.flows.filter(({ ports }) => ports?.from === 5432).map(({ id }) => id);
  expect(sql.sort()).toEqual([
    'eu-west-kong-to-us-east-postgresql-sql',
    'us-east-kong-to-us-east-postgresql-sql',
    'us-west-kong-to-us-east-postgresql-sql',
    'us-west-kong-to-us-west-postgresql-sql',
  ]);
});

test('the schema is migrated in the datacenter of the primary, whose cluster comes before the others', () => {
  expect(plan.kong.migrations.datacenter).toBe('us-east');
  const clusters = plan.stacks.filter(({ layer }) => layer === 'cluster');
  expect(clusters.map(({ name }) => name)).toEqual(['cluster-us-east', 'cluster-us-west', 'cluster-eu-west']);
  expect(clusters.map(({ dependsOn }) => dependsOn.includes('cluster-us-east'))).toEqual([false, true, true]);
});

test('the primary has connections for Kong of every datacenter, and its replica lets in as many', () => {
  const kong = plan.datacenters
    .map((it) => onlyPool(it))
    .reduce((sum, it) => sum + it.maximumNodes * it.vcpus * 5 * 2, 0);
  const [primary, replica, clients] = ['us-east', 'us-west', 'eu-west'].map((name) => postgresqlIn(at(name)));
  expect(primary?.instance?.maxConnections).toBeGreaterThan(kong);
  expect(replica).toMatchObject({ part: 'replica', instance: { maxConnections: primary?.instance?.maxConnections } });
  expect(clients).toEqual({ engine: 'postgresql', part: 'clients' });
  expect(postgresqlOf(plan)).toMatchObject({ primaryDatacenter: 'us-east', replicaDatacenters: ['us-west'] });
});

test('Kong reads from the replica of its datacenter with TLS said again, and gives changes the time that they take there', () => {
  const conf = (name: string): string => kongPoolConf(plan, at(name), onlyPool(at(name)));
  expect(conf('us-west')).toMatch(
    /^pg_ro_host = postgresql-replica\.edge\.topogen\.internal\npg_ro_ssl = on\npg_ro_ssl_verify = on$/m,
  );
  expect(conf('us-west')).toMatch(/^db_update_propagation = 15$/m);
  for (const text of [conf('us-east'), conf('eu-west'), kongMigrationsConf(plan, at('us-east'))]) {
    expect(text).not.toContain('pg_ro_');
  }
  expect(conf('eu-west')).toMatch(/^db_update_propagation = 0$/m);
  const patient = planOf({}, { kong: { mode: 'traditional', databaseUpdatePropagationSeconds: 60 } });
  expect(kongPoolConf(patient, at('us-west', patient), onlyPool(at('us-west', patient)))).toMatch(
    /^db_update_propagation = 60$/m,
  );
});

test('the warning of each far datacenter has its round trip, and what stands still when the primary is lost', () => {
  const warnings = plan.advisories.filter(({ code }) => code === 'far-primary');
  const far = warnings.map(({ message }) => message);
  expect(far).toHaveLength(2);
  // Virginia to Oregon is some 3,500 km, and to Belgium some 6,300: light in glass takes 5 ms for each thousand.
  expect(far.find((it) => it.includes('of us-west'))).toMatch(
    /3[3-9] ms.*from its own replica.*While us-east is lost, nodes of us-west serve and read on, none can start/,
  );
  expect(far.find((it) => it.includes('of eu-west'))).toMatch(/6[0-6] ms.*each row that is not cached.*answer 500/);
});

test('explain has the round trip of each far datacenter, as the warning has it, and none of the near one', () => {
  const trips = plan.sizing.reckoned.filter(({ id }) => id.endsWith('.postgresql.round-trip'));
  expect(trips.map(({ id }) => id).sort()).toEqual(['eu-west', 'us-west'].map((it) => `${it}.postgresql.round-trip`));
  for (const { id, value } of trips) {
    const warning = plan.advisories.find(
      ({ code, message }) => code === 'far-primary' && message.includes(`of ${id.split('.')[0]} w`),
    );
    expect(warning?.message).toContain(`in us-east, ${value} ms there and back`);
  }
});

test.each([
  ['a replica that has to be rehearsed', plan, 'us-west', /has the promotion of the replica: rehearse it$/],
  [
    'a replica that could be',
    planOf({ replicas: [] }),
    'us-west',
    /weigh a replica in us-west \("replicas" in datastore\)$/,
  ],
  [
    'no replica on another cloud, which a rule would refuse',
    plan,
    'eu-west',
    /what stands still while us-east is away$/,
  ],
])('the warning of a far datacenter advises %s', (_, of, name, advice) => {
  const warning = of.advisories.find(({ code, message }) => code === 'far-primary' && message.includes(`of ${name} w`));
  expect(warning?.remedy).toMatch(advice);
});

test('nothing but the order of datacenters differs when the spec names them in another', () => {
  const fields = {
    kong: { mode: 'traditional' },
    datastore: { engine: 'postgresql', primary: 'us-east', replicas: ['us-west'] },
  };
  const one = aPlan([EAST, WEST], fields);
  const other = aPlan([EAST, WEST], {
    ...fields,
    datastore: { replicas: ['us-west'], primary: 'us-east', engine: 'postgresql' },
  });
  expect(other).toEqual(one);
});
