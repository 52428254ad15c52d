import type { DnsPlan } from './dns';
import { clusterStack, DNS_STACK, LINKS_STACK, networkStack, SHARED_STACK } from './naming';
import type { DatacenterPlan, StackPlan } from './plan';

/** Stacks depend on these parts of the plan, beside the datacenters. */
export interface StackInputs {
  /** Name of the datacenter whose cluster the others read from; undefined if there is none. */
  readonly home: string | undefined;
  readonly dns: DnsPlan | undefined;
}

/**
 * Returns the stacks in an order in which they can be applied. Links come before clusters, since a datastore over several
 * datacenters cannot start without them; a topology of one datacenter has no links. Names come last: they read where balancers are.
 */
export function planStacks(datacenters: readonly DatacenterPlan[], { home, dns }: StackInputs): StackPlan[] {
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
  const names: StackPlan[] = dns
    ? [
        {
          name: DNS_STACK,
          layer: 'dns',
          dependsOn: [...clusters, ...seenNetworks(dns, networks)].map(({ name }) => name),
        },
      ]
    : [];
  return [{ name: SHARED_STACK, layer: 'shared', dependsOn: [] }, ...networks, ...links, ...first, ...others, ...names];

  function isHome({ datacenter }: StackPlan): boolean {
    return datacenter === home;
  }
}

/** Returns the networks that a private zone is made for. */
function seenNetworks({ zone }: DnsPlan, networks: readonly StackPlan[]): readonly StackPlan[] {
  return zone.kind === 'private' ? networks : [];
}
