import type { CloudFactsTable } from '../kernel/cloud/facts';
import { gatewayAddress, planSubnets } from './addressing';
import type { DatacenterPlan, GatewayNodePlan, GatewayPairPlan, LinkPlan } from './plan';

/** Zones that a pair of gateway instances stands in, by position. */
const GATEWAY_ZONES = [0, 1] as const;

/**
 * The datacenters, each with gateway instances and subnets for them where a link needs them. One pair serves every such
 * link of its datacenter and goes with the last of them.
 */
export function withGateways(
  datacenters: readonly DatacenterPlan[],
  links: readonly LinkPlan[],
  facts: CloudFactsTable,
): DatacenterPlan[] {
  return datacenters.map((datacenter) => {
    if (linksInto(datacenter, links).length === 0) return datacenter;
    const { vpnMachineType: machineType, bootDisks, subnetScope } = facts[datacenter.cloud];
    const diskGib = bootDisks.vpnInstanceGib;
    if (machineType === undefined || diskGib === undefined) throw new Error(`${datacenter.cloud} has no VPN instances`);
    const gateways: GatewayPairPlan = { machineType, diskGib, nodes: planNodes(datacenter) };
    const zones = gateways.nodes.map((node) => node.zone);
    const subnets = planSubnets(datacenter.cidr, zones, subnetScope, ['vpn']);
    return { ...datacenter, subnets: [...datacenter.subnets, ...subnets], gateways };
  });
}

/** The links that end on a datacenter's gateway instances. */
export function linksInto(at: DatacenterPlan, links: readonly LinkPlan[]): LinkPlan[] {
  return links.filter((link) => gatewayEnd(link) === at.name);
}

/** How many links end on gateway instances, by the datacenter of those. */
export function countLinksInto(links: readonly LinkPlan[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const link of links) {
    const at = gatewayEnd(link);
    if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

/** The datacenter on whose gateway instances a link ends; undefined where it ends on none. */
function gatewayEnd({ kind, left, right }: LinkPlan): string | undefined {
  if (kind !== 'gateway-vpn') return undefined;
  return [left, right].find(({ part }) => part === 'listens')?.datacenter;
}

function planNodes(datacenter: DatacenterPlan): [GatewayNodePlan, GatewayNodePlan] {
  const [first, second] = GATEWAY_ZONES.map((position): GatewayNodePlan => {
    const zone = datacenter.zones[position];
    if (!zone) throw new Error(`datacenter ${datacenter.name} lacks a zone for a VPN gateway`);
    return { name: `vpn-${zone.letter}`, zone, address: gatewayAddress(datacenter.cidr, position) };
  });
  if (!first || !second) throw new Error('a pair has two');
  return [first, second];
}

/** The other datacenters that one reaches over a link. */
export function reachedOver(
  link: LinkPlan,
  from: DatacenterPlan,
  plan: { readonly datacenters: readonly DatacenterPlan[] },
): DatacenterPlan[] {
  const { reaches } = link.left.datacenter === from.name ? link.left : link.right;
  return plan.datacenters.filter((it) => reaches.includes(it.name));
}
