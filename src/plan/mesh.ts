import { addressIn } from '../kernel/cidr';
import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { InnerLinkKind, LinkKind, LinkPart } from '../kernel/cloud/links';
import type { LinksSpec } from '../spec/spec';
import { tunnelCidr } from './addressing';
import { linkId } from './naming';
import type { DatacenterPlan, LinkEnd, LinkPlan, TunnelPlan } from './plan';

/** Each kind of link: how many tunnels it has, and which gateway interface each of them ends on. */
const KINDS: Readonly<Record<LinkKind, { readonly tunnels: number; interfaceOf(tunnel: number): number }>> = {
  // Two connections of two tunnels: the first connection meets interface 0, the second interface 1.
  'managed-vpn': { tunnels: 4, interfaceOf: (tunnel) => Math.floor(tunnel / 2) },
  // One tunnel between the equal-numbered interfaces of both gateways.
  'ha-vpn': { tunnels: 2, interfaceOf: (tunnel) => tunnel },
  'transit-peering': { tunnels: 0, interfaceOf: () => 0 },
  // Two VPN instances, each with both tunnels of one connection.
  'gateway-vpn': { tunnels: 4, interfaceOf: (tunnel) => Math.floor(tunnel / 2) },
};

/** Every link of the topology, by the indexes of its ends. */
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

/** What one end reaches over a link: the far end alone, or, where that is the hub, whatever is not here. */
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

/** The user's wish picks among what the cloud offers for two datacenters of its own. */
function innerKind(offered: readonly [InnerLinkKind, ...InnerLinkKind[]], links: LinksSpec): InnerLinkKind {
  return offered.find((kind) => kind === links.innerLink) ?? offered[0];
}

/**
 * Between clouds each plays the part that it can. With VPN instances the hub has the managed end, so that spokes bring
 * the gateways and no instance is a way between two of them; in a mesh the lower index has it, so that a new datacenter
 * brings its own gateways and no older one gains any.
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
    const gatewayInterface = interfaceOf(number);
    return {
      number,
      insideCidr,
      insideAddresses: firstHost === 'left' ? { left: first, right: second } : { left: second, right: first },
      interfaces: { left: gatewayInterface, right: gatewayInterface },
    };
  });
}
