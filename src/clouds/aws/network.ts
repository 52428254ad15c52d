import { ENGINE_IDS, type EngineId, type Tier } from '../../kernel/ids';
import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { KONG } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { SubnetPlan, ZonePlan } from '../../plan/place';
import type { StackScope } from '../contract';
import { buildEndpoints } from './endpoints';
import { buildExistingNetwork } from './existing-network';
import { buildInstanceAddresses } from './vpn-instance-addresses';
import { buildTransit, transitSubnetIds } from './transit';
import { buildJournalStore } from './journals';
import { buildFlowLogs } from './logs';
import { buildNat } from './nat';
import { NETWORK_OUTPUTS, subnetKey } from './outputs';
import { showFarRoles } from './seed-roles';
import { tags } from './tags';

const ANYWHERE = '0.0.0.0/0';

type Routing = 'public' | 'private' | 'internal';

const DATASTORE_ROUTING = Object.fromEntries(ENGINE_IDS.map((engine) => [engine, 'private'])) as Record<
  EngineId,
  Routing
>;

/**
 * Reach of each tier's subnets beyond the VPC. `public`: the internet in both directions. `private`: the internet
 * outwards through the NAT gateway of their zone, or of all, if there is any, and the other datacenters. `internal`: nothing.
 */
const ROUTING: Readonly<Record<Tier, Routing>> = {
  public: 'public',
  vpn: 'public',
  balancer: 'public',
  [KONG]: 'private',
  ...DATASTORE_ROUTING,
  redis: 'internal',
  transit: 'internal',
  proxy: 'internal',
  endpoint: 'internal',
};

/** Returns the reach of a tier in one datacenter: balancers that are internal go out like the nodes behind them. */
function routingOf({ exposure }: DatacenterPlan, tier: Tier): Routing {
  return tier === 'balancer' && exposure === 'internal' ? ROUTING[KONG] : ROUTING[tier];
}

/**
 * Builds the whole network of a datacenter: VPC, subnets, NAT, flow logs and, if a link ends on it, the transit
 * gateway. Of these an existing network gets the last two.
 */
export function buildNetwork(scope: StackScope, datacenter: DatacenterPlan): void {
  const { plan } = scope;
  if (datacenter.existing) {
    buildExistingNetwork(scope, datacenter, datacenter.existing);
    return;
  }
  const part = scope.part('network');
  const vpc = new Vpc(part, 'main', {
    cidrBlock: datacenter.cidr,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: tags(plan, datacenter, 'network', 'vpc'),
  });
  const defaultGroup = new DefaultSecurityGroup(part, 'default', {
    vpcId: vpc.id,
    tags: tags(plan, datacenter, 'network', 'default'),
  });
  scope.comment(defaultGroup, 'Empty on purpose: what is launched without a group of its own reaches nothing.');

  const subnets = new Map(
    datacenter.subnets.map((subnet) => [keyOf(subnet), buildSubnet(scope, datacenter, vpc, subnet)]),
  );
  const privateRouteTables = buildRouting(scope, datacenter, vpc, subnets);
  const logsKey = buildFlowLogs(scope, datacenter, [{ id: 'main', place: { vpcId: vpc.id } }]);
  buildJournalStore(scope, datacenter, logsKey);
  if (datacenter.hasGateway) {
    buildTransit(scope, datacenter, {
      vpcId: vpc.id,
      subnetIds: transitSubnetIds(datacenter, subnets),
      routes: [...privateRouteTables].map(([letter, { id }]) => ({
        id: `private_${letter}_datacenters`,
        routeTableId: id,
        range: plan.supernet,
        comment: 'Every datacenter, also those to come; the VPC itself is nearer.',
      })),
    });
  }
  if (datacenter.vpnInstances) buildInstanceAddresses(scope, datacenter, privateRouteTables);

  scope.output(NETWORK_OUTPUTS.vpcId, vpc.id, 'The VPC');
  scope.output(
    NETWORK_OUTPUTS.subnetIds,
    Object.fromEntries([...subnets].map(([key, subnet]) => [key, subnet.id])),
    'Subnets by tier and zone',
  );
  showFarRoles(scope, datacenter);
  scope.output(NETWORK_OUTPUTS.logsKeyArn, logsKey.arn, 'Key that encrypts the logs of network and links');
}

