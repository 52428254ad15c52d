import { renderRateLimitingHint } from '../../../../src/plan/nodes/kong/rate-limiting-hint';
import { kongPlan } from './plan-fixture';

const REDIS = { host: 'redis.edge.internal', port: 6379, tls: true };

test('nothing is said when no plugin counts', () => {
  expect(renderRateLimitingHint(kongPlan('3.3.1', { plugins: ['key-auth'] }))).toBe('');
});

test.each(['local', 'cluster', 'redis'] as const)('the policy %s is said, never left to the default', (policy) => {
  const plan = kongPlan('3.3.1', { plugins: [{ name: 'rate-limiting', policy }] });
  const hint = renderRateLimitingHint(plan, REDIS);
  expect(hint).toContain(`--data config.policy=${policy}`);
  expect(hint.includes('redis_host=redis.edge.internal')).toBe(policy === 'redis');
});

test('TLS towards Redis is asked for where the plugin can', () => {
  const hint = (version: string, name: string): string =>
    renderRateLimitingHint(kongPlan(version, { plugins: [{ name, policy: 'redis' }] }), REDIS);
  const tls = (version: string, name: string): boolean => hint(version, name).includes('config.redis_ssl=true');
  expect([tls('2.6.1', 'rate-limiting'), tls('2.7.2', 'rate-limiting')]).toEqual([false, true]);
  expect([tls('3.0.2', 'response-ratelimiting'), tls('3.1.1', 'response-ratelimiting')]).toEqual([false, true]);
});

test('Redis that is nowhere is a fault', () => {
  const plan = kongPlan('3.3.1', { plugins: [{ name: 'rate-limiting', policy: 'redis' }] });
  expect(() => renderRateLimitingHint(plan)).toThrow('rate-limiting counts in Redis, and there is none');
});
