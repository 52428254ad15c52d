import type { CloudFactsTable } from '../kernel/cloud/facts';
import { compareVersions } from '../kernel/version';
import { redisHost } from './naming';
import type { RedisEndpointPlan } from './plan';
import type { KongPlan } from './pools/pool';

const PLAIN_PORT = 6379;

/** This port is used if no cloud fixes one. */
const TLS_PORT = 6380;

/** The first release whose plugin has `redis_ssl`. Source: the plugins' schemas at Kong's tags 2.6.1 to 3.1.0. */
const TLS_SINCE: Readonly<Record<string, string>> = { 'rate-limiting': '2.7.0', 'response-ratelimiting': '3.1.0' };

/**
 * Plans the endpoint of Redis for counting plugins; undefined if none counts there. One Redis has one port, so it has
 * TLS only if every plugin that counts there supports TLS, in every release that runs.
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

/**
 * Returns the port that a cloud fixes for TLS. It is used on every cloud, so that no datacenter that is added later
 * changes it.
 */
function tlsPort(facts: CloudFactsTable): number {
  const [fixed, other] = [...new Set(Object.values(facts).flatMap(({ redis }) => redis.tlsPort ?? []))];
  if (other !== undefined) throw new Error(`two clouds fix different ports of Redis over TLS: ${fixed} and ${other}`);
  return fixed ?? TLS_PORT;
}
