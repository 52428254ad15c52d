import { published } from '../../kernel/figure';
import {
  inEach,
  overEnds,
  type DatacenterUse,
  type LinkEndUse,
  type MachinesUse,
  type Quota,
} from '../../kernel/cloud/quota';
import { TUNNELS_EACH } from './link-capacity';
import { REFRESH } from './pool-refresh';

const VPN = published('AWS Site-to-Site VPN user guide, quotas', '2023-06');
const TRANSIT = published('AWS Transit Gateway guide, quotas', '2025');
const VPC = published('Amazon VPC user guide, quotas', '2025');
const ROUTE_TABLE = published('Amazon VPC, default route table capacity of 500 entries, before it 50', '2025-06');

const SNAPSHOTS = published('Amazon EBS endpoints and quotas, L-309BACF6', '2025');
const POLICIES = published(
  'Amazon Data Lifecycle Manager, service authorization reference of CreateLifecyclePolicy',
  '2025',
);

const BALANCER = published('Elastic Load Balancing guide, quotas of network load balancers, cross-zone', '2026');
// The number of new accounts is not verified: what AWS states is 5, and accounts in public repositories have 5, 16, 32
// and 64, since AWS raises it by itself as bills are paid.
const VCPUS = published('Amazon EC2 endpoints and quotas, L-1216C47A; seen in a new account', '2026-10');

const LOOK_UP_VCPUS =
  'accounts differ: look the number up with "aws service-quotas get-service-quota --service-code ec2 --quota-code L-1216C47A" and where it is too low ask for more before the first apply, which can take days';

/** Families that the quota of standard machines is for: A, C, D, H, I, M, R, T and Z. */
const STANDARD = /^(a|c|d|h|i|im|is|m|r|t|z)\d/;

const BATCHES =
  'all peerings of a first apply may wait to be accepted at once: ask for a higher quota (L-62499967) before it, or apply the links in batches with -target';

/** Routes of a VPC's fullest table that are always there: to itself. */
const OWN_ROUTES = 1;

const connections = overEnds(connectionsOf);
const peerings = overEnds(peeringsOf);

/** Quotas of AWS that a topology can come near, and limits that it raises for nobody. */
export const AWS_QUOTAS: readonly Quota[] = [
  soft('vpcs', 'region', 'VPCs in the region', 5, VPC, ({ hasOwnNetwork }) => (hasOwnNetwork ? 1 : 0)),
  soft('transit-gateways', 'region', 'transit gateways in the region', 5, TRANSIT, ({ hasOwnGateway }) =>
    hasOwnGateway ? 1 : 0,
  ),
  soft('vpn-connections', 'region', 'VPN connections in the region', 50, VPN, connections),
  {
    ...soft('customer-gateways', 'region', 'customer gateways in the region', 50, VPN, () => 0),
    count: customerGateways,
  },
  soft('elastic-addresses', 'region', 'Elastic IP addresses in the region', 5, VPC, publicAddresses),
  soft('endpoints', 'datacenter', 'interface endpoints of the VPC', 50, VPC, ({ endpoints }) => endpoints),
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
  {
    ...soft('balancer-targets', 'datacenter', 'targets of the network load balancer', 500, BALANCER, balancerTargets),
    remedy: 'larger machines make fewer nodes: name a "machineType" of Kong; or ask AWS for a higher quota',
  },
  {
    ...soft('standard-vcpus', 'region', 'vCPUs of standard on-demand machines in the region', 5, VCPUS, standardVcpus),
    kind: 'new-account',
    hitByAll: true,
    remedy: LOOK_UP_VCPUS,
  },
  soft('snapshots', 'region', 'EBS snapshots in the region', 100_000, SNAPSHOTS, ({ snapshots }) => snapshots),
  soft('snapshot-policies', 'region', 'lifecycle policies in the region', 100, POLICIES, ({ snapshots }) =>
    snapshots > 0 ? 1 : 0,
  ),
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

/** Returns the transit gateways that a datacenter has: one, attached to its VPC, if a link ends on it. What else hangs on the user's is not known. */
function transitGateways({ hasGateway }: DatacenterUse): number {
  return hasGateway ? 1 : 0;
}

/** Counts customer gateways. Datacenters of one region share those for a far gateway, two for its two interfaces. */
function customerGateways(datacenters: readonly DatacenterUse[]): number {
  const dialled = datacenters.flatMap(({ ends }) => ends).filter(({ part }) => part === 'dials');
  return 2 * new Set(dialled.map(({ far }) => far)).size;
}

/** Counts vCPUs: pools as large as automatic scaling makes them, and the new nodes of a refresh beside the old ones. */
function standardVcpus({ machines }: DatacenterUse): number {
  return machines
    .filter(({ type }) => STANDARD.test(type))
    .reduce((sum, each) => sum + each.vcpus * withRefresh(each), 0);
}

/** Counts targets: a node is one in the target group of each port, and across zones the limit is for all zones together. */
function balancerTargets({ balancedPools, clientPorts }: DatacenterUse): number {
  return balancedPools.reduce((sum, pool) => sum + clientPorts * withRefresh(pool), 0);
}

function withRefresh({ number, isPool }: MachinesUse): number {
  return isPool ? Math.ceil((number * REFRESH.maxHealthyPercentage) / 100) : number;
}

function publicAddresses({ natAddresses, vpnInstances, balancerAddresses }: DatacenterUse): number {
  return natAddresses + vpnInstances + balancerAddresses;
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
 * to the transit gateway. An existing network has a route to each; its owner's other routes are not known.
 */
function vpcRoutes(datacenter: DatacenterUse): number {
  const own = OWN_ROUTES + datacenter.routesOut;
  if (!datacenter.hasOwnNetwork) return own + overEnds(({ reaches }) => reaches)(datacenter);
  const overInstances = overEnds(({ part, reaches }) => (part === 'listens' ? reaches : 0));
  return own + transitGateways(datacenter) + overInstances(datacenter);
}

/** Makes the count of rules of the largest security group, which has the rules of one role. */
function mostRules(way: 'in' | 'out'): (datacenter: DatacenterUse) => number {
  return ({ rules }) => Math.max(0, ...rules.map((group) => group[way]));
}
