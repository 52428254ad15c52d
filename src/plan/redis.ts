import { compareVersions } from '../kernel/version';
import { redisHost } from './naming';
import type { RedisEndpointPlan } from './plan';
import type { KongPlan } from './pools/pool';

const PLAIN_PORT = 6379;

/**
 * Memorystore answers TLS on this port and cannot be told another; ElastiCache takes any. Google's pages speak of "a secure
 * port" only; the number is what its API reports of instances with TLS (terraform-google-memorystore issue 106,
 * spring-cloud-gcp issue 2735).
 */
const TLS_PORT = 6378;

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
): RedisEndpointPlan | undefined {
  const counting = plugins.filter((plugin) => plugin.policy === 'redis');
  if (counting.length === 0) return undefined;
  const tls = counting.every(({ name }) => {
    const since = TLS_SINCE[name];
    return since !== undefined && releases.every((release) => compareVersions(release, since) >= 0);
  });
  return { host: redisHost(topology), port: tls ? TLS_PORT : PLAIN_PORT, tls };
}
