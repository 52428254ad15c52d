import { renderRateLimitingHint } from '../../../src/report/operations/rate-limiting-hint';
import { kongPlan } from '../../plan/pools/nodes/plan-fixture';

type Plugin = Readonly<Record<string, unknown>>;

function hint(version: string, ...plugins: readonly Plugin[]): string {
  return renderRateLimitingHint(kongPlan(version, { plugins }));
}

/** The settings of every call in the text, as curl would send them. */
function settings(text: string): string[] {
  return [...text.matchAll(/--data (\S+)/g)].map(([, setting]) => setting ?? '');
}

test('nothing is said when no plugin counts', () => {
  expect(renderRateLimitingHint(kongPlan('3.3.1', { plugins: ['key-auth'] }))).toBe('');
});

test('each counting plugin has a call of its own, and no other plugin has', () => {
  const text = hint('3.3.1', { name: 'rate-limiting', policy: 'redis' }, { name: 'key-auth' });
  expect(text.match(/```sh\n[^`]*```/g)).toEqual([
    [
      '```sh',
      'curl http://127.0.0.1:8001/plugins \\',
      '  --data name=rate-limiting \\',
      '  --data config.minute=100 \\',
      '  --data config.policy=redis \\',
      '  --data config.redis_host=redis.edge.topogen.internal \\',
      '  --data config.redis_port=6378 \\',
      '  --data config.redis_ssl=true \\',
      '  --data config.redis_ssl_verify=true \\',
      "  --data 'config.redis_password={vault://env/topogen-redis-password}' \\",
      '  --data config.fault_tolerant=true',
      '```',
    ].join('\n'),
  ]);
});

test.each(['local', 'cluster', 'redis'])('the policy %s is said, never left to the default', (policy) => {
  for (const name of ['rate-limiting', 'response-ratelimiting']) {
    const sent = settings(hint('3.3.1', { name, policy }));
    expect(sent.filter((it) => it.startsWith('config.policy'))).toEqual([`config.policy=${policy}`]);
    expect(sent.some((it) => it.includes('redis_host'))).toBe(policy === 'redis');
  }
});

test('counters in the datastore come with the warning of the checklist', () => {
  expect(hint('3.3.1', { name: 'rate-limiting', policy: 'cluster' })).toContain('only if Redis is not an option');
});

test('as many periods are limited as the topology was sized for, the longer never lower', () => {
  const limited = (name: string, periods: number): string[] =>
    settings(hint('3.3.1', { name, policy: 'local', periods })).filter((it) => /=\d+$/.test(it));
  expect(limited('rate-limiting', 1)).toEqual(['config.minute=100']);
  expect(limited('response-ratelimiting', 2)).toEqual(['config.limits.sms.minute=100', 'config.limits.sms.hour=1000']);
  for (let periods = 1; periods <= 6; periods++) {
    const limits = limited('rate-limiting', periods).map((it) => Number(it.split('=')[1]));
    expect(limits).toHaveLength(periods);
    expect([...limits].sort((a, b) => a - b)).toEqual(limits);
  }
});

test('releases before TLS towards Redis are told nothing of it, and operators that there is none', () => {
  const old = hint('2.6.1', { name: 'rate-limiting', policy: 'redis' });
  expect(settings(old).filter((it) => it.includes('redis_'))).toEqual([
    'config.redis_host=redis.edge.topogen.internal',
    'config.redis_port=6379',
  ]);
  expect(old).toContain('Connections are not encrypted');
  const middle = hint('2.8.5', { name: 'rate-limiting', policy: 'redis' });
  expect(middle).toContain('Connections are encrypted. Certificates are not verified');
  expect(settings(middle)).toContain('config.redis_ssl_verify=false');
  expect(middle).not.toContain('redis_password');
});

test('a plan whose plugin counts in a Redis that is not planned is a fault', () => {
  const { kong } = kongPlan('3.3.1', { plugins: [{ name: 'rate-limiting', policy: 'redis' }] });
  const plan = { ...kongPlan('3.3.1'), kong };
  expect(() => renderRateLimitingHint(plan)).toThrow('rate-limiting counts in Redis, and the plan has none');
});
