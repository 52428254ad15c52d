import type { CloudFactsTable } from '../kernel/cloud/facts';
import { compareVersions } from '../kernel/version';
import { redisHost } from './naming';
import type { RedisEndpointPlan } from './plan';
import type { KongPlan } from './pools/pool';

const PLAIN_PORT = 6379;

/** Where any port will do on every cloud. */
const TLS_PORT = 6380;

/** The first release whose plugin has `redis_ssl`. Source: the plugins' schemas at Kong's tags 2.6.1 to 3.1.0. */
const TLS_SINCE: Readonly<Record<string, string>> = { 'rate-limiting': '2.7.0', 'response-ratelimiting': '3.1.0' };

/**
 * The Redis that counting plugins are told of; undefined when none counts there. One Redis has one port, so TLS it is only
 * when every plugin that counts there can speak it, in every release that runs.
 */
export function planRedis(
  topology: string,
  plugins: KongPlan['plugins'],
  releases: readonly string[],
  facts: CloudFactsTable,
): RedisEndpointPlan | undefined {
  const counting = plugins.filter((plugin) => plugin.policy === 'redis');
  if (counting.length === 0) return undefined;
  const tls = counting.every(({ name }) => {
    const since = TLS_SINCE[name];
    return since !== undefined && releases.every((release) => compareVersions(release, since) >= 0);
  });
  return { host: redisHost(topology), port: tls ? tlsPort(facts) : PLAIN_PORT, tls };
}

/** The port that a cloud cannot be told otherwise, on every cloud, so that no datacenter that is added later moves it. */
function tlsPort(facts: CloudFactsTable): number {
  const [fixed, other] = [...new Set(Object.values(facts).flatMap(({ redis }) => redis.tlsPort ?? []))];
  if (other !== undefined) throw new Error(`two clouds fix different ports of Redis over TLS: ${fixed} and ${other}`);
  return fixed ?? TLS_PORT;
}
