import { POOL_TAG } from '../plan/balancers';
import { terraformName } from '../plan/naming';
import type { DatacenterPlan } from '../plan/plan';
import { clientPool } from '../plan/pools/client-pools';
import type { TopologyPromise } from './contract';
import { list } from './promise-expressions';

/** Expressions of HCL for what is promised of a cloud's machines that lead clients to Kong. */
interface EntranceExpressions {
  /** Returns what differs between zones, of a machine by its Terraform name. */
  zone(machine: string): string;
  /** Returns the map that has the name of the pool, of a machine by its Terraform name. */
  words(machine: string): string;
  /** Returns the name of the group of a pool, by the pool's Terraform name. */
  group(pool: string): string;
}

/** Makes the promise of `gateway.balancer`: two machines in two zones lead clients to the pool that takes them. */
export function entrancePromises(
  datacenter: DatacenterPlan,
  { zone, words, group }: EntranceExpressions,
): TopologyPromise[] {
  const { balancers, name } = datacenter;
  if (!balancers) return [];
  const machines = balancers.nodes.map((node) => terraformName(node.name));
  const pool = clientPool(datacenter).name;
  return [
    {
      name: 'balancers_in_two_zones_lead_to_the_pool',
      conditions: [
        `length(distinct(${list(machines.map(zone))})) == ${balancers.nodes.length}`,
        `alltrue([for words in ${list(machines.map(words))} : words["${POOL_TAG}"] == ${group(terraformName(pool))}])`,
      ],
      message: `${name} must have ${balancers.nodes.length} machines in as many zones that lead clients to the pool ${pool}.`,
    },
  ];
}
