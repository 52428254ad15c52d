import { resourceName, SEED, terraformName } from '../plan/naming';
import type { DatacenterPlan, Plan } from '../plan/plan';
import type { PoolPlan } from '../plan/pools/pool';

/* These functions are what clouds have to agree on where machines of one read the seed in a bucket of another. */

/** Returns the datacenters whose machines read the seed of a home on another cloud, in order of index. */
export function farReaders({ datacenters }: Plan, home: DatacenterPlan): readonly DatacenterPlan[] {
  return datacenters.filter(({ cloud }) => cloud !== home.cloud);
}

/** Returns the audience that tokens have to be for: the seed of this home and no other. */
export function seedAudience({ topology }: Plan, home: DatacenterPlan): string {
  return resourceName(topology, home.name, SEED);
}

/** Returns the name of an output of `network-<dc>`: the account of a pool's machines, by the number that is never given out again. */
export function accountIdOutput(pool: Pick<PoolPlan, 'name'>): string {
  return terraformName(pool.name, 'account_id');
}

/** Returns the name of an output of `network-<dc>`: the account of a pool's machines, by its name. */
export function accountOutput(pool: Pick<PoolPlan, 'name'>): string {
  return terraformName(pool.name, 'account');
}
