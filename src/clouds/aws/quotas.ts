import { published } from '../../kernel/figure';
import { inEach, overEnds, type DatacenterUse, type LinkEndUse, type Quota } from '../../kernel/cloud/quota';
import { TUNNELS_EACH } from './link-capacity';

const VPN = published('AWS Site-to-Site VPN user guide, quotas', '2023-06');
const TRANSIT = published('AWS Transit Gateway guide, quotas', '2025');
const VPC = published('Amazon VPC user guide, quotas', '2025');
const ROUTE_TABLE = published('Amazon VPC, default route table capacity of 500 entries, before it 50', '2025-06');

const BATCHES =
  'all peerings of a first apply may wait to be accepted at once: ask for a higher quota (L-62499967) before it, or apply the links in batches with -target';

/** Routes of a VPC's fullest table that do not depend on links: to itself and to the internet. */
const OWN_ROUTES = 2;

const connections = overEnds(connectionsOf);
const peerings = overEnds(peeringsOf);

/** Quotas of AWS that a topology can come near, and limits that it raises for nobody. */
export const AWS_QUOTAS: readonly Quota[] = [
  soft('vpcs', 'region', 'VPCs in the region', 5, VPC, () => 1),
  soft('transit-gateways', 'region', 'transit gateways in the region', 5, TRANSIT, transitGateways),
  soft('vpn-connections', 'region', 'VPN connections in the region', 50, VPN, connections),
  {
    ...soft('customer-gateways', 'region', 'customer gateways in the region', 50, VPN, () => 0),
    count: customerGateways,
  },
  soft('elastic-addresses', 'region', 'Elastic IP addresses in the region', 5, VPC, publicAddresses),
  soft('transit-peerings', 'datacenter', 'peerings of the transit gateway', 50, TRANSIT, peerings),
  {
    ...soft('pending-peerings', 'datacenter', 'pending peerings of the transit gateway', 10, TRANSIT, peerings),
    remedy: BATCHES,
  },
  {
    ...soft('transit-attachments', 'datacenter', 'attachments of the transit gateway', 5_000, TRANSIT, attachments),
    kind: 'fixed',
  },
  soft('transit-routes', 'datacenter', 'routes of the transit gateway', 10_000, TRANSIT, transitRoutes),
  soft('network-routes', 'datacenter', 'routes of the largest VPC route table', 500, ROUTE_TABLE, vpcRoutes),
  soft('rules-in', 'datacenter', 'inbound rules of the largest security group', 60, VPC, mostRules('in')),
  soft('rules-out', 'datacenter', 'outbound rules of the largest security group', 60, VPC, mostRules('out')),
];

function soft(
  id: string,
  per: Quota['per'],
  what: string,
  limit: number,
  source: Quota['source'],
  count: (datacenter: DatacenterUse) => number,
): Quota {
  return { id, per, what, limit, kind: 'default', source, count: inEach(count) };
}

/** Returns the connections of an end: a dialling end makes one for every two tunnels. */
function connectionsOf({ part, tunnels }: LinkEndUse): number {
  return part === 'dials' ? tunnels / TUNNELS_EACH : 0;
}

function peeringsOf({ kind }: LinkEndUse): number {
  return kind === 'transit-peering' ? 1 : 0;
}

/** Returns the transit gateways of a datacenter: one, attached to its VPC, if it has others to reach. */
function transitGateways({ isLinked }: DatacenterUse): number {
  return isLinked ? 1 : 0;
}

/** Counts customer gateways. Datacenters of one region share those for a far gateway, two for its two interfaces. */
function customerGateways(datacenters: readonly DatacenterUse[]): number {
  const dialled = datacenters.flatMap(({ ends }) => ends).filter(({ part }) => part === 'dials');
  return 2 * new Set(dialled.map(({ far }) => far)).size;
}

function publicAddresses({ natAddresses, vpnInstances }: DatacenterUse): number {
  return natAddresses + vpnInstances;
}

function attachments(datacenter: DatacenterUse): number {
  return transitGateways(datacenter) * (1 + connections(datacenter) + peerings(datacenter));
}

/**
 * Counts routes of the transit gateway: the VPC's own, those that each connection advertises, and one for each peering.
 * In a hub both tables have the latter two.
 */
function transitRoutes(datacenter: DatacenterUse): number {
  const learned = overEnds((end) => connectionsOf(end) * end.reaches + peeringsOf(end))(datacenter);
  return transitGateways(datacenter) * (1 + learned * (datacenter.isHub ? 2 : 1));
}

/**
 * Counts routes of a VPC's table: one to each datacenter that is reached over VPN instances; all others share the one
 * to the transit gateway.
 */
function vpcRoutes(datacenter: DatacenterUse): number {
  const overInstances = overEnds(({ part, reaches }) => (part === 'listens' ? reaches : 0));
  return OWN_ROUTES + transitGateways(datacenter) + overInstances(datacenter);
}

/** Makes the count of rules of the largest security group, which has the rules of one role. */
function mostRules(way: 'in' | 'out'): (datacenter: DatacenterUse) => number {
  return ({ rules }) => Math.max(0, ...rules.map((group) => group[way]));
}
