import { datacenterOf } from '../kernel/datacenter-of';
import { resourceName, SEED, terraformName } from '../plan/naming';
import type { DatacenterPlan, Plan } from '../plan/plan';
import type { PoolPlan } from '../plan/pools/pool';

/* These functions are what clouds have to agree on where machines of one read the seed in a bucket of another. */

/** Returns the datacenters whose machines read the seed of a home on another cloud, in order of index. */
export function farReaders({ datacenters }: Plan, home: DatacenterPlan): readonly DatacenterPlan[] {
  return datacenters.filter(({ cloud }) => cloud !== home.cloud);
}

/**
 * True if another cloud has the seed of this datacenter. Its permissions name the identities of data planes and are built before
 * their machines: so the network's stack makes those identities, or puts them out.
 */
export function readsFarSeed({ kong: { hybrid }, ...plan }: Plan, { cloud }: DatacenterPlan): boolean {
  return hybrid !== undefined && datacenterOf(plan, hybrid.datacenter).cloud !== cloud;
}

/** True if machines of another cloud read the seed of this datacenter. */
export function lendsSeed(plan: Plan, datacenter: DatacenterPlan): boolean {
  return plan.kong.hybrid?.datacenter === datacenter.name && farReaders(plan, datacenter).length > 0;
}

/** Returns the audience that tokens have to be for: the seed of this home and no other. */
export function seedAudience({ topology }: Plan, home: DatacenterPlan): string {
  return resourceName(topology, home.name, SEED);
}

/** Returns the name of an output of `network-<dc>`: the account that a pool's machines are of, by a number that no other ever has. */
export function accountIdOutput(pool: Pick<PoolPlan, 'name'>): string {
  return terraformName(pool.name, 'account_id');
}

/** Returns the name of an output of `network-<dc>`: the account or role of a pool's machines, by its name. */
export function accountOutput(pool: Pick<PoolPlan, 'name'>): string {
  return terraformName(pool.name, 'account');
}

/** Returns the name of an output of `cluster-<dc>` with the seed: the audience of a datacenter that Google's token service lets in. */
export function seedAudienceOutput({ name }: Pick<DatacenterPlan, 'name'>): string {
  return terraformName('kong_seed_audience', name);
}
