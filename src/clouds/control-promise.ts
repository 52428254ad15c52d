import type { DatacenterPlan, Plan } from '../plan/plan';
import { listensForClients } from '../plan/pools/ports';
import type { TopologyPromise } from './contract';

/** The rules of a datacenter's cluster stack in one direction, as an HCL list of objects with `range` and `port`. */
export interface OpenedRules {
  /** Range of the other end; empty if the rule names none. */
  readonly in: string;
  readonly out: string;
}

/**
 * Makes the promise of hybrid mode: data planes reach the control planes by one port, and nothing else leads from one datacenter
 * into the other. It is reckoned from pools alone, so that it holds the flow table too.
 */
export function controlPromises(
  { kong, datacenters }: Plan,
  datacenter: DatacenterPlan,
  rules: OpenedRules,
): TopologyPromise[] {
  const { hybrid } = kong;
  const home = datacenters.find(({ name }) => name === hybrid?.datacenter);
  if (!hybrid || !home) return [];
  const { port } = hybrid;
  const isHome = home === datacenter;
  const others = datacenters.filter(({ name }) => name !== datacenter.name);
  const far = `[${(isHome ? others : [home]).map(({ tiers }) => `"${tiers.kong}"`).join(', ')}]`;
  const controls = count(home, 'control-plane');
  // Nodes are reached themselves where the balancer is no member of the network; one that is has a way to each of them.
  const [entrances, within] = home.pools.some(listensForClients) ? [controls, 0] : [1, controls];
  const all = datacenters.reduce((sum, it) => sum + count(it, 'data-plane'), 0);
  const own = count(datacenter, 'data-plane');
  const opened = (which: string): string => `length([for rule in ${which} : rule if rule.port == ${port}])`;
  const alone = (which: string): string =>
    `alltrue([for rule in ${which} : !contains(${far}, rule.range) || rule.port == ${port}])`;
  return [
    {
      name: isHome ? 'data_planes_are_let_in' : 'data_planes_reach_control_planes',
      conditions: [
        ...(isHome ? [`${opened(rules.in)} == ${all * entrances + within}`, alone(rules.in)] : []),
        `${opened(rules.out)} == ${own * entrances + (isHome ? within : 0)}`,
        alone(rules.out),
      ],
      message: isHome
        ? `Control planes of ${datacenter.name} must let in every data plane on port ${port}, and nothing else from the other datacenters.`
        : `Data planes of ${datacenter.name} must reach the control planes of ${home.name} on port ${port}, and nothing else there.`,
    },
  ];
}

function count({ pools }: DatacenterPlan, role: DatacenterPlan['pools'][number]['role']): number {
  return pools.filter((pool) => pool.role === role).length;
}
