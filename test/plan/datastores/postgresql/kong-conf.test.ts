import { compareVersions } from '../../../../src/kernel/version';
import { clusterSections } from '../../../../src/plan/pools/nodes/cluster-conf';
import type { ConfSection } from '../../../../src/plan/pools/nodes/conf-text';
import { kongMigrationsConf, kongPoolConf } from '../../../../src/plan/pools/nodes/kong-conf';
import { kongDefault, kongKnowsKey } from '../../../../src/plan/pools/nodes/keys';
import { listenerSection } from '../../../../src/plan/pools/nodes/listener-conf';
import { OLDEST_KONG } from '../../../../src/spec/datastores/postgresql/releases';
import { KONG_LINES } from '../../../../src/spec/kong-releases';
import {
  connectionSection,
  limitSection,
  propagationSection,
  replicaSection,
} from '../../../../src/plan/datastores/postgresql/kong/postgresql-conf';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan } from '../../../support/a-spec';
import { onlyPool } from '../../../support/only-pool';

/* Kong's settings for PostgreSQL, against the keys of every release. */

const RELEASES = [...KONG_LINES.values()].map(({ release }) => release);
const SIGNING_IN = RELEASES.filter((release) => compareVersions(release, OLDEST_KONG) >= 0);

const planOf = (version?: string) =>
  aPlan([{ name: 'us-east', cloud: 'aws' }], {
    datastore: { engine: 'postgresql' },
    ...(version === undefined ? {} : { kong: { version } }),
  });

