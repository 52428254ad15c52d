import { addressIn } from '../kernel/cidr';
import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { InnerLinkKind, LinkKind, LinkPart } from '../kernel/cloud/links';
import type { LinksSpec } from '../spec/spec';
import { tunnelCidr } from './addressing';
import { linkId } from './naming';
import type { DatacenterPlan, LinkEnd, LinkPlan, TunnelPlan } from './plan';

/** The kinds of links: the number of tunnels of each, and the gateway interface that each tunnel ends on. */
const KINDS: Readonly<Record<LinkKind, { readonly tunnels: number; interfaceOf(tunnel: number): number }>> = {
  // There are two connections of two tunnels: the first connection ends on interface 0, the second on interface 1.
  'managed-vpn': { tunnels: 4, interfaceOf: (tunnel) => Math.floor(tunnel / 2) },
  // There is one tunnel between the equal-numbered interfaces of both gateways.
  'ha-vpn': { tunnels: 2, interfaceOf: (tunnel) => tunnel },
  'transit-peering': { tunnels: 0, interfaceOf: () => 0 },
  // There are two VPN instances, each with both tunnels of one connection.
  'gateway-vpn': { tunnels: 4, interfaceOf: (tunnel) => Math.floor(tunnel / 2) },
};

/** Plans every link of the topology, by the indexes of its ends. */
export function planLinks(
  datacenters: readonly DatacenterPlan[],
  links: LinksSpec,
  supernet: string,
  facts: CloudFactsTable,
): LinkPlan[] {
  const planEnd = (own: DatacenterPlan, far: DatacenterPlan, kind: LinkKind): LinkEnd => ({
    datacenter: own.name,
    part: partOf(kind, own, far, links, facts),
    ...wayOver(own, far, datacenters, links, supernet),
  });
  return pairs(datacenters)
    .filter(([left, right]) => links.shape === 'mesh' || left.name === links.hub || right.name === links.hub)
    .map(([left, right]) => {
      const kind = left.cloud === right.cloud ? innerKind(facts[left.cloud].innerLinks, links) : 'managed-vpn';
      const ends = { left: planEnd(left, right, kind), right: planEnd(right, left, kind) };
      const firstHost = ends.right.part === 'dials' ? 'right' : 'left';
      return {
        id: linkId(left.name, right.name),
        kind,
        encryption: KINDS[kind].tunnels > 0 ? 'ipsec' : 'cloud',
        ...ends,
        tunnels: planTunnels(kind, left, right, firstHost),
      };
    });
}

function pairs(datacenters: readonly DatacenterPlan[]): [DatacenterPlan, DatacenterPlan][] {
  return datacenters.flatMap((left, i) =>
    datacenters.slice(i + 1).map((right): [DatacenterPlan, DatacenterPlan] => [left, right]),
  );
}

/**
 * Returns the datacenters that one end reaches over a link, and the route to them: the far end alone, or every other
 * datacenter if the far end is the hub.
 */
function wayOver(
  own: DatacenterPlan,
  far: DatacenterPlan,
  datacenters: readonly DatacenterPlan[],
  links: LinksSpec,
  supernet: string,
): Pick<LinkEnd, 'reaches' | 'route'> {
  if (links.shape === 'mesh' || far.name !== links.hub) return { reaches: [far.name], route: far.cidr };
  return { reaches: datacenters.filter((it) => it !== own).map((it) => it.name), route: supernet };
}

/**
 * Returns the kind that the user wishes, if the cloud offers it for two datacenters of its own, else the cloud's
 * default.
 */
function innerKind(offered: readonly [InnerLinkKind, ...InnerLinkKind[]], links: LinksSpec): InnerLinkKind {
  return offered.find((kind) => kind === links.innerLink) ?? offered[0];
}

/**
 * Returns the part of an end. Between clouds each has the part that it can play. With VPN instances the hub has the
 * managed end, so that spokes have the instances and none of these forwards between two spokes; in a mesh the lower
 * index has it, so that a new datacenter has its own instances and no older one gains any.
 */
function partOf(
  kind: LinkKind,
  own: DatacenterPlan,
  other: DatacenterPlan,
  links: LinksSpec,
  facts: CloudFactsTable,
): LinkPart {
  if (kind === 'managed-vpn') return facts[own.cloud].vpnPart;
  if (kind !== 'gateway-vpn') return 'peers';
  const managed = links.shape === 'hub' ? own.name === links.hub : own.index < other.index;
  return managed ? 'dials' : 'listens';
}

function planTunnels(
  kind: LinkKind,
  left: DatacenterPlan,
  right: DatacenterPlan,
  firstHost: 'left' | 'right',
): TunnelPlan[] {
  const { tunnels, interfaceOf } = KINDS[kind];
  return Array.from({ length: tunnels }, (_, number) => {
    const insideCidr = tunnelCidr(left.index, right.index, number);
    const first = addressIn(insideCidr, 1);
    const second = addressIn(insideCidr, 2);
    const vpnInterface = interfaceOf(number);
    return {
      number,
      insideCidr,
      insideAddresses: firstHost === 'left' ? { left: first, right: second } : { left: second, right: first },
      interfaces: { left: vpnInterface, right: vpnInterface },
    };
  });
}
