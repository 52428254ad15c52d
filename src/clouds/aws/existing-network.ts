import { DataAwsNetworkInterfaces } from '@cdktf/provider-aws/lib/data-aws-network-interfaces';
import { DataAwsRouteTable } from '@cdktf/provider-aws/lib/data-aws-route-table';
import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import type { Tier } from '../../kernel/ids';
import { datastoreOf } from '../../plan/datastores/registry';
import { KONG, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { ExistingNetworkPlan, SubnetPlan } from '../../plan/place';
import type { OutputOptions, StackScope } from '../contract';
import { textList } from '../machine-needs';
import { buildJournalStore } from './journals';
import { buildFlowLogs } from './logs';
import { NETWORK_OUTPUTS, subnetKey } from './outputs';
import { showFarRoles } from './seed-roles';
import { buildTransit, transitSubnetIds, type TransitRoute } from './transit';

/**
 * Builds what a datacenter needs in a network of the user's own: flow logs of its subnets and, if a link ends on it, the
 * transit gateway. The network, its subnets and its route tables are read, compared with the spec, and changed by nothing
 * here but the routes to other datacenters, in tables that the spec names for them.
 *
 * Outputs hold the conditions, so that a stack can be destroyed whatever has become of the network by then.
 */
export function buildExistingNetwork(
  scope: StackScope,
  datacenter: DatacenterPlan,
  existing: ExistingNetworkPlan,
): void {
  const part = scope.part('network');
  const vpc = new DataAwsVpc(part, 'main', { id: existing.id });
  scope.comment(vpc, 'It is not of this topology: nothing here makes, tags or changes it, or any of its subnets.');
  const subnets = new Map(
    datacenter.subnets.map((subnet) => [keyOf(subnet), new DataAwsSubnet(part, keyOf(subnet), { id: idOf(subnet) })]),
  );
  const logsKey = buildFlowLogs(
    scope,
    datacenter,
    [...subnets].map(([id, subnet]) => ({ id, place: { subnetId: subnet.id } })),
  );
  buildJournalStore(scope, datacenter, logsKey);
  if (datacenter.hasGateway) {
    buildTransit(scope, datacenter, {
      vpcId: vpc.id,
      subnetIds: transitSubnetIds(datacenter, subnets),
      routes: routesToOthers(scope, datacenter, existing),
    });
  }
  scope.output(NETWORK_OUTPUTS.vpcId, vpc.id, 'The VPC', asStated(datacenter, existing));
  scope.output(
    NETWORK_OUTPUTS.subnetIds,
    Object.fromEntries([...subnets].map(([key, subnet]) => [key, subnet.id])),
    'Subnets by tier and zone',
  );
  for (const tier of new Set(datacenter.subnets.map((subnet) => subnet.tier))) {
    compareSubnets(scope, datacenter, existing, tier);
  }
  for (const tier of machineTiers(scope)) countFree(scope, datacenter, tier);
  showFarRoles(scope, datacenter);
  scope.output(NETWORK_OUTPUTS.logsKeyArn, logsKey.arn, 'Key that encrypts the logs of network and links');
}

/** Makes the condition that the VPC has the range that the spec says, and answers for names. */
function asStated({ cidr }: DatacenterPlan, { id }: ExistingNetworkPlan): OutputOptions {
  const vpc = 'data.aws_vpc.main';
  const ranges = `[for range in ${vpc}.cidr_block_associations : range.cidr_block]`;
  return {
    precondition: {
      condition: `\${contains(${ranges}, "${cidr}") && ${vpc}.enable_dns_support && ${vpc}.enable_dns_hostnames}`,
      errorMessage: `The spec says that ${id} has the range ${cidr}; AWS says \${join(", ", ${ranges})}. Its owner must have DNS support (\${${vpc}.enable_dns_support}) and DNS hostnames (\${${vpc}.enable_dns_hostnames}) switched on: topogen changes neither.`,
    },
  };
}

/** Makes the plan fail where the subnets of a tier are not those that the spec describes. */
function compareSubnets(
  scope: StackScope,
  datacenter: DatacenterPlan,
  existing: ExistingNetworkPlan,
  tier: Tier,
): void {
  const own = datacenter.subnets.filter((subnet) => subnet.tier === tier);
  const stated = own.map((subnet) => {
    const zone = datacenter.zones.find(({ letter }) => letter === subnet.zone);
    return `${idOf(subnet)}: ${subnet.cidr} in ${zone?.name ?? ''} of ${existing.id}`;
  });
  const found = `[for subnet in [${own.map((it) => `data.aws_subnet.${keyOf(it)}`).join(', ')}] : format("%s: %s in %s of %s", subnet.id, subnet.cidr_block, subnet.availability_zone, subnet.vpc_id)]`;
  scope.output(`${tier}_subnets`, `\${${found}}`, `Subnets of ${tier} as AWS has them`, {
    precondition: {
      condition: `\${${found} == ${textList(stated)}}`,
      errorMessage: `The subnets of ${tier} are not those of the spec. AWS has \${join("; ", ${found})}. The spec has ${stated.join('; ')}.`,
    },
  });
}

/**
 * Makes the plan fail where subnets have too few free addresses for the machines of a tier. Addresses of machines that stand
 * already count as free: they are known by the tags of their network interfaces.
 */
function countFree(scope: StackScope, datacenter: DatacenterPlan, tier: Tier): void {
  const { topology } = scope.plan;
  const free = datacenter.subnets
    .filter((subnet) => subnet.tier === tier)
    .map((subnet) => {
      const key = keyOf(subnet);
      new DataAwsNetworkInterfaces(scope.part('network'), key, {
        filter: [
          { name: 'subnet-id', values: [idOf(subnet)] },
          { name: 'tag:topology', values: [topology] },
        ],
      });
      return `data.aws_subnet.${key}.available_ip_address_count + length(data.aws_network_interfaces.${key}.ids)`;
    });
  const needed = neededIn(scope, datacenter, tier);
  // The number that is free comes and goes with machines and balancers: an output of it would be a change of every plan.
  scope.output(`${tier}_addresses`, needed, `Addresses that the machines of ${tier} take in a zone at most`, {
    precondition: {
      condition: `\${min(${free.join(', ')}) >= ${needed}}`,
      errorMessage: `Each subnet of ${tier} needs ${needed} addresses for the machines of ${datacenter.name}; \${join(", ", [${free.join(', ')}])} are free or theirs already.`,
    },
  });
}

/** Returns the addresses that machines of a tier take in a zone at most. */
function neededIn(scope: StackScope, datacenter: DatacenterPlan, tier: Tier): number {
  const zones = datacenter.zones.length;
  const machines =
    tier === KONG
      ? datacenter.pools.reduce((sum, pool) => sum + pool.maximumNodes, 0)
      : datastoreOf(scope.plan).standingSize(datacenter).nodes;
  return Math.ceil(machines / zones);
}

/** Returns the routes to the other datacenters, one to the range of each: the tables lead to places of the owner's too. */
function routesToOthers(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { routeTables, tiers }: ExistingNetworkPlan,
): TransitRoute[] {
  const part = scope.part('network');
  const tables = routeTables.map((id) => new DataAwsRouteTable(part, terraformName(id), { routeTableId: id }));
  const list = `[${routeTables.map((id) => `data.aws_route_table.${terraformName(id)}`).join(', ')}]`;
  const inTables = `flatten([for table in ${list} : table.associations[*].subnet_id])`;
  const machines = machineTiers(scope).flatMap((tier) => tiers[tier]?.zones ?? []);
  const without = `setsubtract(${textList(machines.map(({ id }) => id))}, ${inTables})`;
  scope.output('subnets_without_routes', `\${${without}}`, 'Subnets of machines that are in no given route table', {
    precondition: {
      condition: `\${length(${without}) == 0}`,
      errorMessage: `The route tables that the spec names are not those of \${join(", ", ${without})}, so that these subnets would have no route to the other datacenters.`,
    },
  });
  const others = scope.plan.datacenters.filter(({ name }) => name !== datacenter.name);
  return tables.flatMap((table, i) =>
    others.map(({ name, cidr }) => ({
      id: `${terraformName(routeTables[i] ?? '')}_to_${terraformName(name)}`,
      routeTableId: table.routeTableId,
      range: cidr,
      comment: 'In a table of the owner, named in the spec for this.',
    })),
  );
}

/** Returns the tiers that have machines of the topology's own. */
function machineTiers({ plan }: StackScope): Tier[] {
  return [KONG, ...datastoreOf(plan).machineRoles];
}

function keyOf({ tier, zone }: SubnetPlan): string {
  return subnetKey(tier, zone ?? 'region');
}

function idOf({ id, cidr }: SubnetPlan): string {
  if (id === undefined) throw new Error(`subnet ${cidr} of an existing network has no id`);
  return id;
}
