import { failed, passed, type Checked } from '../kernel/checked';
import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { RedisPassword } from '../kernel/redis-password';
import { compareVersions } from '../kernel/version';
import { redisPasswordImpossible } from './issues';
import { redisHost } from './naming';
import type { RedisEndpointPlan } from './plan';
import type { KongPlan } from './pools/pool';
import { countingPlugins } from './sizing/counters';

const PLAIN_PORT = 6379;

/** This port is used if no cloud fixes one. */
const TLS_PORT = 6380;

/** The first release whose plugin has `redis_ssl`. Source: the plugins' schemas at Kong's tags 2.6.1 to 3.1.0. */
const TLS_SINCE: Readonly<Record<string, string>> = { 'rate-limiting': '2.7.0', 'response-ratelimiting': '3.1.0' };

/**
 * The first release that resolves references of plugins to the node's environment unless told otherwise. In 2.8 it is a beta
 * that is off. Source: `vaults` of kong.conf.default and `referenceable` in both plugins' schemas, at Kong's tags 2.8.0 to 3.9.1.
 */
export const REFERENCES_SINCE = '3.0.0';

/** The inputs of Redis's endpoint. */
export interface RedisWish {
  readonly topology: string;
  readonly plugins: KongPlan['plugins'];
  /** Every release of Kong that runs. */
  readonly releases: readonly string[];
  /** Wish of the spec. */
  readonly password?: RedisPassword;
  /** Password of what stands, where something stands. */
  readonly standing?: RedisPassword;
}

/**
 * Plans the endpoint of Redis for counting plugins; undefined if none counts there. One Redis has one port, so it has
 * TLS only if every plugin that counts there supports TLS, in every release that runs; and a password only if it has TLS, and
 * every release can refer to one.
 */
export function planRedis(wish: RedisWish, facts: CloudFactsTable): Checked<RedisEndpointPlan | undefined> {
  const { topology, releases } = wish;
  const counting = countingPlugins(wish.plugins, 'redis');
  if (counting.length === 0) return passed(undefined);
  const tls = counting.every(({ name }) => {
    const since = TLS_SINCE[name];
    return since !== undefined && releases.every((release) => compareVersions(release, since) >= 0);
  });
  const able = tls && releases.every((release) => compareVersions(release, REFERENCES_SINCE) >= 0);
  if (!able && wish.password !== undefined && wish.password !== 'none')
    return failed([redisPasswordImpossible(wish.password, tls, releases)]);
  // What stands keeps what it has until the spec says otherwise: its plugins would not find in any more.
  const password = able ? (wish.password ?? wish.standing ?? 'required') : 'none';
  return passed({ host: redisHost(topology), port: tls ? tlsPort(facts) : PLAIN_PORT, tls, password });
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
