import { Ec2TransitGateway } from '@cdktf/provider-aws/lib/ec2-transit-gateway';
import { Ec2TransitGatewayRouteTable } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table';
import { Ec2TransitGatewayRouteTableAssociation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association';
import { Ec2TransitGatewayRouteTablePropagation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-propagation';
import { Ec2TransitGatewayVpcAttachment } from '@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment';
import { Route } from '@cdktf/provider-aws/lib/route';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { fromDefaultTable, readGateway, type TransitGateway } from './existing-gateway';
import { NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** The place at which a transit gateway is attached to its VPC. */
export interface TransitPlace {
  readonly vpcId: string;
  /** Subnets, one a zone. */
  readonly subnetIds: readonly string[];
  readonly routes: readonly TransitRoute[];
}

/** A route of the VPC to the transit gateway. */
export interface TransitRoute {
  /** Its Terraform name. */
  readonly id: string;
  readonly routeTableId: string;
  readonly range: string;
  readonly comment: string;
}

/**
 * Builds the transit gateway that every link of a datacenter ends on, or takes the user's, and attaches the VPC to it.
 *
 *     VPC attachment  --looks up in-->  workload table: routes to the other datacenters
 *     links           --look up in-->   edge table:     this VPC, and nothing else
 *
 * There are two tables, so that no datacenter forwards between two others: with one, routes of a link would be
 * advertised on every other link, and traffic would be spread over the detour. Only a hub forwards; there the links
 * stack adds the links' routes to the edge table too.
 */
export function buildTransit(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { vpcId, subnetIds, routes }: TransitPlace,
): void {
  const { plan } = scope;
  const part = scope.part('gateways');
  const { existingGateway } = datacenter;
  const transitGateway = existingGateway
    ? readGateway(scope, datacenter, existingGateway)
    : makeTransit(scope, datacenter);
  const attachment = new Ec2TransitGatewayVpcAttachment(part, 'main', {
    transitGatewayId: transitGateway.id,
    vpcId,
    subnetIds: [...subnetIds],
    transitGatewayDefaultRouteTableAssociation: false,
    transitGatewayDefaultRouteTablePropagation: false,
    tags: tags(plan, datacenter, 'network', 'transit'),
  });
  const [workload, edge] = (['workload', 'edge'] as const).map(
    (name) =>
      new Ec2TransitGatewayRouteTable(part, name, {
        transitGatewayId: transitGateway.id,
        tags: tags(plan, datacenter, 'network', 'transit', name),
      }),
  ) as [Ec2TransitGatewayRouteTable, Ec2TransitGatewayRouteTable];
  scope.comment(workload, 'What the VPC can reach: the links stack adds each link.');
  scope.comment(
    edge,
    isHub(plan, datacenter)
      ? 'What links can reach: this VPC and, since this is the hub, what the other links lead to.'
      : 'What links can reach: this VPC alone, so that no datacenter is a way between two others.',
  );
  new Ec2TransitGatewayRouteTableAssociation(part, 'workload_vpc', {
    transitGatewayRouteTableId: workload.id,
    transitGatewayAttachmentId: attachment.id,
    ...fromDefaultTable(datacenter),
  });
  new Ec2TransitGatewayRouteTablePropagation(part, 'edge_vpc', {
    transitGatewayRouteTableId: edge.id,
    transitGatewayAttachmentId: attachment.id,
  });
  for (const { id, routeTableId, range, comment } of routes) {
    const route = new Route(part, id, {
      routeTableId,
      destinationCidrBlock: range,
      transitGatewayId: transitGateway.id,
      dependsOn: [attachment],
    });
    scope.comment(route, comment);
  }
  scope.output(
    NETWORK_OUTPUTS.transitGatewayId,
    transitGateway.id,
    'Transit gateway that links end on',
    transitGateway.asStated,
  );
  if (existingGateway)
    scope.output(NETWORK_OUTPUTS.transitAttachmentId, attachment.id, 'Attachment of the VPC to that gateway');
  scope.output(NETWORK_OUTPUTS.workloadRouteTableId, workload.id, 'Transit gateway routes of the VPC');
  scope.output(NETWORK_OUTPUTS.edgeRouteTableId, edge.id, 'Transit gateway routes of the links');
}

function makeTransit(scope: StackScope, datacenter: DatacenterPlan): TransitGateway {
  const { plan } = scope;
  return new Ec2TransitGateway(scope.part('gateways'), 'main', {
    description: `Links of ${datacenter.name} to the other datacenters of ${plan.topology}`,
    amazonSideAsn: datacenter.asn,
    vpnEcmpSupport: 'enable',
    defaultRouteTableAssociation: 'disable',
    defaultRouteTablePropagation: 'disable',
    autoAcceptSharedAttachments: 'disable',
    tags: tags(plan, datacenter, 'network', 'transit'),
  });
}

/** Comment above the routes by which a hub forwards between its spokes. */
export const TRANSIT_COMMENT = 'This is the hub: the other links lead here as well.';

/** True if the other datacenters reach each other through this one. */
export function isHub(plan: Plan, datacenter: DatacenterPlan): boolean {
  return plan.shape.shape === 'hub' && plan.shape.hub === datacenter.name;
}

/** Returns the ids of the subnets that a transit gateway is attached in, one a zone. */
export function transitSubnetIds(
  datacenter: DatacenterPlan,
  subnets: ReadonlyMap<string, { readonly id: string }>,
): string[] {
  const ids = datacenter.zones.flatMap(({ letter }) => subnets.get(subnetKey('transit', letter))?.id ?? []);
  if (ids.length !== datacenter.zones.length) {
    throw new Error(`datacenter ${datacenter.name} lacks subnets for its transit gateway`);
  }
  return ids;
}
