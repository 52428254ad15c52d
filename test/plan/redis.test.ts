import { CLOUD_FACTS } from '../../src/clouds/facts';
import { planRedis, type RedisWish } from '../../src/plan/redis';
import type { Plan } from '../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';

function planOf(version: string, ...names: readonly string[]): Plan {
  return aPlan(TWO_CLOUDS, { kong: { version, plugins: names.map((name) => ({ name, policy: 'redis' })) } });
}

test('one name serves every datacenter, and every datacenter has a Redis to answer by it', () => {
  const plan = planOf('3.3.1', 'rate-limiting');
  expect(plan.redis).toEqual({ host: 'redis.edge.topogen.internal', port: 6378, tls: true, password: 'required' });
  expect(plan.datacenters.map(({ redis }) => redis !== undefined)).toEqual([true, true]);
});

test('the name lies under no zone that a cloud answers itself, whatever the topology is called', () => {
  // The Google project of the tests is acme-edge: machines there are called <name>.<zone>.c.acme-edge.internal.
  for (const name of ['google', 'ec2', 'compute', 'acme-edge']) {
    const { redis } = aPlan(TWO_CLOUDS, { name, kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
    expect(redis?.host).toBe(`redis.${name}.topogen.internal`);
  }
});

test.each([
  ['0.13.1', ['rate-limiting'], false],
  ['2.6.1', ['rate-limiting'], false],
  ['2.7.0', ['rate-limiting'], true],
  ['2.8.5', ['rate-limiting', 'response-ratelimiting'], false],
  ['3.0.2', ['response-ratelimiting'], false],
  ['3.1.0', ['response-ratelimiting'], true],
  ['3.3.1', ['rate-limiting', 'response-ratelimiting'], true],
])('Kong %s with %j speaks TLS to Redis: %s, since there is one port for all', (version, names, tls) => {
  const { redis } = planOf(version, ...names);
  expect([redis?.tls, redis?.port]).toEqual([tls, tls ? 6378 : 6379]);
});

test('a plugin that counts elsewhere holds nobody back', () => {
  const plugins = [
    { name: 'rate-limiting', policy: 'redis' },
    { name: 'response-ratelimiting', policy: 'local' },
  ];
  expect(aPlan(TWO_CLOUDS, { kong: { version: '2.8.5', plugins } }).redis?.tls).toBe(true);
});

describe('the password', () => {
  const wish: RedisWish = {
    topology: 'edge',
    plugins: [{ name: 'rate-limiting', policy: 'redis', periods: 1 }],
    releases: ['3.3.1'],
  };
  const passwordOf = (rest: Partial<RedisWish>): unknown => {
    const planned = planRedis({ ...wish, ...rest }, CLOUD_FACTS);
    return planned.ok ? planned.value?.password : planned.issues.map(({ code }) => code);
  };

  test.each([
    ['2.8.5', 'rate-limiting', 'none'],
    ['3.0.2', 'rate-limiting', 'required'],
    ['3.0.2', 'response-ratelimiting', 'none'],
    ['3.1.0', 'response-ratelimiting', 'required'],
  ])('of what is new with Kong %s and %s is %s', (release, name, password) => {
    expect(passwordOf({ releases: [release], plugins: [{ name, policy: 'redis', periods: 1 }] })).toBe(password);
  });

  test('waits for the last release that cannot refer to one', () => {
    expect(passwordOf({ releases: ['2.8.5', '3.3.1'] })).toBe('none');
  });

  test('is that of what stands until the spec says otherwise', () => {
    expect(passwordOf({ standing: 'none' })).toBe('none');
    expect(passwordOf({ standing: 'prepared' })).toBe('prepared');
    expect(passwordOf({ standing: 'none', password: 'prepared' })).toBe('prepared');
  });

  test('is refused where no plugin could give it', () => {
    expect(passwordOf({ releases: ['2.8.5'], password: 'required' })).toEqual(['redis-password-impossible']);
    expect(passwordOf({ releases: ['2.8.5'], password: 'none' })).toBe('none');
  });
});

test.each(['local', 'cluster'])('no Redis for the policy %s: no name, no flow', (policy) => {
  const plan = aPlan(TWO_CLOUDS, { requestsPerSecond: 100, kong: { plugins: [{ name: 'rate-limiting', policy }] } });
  expect(plan).not.toHaveProperty('redis');
  expect(plan.flows.filter(({ to }) => to.kind === 'role' && to.role === 'redis')).toEqual([]);
});

test('Kong alone reaches Redis, in its own datacenter alone, by the port of the plan', () => {
  for (const version of ['2.6.1', '3.3.1']) {
    const plan = planOf(version, 'rate-limiting');
    const into = plan.flows.filter(({ to }) => to.kind === 'role' && to.role === 'redis');
    const { port } = plan.redis ?? {};
    expect(into.map(({ from, to, protocol, ports }) => ({ from, to, protocol, ports }))).toEqual(
      plan.datacenters.map(({ name, tiers }) => ({
        from: { kind: 'role', datacenter: name, role: 'kong', name: 'kong', cidr: tiers.kong },
        to: { kind: 'role', datacenter: name, role: 'redis', name: 'redis', cidr: tiers.redis },
        protocol: 'tcp',
        ports: { from: port, to: port },
      })),
    );
  }
});

test('counters in the datastore come with the advice to use Redis', () => {
  const advice = (policy: string): string[] =>
    aPlan(TWO_CLOUDS, { requestsPerSecond: 100, kong: { plugins: [{ name: 'rate-limiting', policy, periods: 2 }] } })
      .advisories.filter(({ code }) => code === 'counters-load-datastore')
      .map(({ severity, message, remedy }) => `${severity}: ${message}; ${remedy}`);
  expect(advice('cluster')).toEqual([
    "advice: rate-limiting with the policy cluster reads and writes 200 counters a second, and each write goes to every datacenter; use it only if redis is not an option, as Kong's implementation checklist says",
  ]);
  expect([...advice('redis'), ...advice('local')]).toEqual([]);
});
