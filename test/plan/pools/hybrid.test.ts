import { compareVersions } from '../../../src/kernel/version';
import type { Flow, Plan } from '../../../src/plan/plan';
import type { PoolRole } from '../../../src/plan/pools/pool';
import { kongKnowsKey } from '../../../src/plan/pools/nodes/keys';
import { kongPoolConf } from '../../../src/plan/pools/nodes/kong-conf';
import { KONG_LINES } from '../../../src/spec/kong-releases';
import { aHybridPlan } from '../../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { evaluate } from '../sizing/formula';

/* Control planes beside the primary and data planes everywhere, as the plan has them. */

const AWS_HOME = aHybridPlan(TWO_CLOUDS, { kong: { adminCidrs: ['10.64.0.0/16'] } });
const GOOGLE_HOME = aHybridPlan([...TWO_CLOUDS].reverse());

const poolsOf = ({ datacenters }: Plan): Record<string, string[]> =>
  Object.fromEntries(datacenters.map(({ name, pools }) => [name, pools.map((pool) => pool.name)]));

const ways = (flows: readonly Flow[]): string[] =>
  flows.map(({ from, to, ports }) => {
    const [source, target] = [from, to].map((end) => (end.kind === 'role' ? `${end.datacenter}/${end.name}` : 'range'));
    return `${source} -> ${target} ${ports?.from}`;
  });

test('control planes stand beside the primary alone, data planes in every datacenter', () => {
  expect(poolsOf(AWS_HOME)).toEqual({ 'us-east': ['kong-control', 'kong-data'], 'eu-west': ['kong-data'] });
  expect(poolsOf(GOOGLE_HOME)).toEqual({ 'eu-west': ['kong-control', 'kong-data'], 'us-east': ['kong-data'] });
  expect(AWS_HOME.kong.migrations.datacenter).toBe('us-east');
});

test('no data plane reaches the datastore, and no datacenter of data planes has a part of it', () => {
  expect(ways(AWS_HOME.flows.filter(({ id }) => id.endsWith('-sql')))).toEqual([
    'us-east/kong-control -> us-east/postgresql 5432',
  ]);
  expect(AWS_HOME.datacenters.map(({ datastore }) => 'part' in datastore && datastore.part)).toEqual([
    'primary',
    'clients',
  ]);
});

test('data planes reach the port of the control planes, through the balancer where it is a member of the network', () => {
  expect(ways(AWS_HOME.flows.filter(({ id }) => id.endsWith('-cluster')))).toEqual([
    'us-east/kong-data -> us-east/control 8005',
    'eu-west/kong-data -> us-east/control 8005',
    'us-east/control -> us-east/kong-control 8005',
  ]);
  expect(ways(GOOGLE_HOME.flows.filter(({ id }) => id.endsWith('-cluster')))).toEqual([
    'eu-west/kong-data -> eu-west/kong-control 8005',
    'us-east/kong-data -> eu-west/kong-control 8005',
  ]);
});

test('a data plane has no other way into the datacenter of the control planes', () => {
  for (const plan of [AWS_HOME, GOOGLE_HOME]) {
    const home = plan.kong.hybrid?.datacenter;
    const across = plan.flows.filter(
      ({ from, to }) =>
        from.kind === 'role' && to.kind === 'role' && from.datacenter !== home && to.datacenter === home,
    );
    expect(across.map(({ ports, protocol }) => [protocol, ports?.from])).toEqual([['tcp', 8005]]);
  }
});

test('administrators and clients reach the pools that are theirs', () => {
  expect(ways(AWS_HOME.flows.filter(({ id }) => id.endsWith('-admin-tls')))).toEqual([
    'range -> us-east/kong-control 8444',
  ]);
  const served = ways(AWS_HOME.flows.filter(({ id }) => /-(proxy|proxy-tls|https?)$/.test(id)));
  expect(served.filter((way) => way.includes('-> us-east/kong-control'))).toEqual([]);
  expect(served.filter((way) => way.includes('-> us-east/kong-data'))).toEqual([
    'us-east/balancer -> us-east/kong-data 8443',
  ]);
});

describe('Kong Manager', () => {
  const portsOf = (plan: Plan): string[] => ways(plan.flows.filter(({ id }) => id.endsWith('-manager-tls')));
  const listens = (plan: Plan, role: PoolRole): string | undefined => {
    const at = plan.datacenters.find(({ pools }) => pools.some((pool) => pool.role === role))!;
    const text = kongPoolConf(
      plan,
      at,
      at.pools.find((pool) => pool.role === role)!,
    );
    return /^admin_gui_listen = (.*)$/m.exec(text)?.[1];
  };

  test('listens over TLS where administrators are let in, on control planes alone', () => {
    expect(portsOf(AWS_HOME)).toEqual(['range -> us-east/kong-control 8445']);
    expect(listens(AWS_HOME, 'control-plane')).toBe('127.0.0.1:8002, 0.0.0.0:8445 ssl');
    expect(listens(AWS_HOME, 'data-plane')).toBe('off');
  });

  test('is off where nobody is let in, and is not there before 3.4', () => {
    const closed = aHybridPlan(TWO_CLOUDS);
    expect([portsOf(closed), listens(closed, 'control-plane')]).toEqual([[], 'off']);
    const old = aHybridPlan(TWO_CLOUDS, { kong: { version: '3.3.1', adminCidrs: ['10.120.0.0/24'] } });
    expect([portsOf(old), listens(old, 'control-plane')]).toEqual([[], undefined]);
  });

  test('is behind the firewall while an upgrade keeps the Admin API closed', () => {
    const upgrade = { strategy: 'blue-green', stage: 'beside', to: '3.9.1' };
    const plan = aPlan([TWO_CLOUDS[0]!], {
      kong: { version: '3.4.2', adminCidrs: ['10.120.0.0/24'], upgrade },
      datastore: { engine: 'postgresql' },
    });
    expect(portsOf(plan)).toEqual([]);
  });
});

