import type { Plan } from '../plan/plan';
import type { PoolPlan } from '../plan/pools/pool';

/* Reports name Kong's pools by these functions, which leave out the name of the blue traditional pool. */

const UNSAID = 'kong';

/** Returns every release that the pools run: `3.3.1`, or `3.3.1 and 2.8.5`. */
export function poolReleases({ datacenters }: Plan): string {
  const releases = new Set(datacenters.flatMap(({ pools }) => pools.map(({ release }) => release)));
  return [...releases].join(' and ');
}

/** Returns `Kong` with every release of it: `Kong 3.3.1`. */
export function kongText(plan: Plan): string {
  return `Kong ${poolReleases(plan)}`;
}

/** Joins one text for each pool: `6 to 12 x c6a.xlarge`, or `kong-green 6 to 12 x c6a.xlarge` for another pool. */
export function eachPool<T extends object>(
  pools: readonly T[],
  name: (pool: T) => string,
  text: (pool: T) => string,
): string {
  return pools.map((pool) => (name(pool) === UNSAID ? text(pool) : `${name(pool)} ${text(pool)}`)).join(', ');
}

/** Renders the size of a pool: `6 to 12 x c6a.xlarge`, or `2 x c6a.xlarge` where their number stays. */
export function poolSize(
  { nodes, maximumNodes }: Pick<PoolPlan, 'nodes' | 'maximumNodes'>,
  machineType: string,
): string {
  return `${nodes === maximumNodes ? nodes : `${nodes} to ${maximumNodes}`} x ${machineType}`;
}

/** Returns the end of the id of a pool's node in the diagram: `kong`, `kong_green`. */
export function poolKey({ name }: PoolPlan): string {
  return name.replaceAll('-', '_');
}

/** Returns the place of a pool: `us-east`, or `us-east kong-green` for another pool. */
export function poolPlace(datacenter: string, name: string): string {
  return name === UNSAID ? datacenter : `${datacenter} ${name}`;
}
