import type { CloudFactsTable } from '../kernel/cloud/facts';
import { endsOnInstances } from '../kernel/cloud/links';
import { vpnInstanceAddress } from './addressing';
import { subnetsOf } from './ranges';
import { vpnMachineType } from './sizing/machine';
import type { DatacenterPlan, VpnInstancePlan, VpnInstancesPlan, LinkPlan } from './plan';

/** A pair of VPN instances is in these zones, by position. */
const INSTANCE_ZONES = [0, 1] as const;

/**
 * Returns the datacenters, each with VPN instances and subnets for them if a link needs them. One pair serves every
 * such link of its datacenter and is removed with the last of them.
 */
export function withVpnInstances(
  datacenters: readonly DatacenterPlan[],
  links: readonly LinkPlan[],
  facts: CloudFactsTable,
): DatacenterPlan[] {
  return datacenters.map((datacenter) => {
    if (linksInto(datacenter, links).length === 0) return datacenter;
    const cloud = facts[datacenter.cloud];
    const { bootDisks, subnetScope } = cloud;
    const place = { region: datacenter.region, zones: datacenter.zones.map(({ name }) => name) };
    const machineType = vpnMachineType(cloud, place);
    const diskGib = bootDisks.vpnInstanceGib;
    if (machineType === undefined || diskGib === undefined) throw new Error(`${datacenter.cloud} has no VPN instances`);
    const vpnInstances: VpnInstancesPlan = { machineType, diskGib, nodes: planNodes(datacenter) };
    const zones = vpnInstances.nodes.map((node) => node.zone);
    const subnets = subnetsOf(datacenter, zones, subnetScope, ['vpn']);
    return { ...datacenter, subnets: [...datacenter.subnets, ...subnets], vpnInstances };
  });
}

/** Returns the links that end on a datacenter's VPN instances. */
export function linksInto(at: DatacenterPlan, links: readonly LinkPlan[]): LinkPlan[] {
  return links.filter((link) => instancesOf(link) === at.name);
}

/** Counts the links that end on VPN instances, by datacenter. */
export function countLinksInto(links: readonly LinkPlan[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const link of links) {
    const at = instancesOf(link);
    if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return counts;
}

/** Returns the datacenter on whose VPN instances a link ends; undefined if it ends on none. */
function instancesOf({ kind, left, right }: LinkPlan): string | undefined {
  return [left, right].find(({ part }) => endsOnInstances(kind, part))?.datacenter;
}

function planNodes(datacenter: DatacenterPlan): [VpnInstancePlan, VpnInstancePlan] {
  const [first, second] = INSTANCE_ZONES.map((position): VpnInstancePlan => {
    const zone = datacenter.zones[position];
    if (!zone) throw new Error(`datacenter ${datacenter.name} lacks a zone for a VPN instance`);
    return { name: `vpn-${zone.letter}`, zone, address: vpnInstanceAddress(datacenter.cidr, position) };
  });
  if (!first || !second) throw new Error('a pair has two');
  return [first, second];
}

/** Returns the other datacenters that one reaches over a link. */
export function reachedOver(
  link: LinkPlan,
  from: DatacenterPlan,
  plan: { readonly datacenters: readonly DatacenterPlan[] },
): DatacenterPlan[] {
  const { reaches } = link.left.datacenter === from.name ? link.left : link.right;
  return plan.datacenters.filter((it) => reaches.includes(it.name));
}
