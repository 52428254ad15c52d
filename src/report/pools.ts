import type { Plan } from '../plan/plan';
import type { PoolPlan } from '../plan/pools/pool';

/*
 * Kong's pools in words. The name of the blue traditional pool goes without saying.
 */

const UNSAID = 'kong';

/** Every release that the pools run: `3.3.1`, or `3.3.1 and 2.8.5`. */
export function poolReleases({ datacenters }: Plan): string {
  const releases = new Set(datacenters.flatMap(({ pools }) => pools.map(({ release }) => release)));
  return [...releases].join(' and ');
}

/** `Kong 3.3.1` */
export function kongText(plan: Plan): string {
  return `Kong ${poolReleases(plan)}`;
}

/** One text for each pool, in one: `6 to 12 x c6a.xlarge`, and `kong-green 6 to 12 x c6a.xlarge` of another. */
export function eachPool<T extends object>(
  pools: readonly T[],
  name: (pool: T) => string,
  text: (pool: T) => string,
): string {
  return pools.map((pool) => (name(pool) === UNSAID ? text(pool) : `${name(pool)} ${text(pool)}`)).join(', ');
}

/** What the id of a pool's part of the diagram ends with: `kong`, `kong_green`. */
export function poolKey({ name }: PoolPlan): string {
  return name.replaceAll('-', '_');
}

/** `us-east`, or `us-east kong-green` of another pool. */
export function poolPlace(datacenter: string, name: string): string {
  return name === UNSAID ? datacenter : `${datacenter} ${name}`;
}
