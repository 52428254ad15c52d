import { clusterStack, LINKS_STACK, networkStack, SHARED_STACK } from './naming';
import type { DatacenterPlan, StackPlan } from './plan';

/**
 * Returns the stacks in an order in which they can be applied. Links come before clusters, since a datastore over several
 * datacenters cannot start without them; a topology of one datacenter has no links.
 *
 * @param home name of the datacenter whose cluster the others read from; undefined if there is none
 */
export function planStacks(datacenters: readonly DatacenterPlan[], home?: string): StackPlan[] {
  const networks = datacenters.map((datacenter): StackPlan => ({
    name: networkStack(datacenter.name),
    layer: 'network',
    datacenter: datacenter.name,
    dependsOn: [],
  }));
  const linked = datacenters.length > 1;
  const links: StackPlan[] = linked
    ? [{ name: LINKS_STACK, layer: 'links', dependsOn: networks.map((stack) => stack.name) }]
    : [];
  const clusters = datacenters.map((datacenter): StackPlan => ({
    name: clusterStack(datacenter.name),
    layer: 'cluster',
    datacenter: datacenter.name,
    dependsOn: [
      SHARED_STACK,
      networkStack(datacenter.name),
      ...links.map((stack) => stack.name),
      ...(home === undefined || home === datacenter.name ? [] : [clusterStack(home)]),
    ],
  }));
  const [first, others] = [clusters.filter(isHome), clusters.filter((it) => !isHome(it))];
  return [{ name: SHARED_STACK, layer: 'shared', dependsOn: [] }, ...networks, ...links, ...first, ...others];

  function isHome({ datacenter }: StackPlan): boolean {
    return datacenter === home;
  }
}