test('passwords of the datastore are for control planes, the certificate is for all', () => {
  expect(AWS_HOME.secrets.map(({ key, pools }) => [key, pools])).toEqual([
    ['postgresql-admin-password', ['control-plane']],
    ['postgresql-kong-password', ['control-plane']],
    ['kong-cluster', undefined],
  ]);
});

test('the cluster of the control planes is built before those that read where they are', () => {
  const clusters = GOOGLE_HOME.stacks.filter(({ layer }) => layer === 'cluster');
  expect(clusters.map(({ name }) => name)).toEqual(['cluster-eu-west', 'cluster-us-east']);
  expect(clusters[1]?.dependsOn).toContain('cluster-eu-west');
});

test('there are two control planes, whatever the load; PostgreSQL lets in them and no data plane', () => {
  for (const requestsPerSecond of [100, 90_000]) {
    const { sizing } = aHybridPlan(TWO_CLOUDS, { requestsPerSecond });
    const [control] = sizing.datacenters[0]?.pools ?? [];
    expect([control?.nodes, control?.maximumNodes]).toEqual([2, 3]);
    const connections = sizing.reckoned.filter(({ id }) => id.endsWith('.postgresql.kong-connections'));
    // Three nodes, eight workers each, five connections a worker, two colours.
    expect(connections.map(({ id, value }) => [id, value])).toEqual([['us-east.postgresql.kong-connections', 240]]);
    for (const reckoned of sizing.reckoned.filter(({ id }) => /kong-control\.(nodes|maximum-nodes)$/.test(id)))
      expect(evaluate(reckoned)).toBe(reckoned.value);
  }
});

test('a machine that the spec names for Kong is that of the control planes too', () => {
  const [first, ...others] = TWO_CLOUDS;
  const plan = aHybridPlan([{ ...first!, kong: { machineType: 'm6i.2xlarge' } }, ...others]);
  expect(plan.datacenters[0]?.pools.map(({ machineType }) => machineType)).toEqual(['m6i.2xlarge', 'm6i.2xlarge']);
});

const HYBRID_RELEASES = [...KONG_LINES.values()]
  .map(({ release }) => release)
  .filter((release) => compareVersions(release, '3.3.0') >= 0);

describe.each(HYBRID_RELEASES)('Kong %s', (release) => {
  const plan = aHybridPlan(TWO_CLOUDS, { kong: { version: release } });
  const [home] = plan.datacenters;
  const settings = (role: string): Map<string, string> => {
    const pool = home!.pools.find((it) => it.role === role);
    const text = kongPoolConf(plan, home!, pool!);
    return new Map([...text.matchAll(/^([a-z0-9_]+) = (.*)$/gm)].map(([, key = '', value = '']) => [key, value]));
  };
  const [control, data] = [settings('control-plane'), settings('data-plane')];

  test('is told its role by keys that it knows, and both sides of one certificate', () => {
    for (const conf of [control, data]) {
      expect([...conf.keys()].filter((key) => !kongKnowsKey(release, key))).toEqual(['nginx_status_include']);
      expect([conf.get('cluster_mtls'), conf.get('cluster_cert'), conf.get('cluster_cert_key')]).toEqual([
        'shared',
        '/etc/kong/cluster.crt',
        '/etc/kong/cluster.key',
      ]);
    }
    expect([control.get('role'), data.get('role')]).toEqual(['control_plane', 'data_plane']);
  });

  test('serves clients on data planes and administrators on control planes', () => {
    expect([control.get('proxy_listen'), data.get('admin_listen')]).toEqual(['off', 'off']);
    expect(data.get('proxy_listen')).toMatch(/0\.0\.0\.0:8443/);
    expect(control.get('admin_listen')).toMatch(/127\.0\.0\.1:8444/);
    expect([control.get('cluster_listen'), data.get('cluster_control_plane')]).toEqual([
      '0.0.0.0:8005',
      'control.edge.topogen.internal:8005',
    ]);
  });

  test('has no datastore on data planes', () => {
    expect(data.get('database')).toBe('off');
    expect([...data.keys()].filter((key) => key.startsWith('pg_'))).toEqual([]);
    expect(control.get('pg_host')).toBe('postgresql.edge.topogen.internal');
  });
});
