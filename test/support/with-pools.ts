import { CLOUD_FACTS } from '../../src/clouds/facts';
import { datastoreOf } from '../../src/plan/datastores/registry';
import { planFlows } from '../../src/plan/firewall';
import { poolName } from '../../src/plan/naming';
import type { DatacenterPlan, Plan } from '../../src/plan/plan';
import { planHybrid } from '../../src/plan/pools/hybrid';
import type { PoolKind, PoolPlan } from '../../src/plan/pools/pool';
import type { DatacenterSizing } from '../../src/plan/sizing/sizing';
import { onlyPool } from './only-pool';

/** A pool of a plan made by hand: its kind, and its other differences from the planned pool. */
export type APool = PoolKind & Partial<Omit<PoolPlan, keyof PoolKind | 'name'>>;

/**
 * Returns the plan with these pools in place of the one of each datacenter, and with the flows that follow from them.
 */
export function withPools(plan: Plan, pools: readonly APool[]): Plan {
  const datacenters = plan.datacenters.map((datacenter): DatacenterPlan => {
    const planned = onlyPool(datacenter);
    const made = pools.map((pool): PoolPlan => ({ ...planned, ...pool, name: poolName(pool) }));
    return { ...datacenter, pools: made };
  });
  const sized = plan.sizing.datacenters.map((sizing): DatacenterSizing => {
    const planned = onlyPool(sizing);
    return { ...sizing, pools: pools.map((pool) => ({ ...planned, pool: poolName(pool) })) };
  });
  const [home] = datacenters;
  const isHybrid = home !== undefined && pools.some(({ role }) => role !== 'traditional');
  const kong = { ...plan.kong, ...(isHybrid ? { hybrid: planHybrid(plan.topology, home.name) } : {}) };
  const flows = planFlows(datacenters, plan.links, {
    datastore: datastoreOf(plan),
    datastorePlan: plan.datastore,
    topology: plan.topology,
    supernet: plan.supernet,
    scrapeCidrs: plan.scrape?.cidrs ?? [],
    kong,
    redis: plan.redis,
    upstreams: [{ cidr: '10.250.0.0/16', ports: [443] }],
    facts: ({ cloud }) => CLOUD_FACTS[cloud],
  });
  return { ...plan, kong, datacenters, flows, sizing: { ...plan.sizing, datacenters: sized } };
}
