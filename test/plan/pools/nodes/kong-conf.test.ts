import { cidrContains } from '../../../../src/kernel/cidr';
import { compareVersions } from '../../../../src/kernel/version';
import { kongKnowsKey } from '../../../../src/plan/pools/nodes/keys';
import { kongMigrationsConf, kongPoolConf } from '../../../../src/plan/pools/nodes/kong-conf';
import type { Plan } from '../../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { datacenterOf, DOWNLOADED, KONG_RELEASES, kongPlan } from './plan-fixture';
import { onlyPool } from '../../../support/only-pool';

/** The settings of a kong.conf; throws on a key that is set twice. */
function settings(conf: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of conf.split('\n').filter((it) => it !== '' && !it.startsWith('#'))) {
    const match = /^([a-z0-9_]+) = (.+)$/.exec(line);
    if (!match?.[1] || match[2] === undefined) throw new Error(`not a setting: ${line}`);
    if (found.has(match[1])) throw new Error(`set twice: ${match[1]}`);
    found.set(match[1], match[2]);
  }
  return found;
}

function pool(plan: Plan, datacenter = 'us-east'): Map<string, string> {
  const at = datacenterOf(plan, datacenter);
  return settings(kongPoolConf(plan, at, onlyPool(at)));
}

function job(plan: Plan): Map<string, string> {
  return settings(kongMigrationsConf(plan, datacenterOf(plan, 'us-east')));
}

describe.each(KONG_RELEASES)('kong.conf of Kong %s', (version) => {
  const plan = kongPlan(version, { adminCidrs: ['10.120.0.0/16'] });
  const confs = [pool(plan), pool(plan, 'eu-west'), job(plan)];

  test('has no key that the release does not know', () => {
    for (const conf of confs) {
      const unknown = [...conf.keys()].filter((key) => !kongKnowsKey(version, key));
      // Not a key but a prefix and a directive of nginx, which 2.1.4 is the first to take.
      expect(unknown.filter((key) => key !== 'nginx_status_include')).toEqual([]);
      expect(unknown.length === 0 || compareVersions(version, '2.1.4') >= 0).toBe(true);
    }
  });

  test('listens to the network for administrators over TLS alone', () => {
    for (const conf of confs) {
      const listeners = conf.get('admin_listen')?.split(', ') ?? [];
      expect(listeners.filter((each) => !/^127\.0\.0\.1:/.test(each) && !/ ssl\b/.test(each))).toEqual([]);
    }
  });

  test('sets all that a ring of many datacenters needs', () => {
    const wanted = [
      ...['database', 'cassandra_contact_points', 'cassandra_lb_policy', 'cassandra_local_datacenter'],
      ...['cassandra_username', 'proxy_listen', 'admin_listen', 'mem_cache_size', 'anonymous_reports'],
      ...(compareVersions(version, '0.11.0') < 0
        ? ['cluster_listen']
        : ['db_update_propagation', 'db_update_frequency', 'db_cache_ttl']),
      ...(compareVersions(version, '0.13.0') < 0 ? ['proxy_listen_ssl', 'admin_listen_ssl'] : []),
      ...(compareVersions(version, '1.4.0') < 0 ? [] : ['cassandra_refresh_frequency']),
      ...(compareVersions(version, '2.1.4') < 0 ? [] : ['status_listen', 'nginx_status_include']),
      ...(compareVersions(version, '2.1.0') < 0
        ? ['cassandra_consistency']
        : ['cassandra_read_consistency', 'cassandra_write_consistency', 'db_cache_neg_ttl']),
      ...(/^2\.[1-8]/.test(version) ? ['worker_consistency'] : []),
      ...(compareVersions(version, '2.0.0') < 0
        ? ['nginx_worker_processes']
        : ['nginx_main_worker_processes', 'nginx_main_worker_rlimit_nofile', 'nginx_events_worker_connections']),
    ];
    expect([...pool(plan).keys()]).toEqual(expect.arrayContaining(wanted));
  });

  test('holds nothing of other times: Serf after 0.10, hybrid mode, one consistency from 2.1 on', () => {
    const keys = [...pool(plan).keys()];
    const serf = keys.filter((key) => key.startsWith('cluster_'));
    expect(serf).toEqual(version === '0.10.4' ? ['cluster_listen'] : []);
    expect(keys.includes('cassandra_consistency')).toBe(compareVersions(version, '2.1.0') < 0);
    expect(keys.includes('server_tokens')).toBe(compareVersions(version, '0.14.0') < 0);
  });

  test('keeps what only the first migration reads in the job alone', () => {
    for (const key of ['cassandra_repl_strategy', 'cassandra_data_centers']) {
      expect(pool(plan).has(key)).toBe(false);
      expect(job(plan).has(key)).toBe(true);
    }
    expect(job(plan).get('cassandra_data_centers')).toBe('us-east:3,eu-west:3');
  });

  test('has no password', () => {
    for (const conf of confs) expect(conf.has('cassandra_password')).toBe(false);
  });

  test('names the right policy', () => {
    const policy = compareVersions(version, '0.14.0') < 0 ? 'DCAwareRoundRobin' : 'RequestDCAwareRoundRobin';
    expect(pool(plan).get('cassandra_lb_policy')).toBe(policy);
  });
});