function buildSubnet(scope: StackScope, datacenter: DatacenterPlan, vpc: Vpc, subnet: SubnetPlan): Subnet {
  const zone = zoneOf(datacenter, subnet);
  return new Subnet(scope.part('network'), keyOf(subnet), {
    vpcId: vpc.id,
    cidrBlock: subnet.cidr,
    availabilityZone: zone.name,
    // Load balancers, NAT gateways and VPN instances have public addresses of their own; nothing else gets one.
    mapPublicIpOnLaunch: false,
    tags: tags(scope.plan, datacenter, 'network', subnet.tier, zone.letter),
  });
}

/** Builds the route tables, each subnet in one. Returns those of the private tiers. */
function buildRouting(
  scope: StackScope,
  datacenter: DatacenterPlan,
  vpc: Vpc,
  subnets: ReadonlyMap<string, Subnet>,
): Map<string, RouteTable> {
  const { plan } = scope;
  const part = scope.part('network');
  const table = (name: string, ...words: readonly string[]): RouteTable =>
    new RouteTable(part, name, { vpcId: vpc.id, tags: tags(plan, datacenter, 'network', ...words) });

  const { endpoints } = datacenter;
  const isPublic = !endpoints || datacenter.subnets.some(({ tier }) => routingOf(datacenter, tier) === 'public');
  const internet = isPublic
    ? new InternetGateway(part, 'main', { vpcId: vpc.id, tags: tags(plan, datacenter, 'network', 'internet') })
    : undefined;
  const publicTable = internet && table('public', 'public');
  if (publicTable)
    new Route(part, 'public_internet', {
      routeTableId: publicTable.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: internet.id,
    });
  const nat = internet && !endpoints ? buildNat(scope, datacenter, { vpc, subnets, internet }) : undefined;
  const privateTables = new Map(
    datacenter.zones.map(({ letter }) => [letter, table(`private_${letter}`, 'private', letter)]),
  );
  if (nat)
    for (const [letter, { id }] of privateTables) {
      new Route(part, `private_${letter}_internet`, {
        routeTableId: id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: nat(letter).id,
      });
    }
  if (endpoints)
    buildEndpoints(scope, datacenter, endpoints, { vpc, subnets, routeTables: [...privateTables.values()] });
  const isInternal = (subnet: SubnetPlan): boolean => routingOf(datacenter, subnet.tier) === 'internal';
  const internalTable = datacenter.subnets.some(isInternal) ? table('internal', 'internal') : undefined;
  if (internalTable) scope.comment(internalTable, 'No routes: its subnets reach the VPC and nothing else.');

  for (const subnet of datacenter.subnets) {
    const { letter } = zoneOf(datacenter, subnet);
    const tables = { public: publicTable, private: privateTables.get(letter), internal: internalTable };
    new RouteTableAssociation(part, keyOf(subnet), {
      subnetId: required(subnets.get(keyOf(subnet)), keyOf(subnet)).id,
      routeTableId: required(tables[routingOf(datacenter, subnet.tier)], `route table of ${keyOf(subnet)}`).id,
    });
  }
  return privateTables;
}

function keyOf(subnet: SubnetPlan): string {
  return subnetKey(subnet.tier, subnet.zone ?? 'region');
}

function zoneOf(datacenter: DatacenterPlan, subnet: SubnetPlan): ZonePlan {
  const zone = datacenter.zones.find(({ letter }) => letter === subnet.zone);
  return required(zone, `zone of subnet ${subnet.cidr}`);
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the plan has no ${what}`);
  return value;
}