function besideReplica(version: string) {
  const plan = aPlan(
    [
      { name: 'us-east', cloud: 'aws' },
      { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
    ],
    {
      datastore: { engine: 'postgresql', primary: 'us-east', replicas: ['us-west'] },
      kong: { version, mode: 'traditional' },
    },
  );
  return { plan, datacenter: plan.datacenters.find(({ name }) => name === 'us-west')! };
}

const settings = (conf: string): Map<string, string> =>
  new Map([...conf.matchAll(/^([a-z0-9_]+) = (.*)$/gm)].map(([, key = '', value = '']) => [key, value]));

/** Releases that could have run on PostgreSQL, and in hybrid mode, whether topogen builds that or not. */
const FROM_TWO = RELEASES.filter((release) => compareVersions(release, '2.0.0') >= 0);

test('the matrix has each line from 2.0 to 3.9', () => {
  expect(FROM_TWO.map((release) => release.split('.').slice(0, 2).join('.'))).toEqual([
    ...['2.0', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.8'],
    ...['3.0', '3.1', '3.2', '3.3', '3.4', '3.5', '3.6', '3.7', '3.8', '3.9'],
  ]);
});

describe.each(FROM_TWO)('every key of Kong %s', (release) => {
  const unknown = (sections: readonly ConfSection[]): string[] =>
    sections.flatMap(({ entries }) => entries.map(({ key }) => key)).filter((key) => !kongKnowsKey(release, key));

  test('about PostgreSQL is one that the release has, about replicas since 2.1', () => {
    const plan = planOf();
    const [datacenter] = plan.datacenters;
    expect(
      unknown([
        connectionSection(plan, release),
        limitSection(release),
        propagationSection(plan, datacenter!, release),
      ]),
    ).toEqual([]);
    const { plan: far, datacenter: west } = besideReplica('3.9.1');
    const ofReplica = unknown(replicaSection(far, west));
    expect(ofReplica).toEqual(release.startsWith('2.0.') ? ['pg_ro_host', 'pg_ro_ssl', 'pg_ro_ssl_verify'] : []);
  });

  test('about the cluster is one that the release has, about its certificate since 2.1', () => {
    const plan = aHybridPlan([{ name: 'us-east', cloud: 'aws' }]);
    const pools = plan.datacenters[0]!.pools;
    expect(pools.map(({ role }) => role)).toEqual(['control-plane', 'data-plane']);
    const missing = pools.flatMap((pool) => unknown(clusterSections(plan.kong, pool)));
    expect(missing).toEqual(release.startsWith('2.0.') ? ['cluster_mtls', 'cluster_mtls'] : []);
  });

  test('that opens a listener is one that the release has, with operators and without', () => {
    for (const adminCidrs of [[], ['10.64.0.0/10']]) {
      const plan = aPlan([{ name: 'us-east', cloud: 'aws' }], {
        datastore: { engine: 'postgresql' },
        kong: { adminCidrs },
      });
      const pool = { ...onlyPool(plan.datacenters[0]!), release };
      const keys = listenerSection(plan, pool, '').entries.map(({ key }) => key);
      expect(keys.includes('admin_gui_listen')).toBe(compareVersions(release, '3.4.0') >= 0);
      expect(keys.filter((key) => !kongKnowsKey(release, key) && key !== 'nginx_status_include')).toEqual([]);
    }
  });
});

describe.each(SIGNING_IN)('Kong %s on PostgreSQL', (release) => {
  const plan = planOf(release);
  const [datacenter] = plan.datacenters;
  const pool = settings(kongPoolConf(plan, datacenter!, onlyPool(datacenter!)));
  const job = settings(kongMigrationsConf(plan, datacenter!));

  test('has no key that the release does not know', () => {
    const unknown = [...pool.keys(), ...job.keys()].filter((key) => !kongKnowsKey(release, key));
    expect(unknown).toEqual(['nginx_status_include']);
  });

  test('has none beside a replica either, and reads from it', () => {
    const { plan: far, datacenter: west } = besideReplica(release);
    const conf = settings(kongPoolConf(far, west, onlyPool(west)));
    expect([...conf.keys()].filter((key) => !kongKnowsKey(release, key))).toEqual(['nginx_status_include']);
    expect([...conf.keys()].filter((key) => key.startsWith('pg_ro_'))).toEqual([
      'pg_ro_host',
      'pg_ro_ssl',
      'pg_ro_ssl_verify',
    ]);
  });

  test('trusts the authorities of the server alone, by both files', () => {
    for (const conf of [pool, job]) {
      expect([conf.get('database'), conf.get('pg_ssl'), conf.get('pg_ssl_verify')]).toEqual(['postgres', 'on', 'on']);
      expect(conf.get('lua_ssl_trusted_certificate')).toMatch(
        /^(system|\/etc\/ssl\S+),\/etc\/kong\/postgresql-ca.pem$/,
      );
      expect(conf.get('pg_host')).toBe('postgresql.edge.topogen.internal');
    }
  });

  test('opens no more connections than the server is reckoned for, and waits for none longer than five seconds', () => {
    const limit = kongKnowsKey(release, 'pg_pool_size') ? ['5', '100'] : [undefined, undefined];
    expect([pool.get('pg_pool_size'), pool.get('pg_backlog')]).toEqual(limit);
    expect([pool.get('pg_max_concurrent_queries'), pool.get('pg_semaphore_timeout')]).toEqual(['5', '5000']);
    expect(pool.get('pg_timeout')).toBe('5000');
  });

  test('opens nothing but what the firewall knows, and answers health checks', () => {
    expect(pool.get('admin_gui_listen')).toBe(kongKnowsKey(release, 'admin_gui_listen') ? 'off' : undefined);
    expect(pool.get('status_listen')).toBe('0.0.0.0:8007');
  });

  test('does not go on with an old address after a failover', () => {
    const stale = Number(pool.get('dns_stale_ttl') ?? kongDefault(release, 'dns_stale_ttl'));
    expect(stale).toBeLessThanOrEqual(10);
  });
});

test('an instance has connections for both colours at the ceiling of automatic scaling', () => {
  const plan = planOf();
  const [datacenter] = plan.datacenters;
  const { maximumNodes, vcpus } = onlyPool(datacenter!);
  const { datastore } = datacenter!;
  const instance = datastore.engine === 'postgresql' ? datastore.instance : undefined;
  expect(instance?.maxConnections).toBeGreaterThan(maximumNodes * vcpus * 5 * 2);
});