test('every line of Kong from 0.10 to 3.3 is tried', () => {
  expect(KONG_RELEASES.map((release) => release.replace(/\.\d+$/, ''))).toEqual([
    ...['0.10', '0.11', '0.12', '0.13', '0.14', '0.15'],
    ...['1.0', '1.1', '1.2', '1.3', '1.4', '1.5'],
    ...['2.0', '2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '2.8'],
    ...['3.0', '3.1', '3.2', '3.3'],
  ]);
});

test('contact points are the nodes of the own datacenter, and no others', () => {
  const plan = kongPlan('3.3.1');
  expect(pool(plan).get('cassandra_contact_points')).toBe('10.64.64.10,10.64.80.10,10.64.96.10');
  expect(pool(plan, 'eu-west').get('cassandra_contact_points')).toBe('10.65.64.10,10.65.80.10,10.65.96.10');
});

test('the Admin API listens to the network only where somebody may reach it', () => {
  expect(pool(kongPlan('3.3.1')).get('admin_listen')).toMatch(/^127\.0\.0\.1:8001 .*, 127\.0\.0\.1:8444 /);
  const open = kongPlan('3.3.1', { adminCidrs: ['10.120.0.0/16'] });
  expect(pool(open).get('admin_listen')).toMatch(/^127\.0\.0\.1:8001 .*, 0\.0\.0\.0:8444 /);
  expect(pool(kongPlan('0.10.4')).get('admin_listen')).toBe('127.0.0.1:8001');
  expect(pool(kongPlan('0.10.4')).get('admin_listen_ssl')).toBe('127.0.0.1:8444');
  const old = kongPlan('0.10.4', { adminCidrs: ['10.120.0.0/16'] });
  expect(pool(old).get('admin_listen')).toBe('127.0.0.1:8001');
  expect(pool(old).get('admin_listen_ssl')).toBe('0.0.0.0:8444');
});

test("the proxy listens over TLS alone, on the clients' port where the balancer hands it on", () => {
  const listeners = (version: string): (string | undefined)[] =>
    ['us-east', 'eu-west'].map((name) => pool(kongPlan(version), name).get('proxy_listen'));
  expect(listeners('3.3.1')).toEqual([
    '0.0.0.0:8443 http2 ssl reuseport backlog=16384',
    '0.0.0.0:443 http2 ssl reuseport backlog=16384',
  ]);
  expect(listeners('0.13.1')).toEqual(['0.0.0.0:8443 ssl', '0.0.0.0:443 ssl']);
  // These releases cannot do without it.
  expect(listeners('0.12.3')).toEqual(['127.0.0.1:8000', '127.0.0.1:80']);
  expect(pool(kongPlan('0.12.3')).get('proxy_listen_ssl')).toBe('0.0.0.0:8443');
});

test('a server of its own answers plain HTTP where clients are redirected', () => {
  const conf = pool(aPlan(TWO_CLOUDS, { gateway: { plainHttp: 'redirect' } }));
  expect(conf.get('proxy_listen')).toBe('0.0.0.0:8443 http2 ssl reuseport backlog=16384');
  expect(conf.get('nginx_http_include')).toBe('/etc/topogen/redirect.conf');
  expect([...pool(kongPlan('3.3.1')).keys()]).not.toContain('nginx_http_include');
});

test("the proxy listens on both of the clients' ports where the balancer hands them on, with the release's own flags", () => {
  const listeners = (version: string): (string | undefined)[] =>
    ['us-east', 'eu-west'].map((name) => pool(served(version), name).get('proxy_listen'));
  expect(listeners('3.3.1')).toEqual([
    '0.0.0.0:8000 reuseport backlog=16384, 0.0.0.0:8443 http2 ssl reuseport backlog=16384',
    '0.0.0.0:80 reuseport backlog=16384, 0.0.0.0:443 http2 ssl reuseport backlog=16384',
  ]);
  expect(listeners('0.13.1')).toEqual(['0.0.0.0:8000, 0.0.0.0:8443 ssl', '0.0.0.0:80, 0.0.0.0:443 ssl']);
  expect(listeners('0.12.3')).toEqual(['0.0.0.0:8000', '0.0.0.0:80']);
});

function served(version: string): Plan {
  const kong = { version, packageSha256: DOWNLOADED };
  return aPlan(TWO_CLOUDS, { kong, gateway: { plainHttp: 'serve' } });
}

test('changes elsewhere are waited for as long as the topology says', () => {
  expect(pool(kongPlan('3.3.1', { databaseUpdatePropagationSeconds: 17 })).get('db_update_propagation')).toBe('17');
  expect(pool(kongPlan('0.11.2')).get('db_update_propagation')).toBe('5');
});

test('with one key for both, the stricter consistency holds', () => {
  const plan = kongPlan('1.5.1');
  const datastore = { ...plan.datastore, readConsistency: 'LOCAL_ONE', writeConsistency: 'EACH_QUORUM' };
  expect(pool({ ...plan, datastore }).get('cassandra_consistency')).toBe('EACH_QUORUM');
  const turned = { ...plan.datastore, readConsistency: 'QUORUM', writeConsistency: 'LOCAL_QUORUM' };
  expect(pool({ ...plan, datastore: turned }).get('cassandra_consistency')).toBe('QUORUM');
});

describe('behind machines of the topology', () => {
  const plan = aPlan(TWO_CLOUDS, { gateway: { balancer: 'haproxy', plainHttp: 'serve' } });

  test.each(['us-east', 'eu-west'])(
    'Kong of %s is told addresses of clients, and by the balancers there alone',
    (name) => {
      const conf = pool(plan, name);
      const { tiers } = datacenterOf(plan, name);
      expect(tiers.balancer).toMatch(/^10\.\d+\.195\.0\/24$/);
      for (const { address } of datacenterOf(plan, name).balancers?.nodes ?? [])
        expect(cidrContains(tiers.balancer ?? '', `${address}/32`)).toBe(true);
      const listeners = conf.get('proxy_listen')?.split(', ') ?? [];
      expect(listeners.map((it) => it.split(' ')[0])).toEqual(['0.0.0.0:8000', '0.0.0.0:8443']);
      for (const listener of listeners) expect(listener).toMatch(/ proxy_protocol$/);
      expect(conf.get('real_ip_header')).toBe('proxy_protocol');
      expect(conf.get('nginx_proxy_set_real_ip_from')).toBe(tiers.balancer);
      expect(conf.has('trusted_ips')).toBe(false);
      for (const key of ['admin_listen', 'status_listen']) expect(conf.get(key)).not.toContain('proxy_protocol');
    },
  );

  test("is told nothing where the cloud's own balancer keeps addresses of clients", () => {
    const conf = pool(aPlan(TWO_CLOUDS));
    expect([...conf.keys()].filter((key) => key.includes('real_ip'))).toEqual([]);
    expect([...conf.values()].join()).not.toContain('proxy_protocol');
  });
});
