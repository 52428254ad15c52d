import { Ec2TransitGatewayPeeringAttachment } from '@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment';
import { Ec2TransitGatewayPeeringAttachmentAccepter } from '@cdktf/provider-aws/lib/ec2-transit-gateway-peering-attachment-accepter';
import { Ec2TransitGatewayRoute } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route';
import { Ec2TransitGatewayRouteTableAssociation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan, LinkEnd, LinkPlan } from '../../plan/plan';
import type { LinkEnds, StackScope } from '../contract';
import { fromDefaultTable } from './existing-gateway';
import { isHub, TRANSIT_COMMENT } from './transit';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { placeOf } from './provider';
import { linkTags } from './tags';

/** The resources that both ends of a peering depend on. */
interface Peering {
  readonly attachment: Ec2TransitGatewayPeeringAttachment;
  readonly accepter: Ec2TransitGatewayPeeringAttachmentAccepter;
}

/**
 * Joins transit gateways over AWS's own network, which encrypts: see `LinkEncryption`. Peerings have static routes
 * only. Between two regions an attachment has one id at both ends, in two accounts as well: the provider's own tests accept
 * it by that (hashicorp/terraform-provider-aws, internal/service/ec2, `TransitGatewayPeeringAttachmentAccepter_differentAccount`).
 * Within a region it has two, and topogen makes no peering there.
 */
export function buildTransitPeering(scope: StackScope, link: LinkPlan, { left, right }: LinkEnds): void {
  const { plan } = scope;
  const part = scope.part(`link-${link.id}`);
  const id = terraformName(link.id);
  const attachment = new Ec2TransitGatewayPeeringAttachment(part, id, {
    ...placeOf(scope, left),
    transitGatewayId: transitGatewayOf(scope, left),
    ...peerAccount(left, right),
    peerRegion: right.region,
    peerTransitGatewayId: transitGatewayOf(scope, right),
    tags: linkTags(plan, left, 'network', right.name),
    // Newer providers read it back and would replace the peering for it.
    lifecycle: { ignoreChanges: ['options'] },
  });
  // It is necessary even within one account.
  const accepter = new Ec2TransitGatewayPeeringAttachmentAccepter(part, id, {
    ...placeOf(scope, right),
    transitGatewayAttachmentId: attachment.id,
    tags: linkTags(plan, right, 'network', left.name),
  });
  buildEnd(scope, link, { attachment, accepter }, link.left, left, right);
  buildEnd(scope, link, { attachment, accepter }, link.right, right, left);
}

/**
 * Builds one end: the peering looks routes up in the edge table, and the workload table leads to the other end over the
 * peering.
 */
function buildEnd(
  scope: StackScope,
  link: LinkPlan,
  { attachment, accepter }: Peering,
  end: LinkEnd,
  here: DatacenterPlan,
  there: DatacenterPlan,
): void {
  const part = scope.part(`link-${link.id}`);
  const id = terraformName(link.id, '', 'at', here.name);
  const network = networkOutputs(scope, here);
  const place = placeOf(scope, here);
  const association = new Ec2TransitGatewayRouteTableAssociation(part, id, {
    ...place,
    transitGatewayAttachmentId: attachment.id,
    transitGatewayRouteTableId: network.string(NETWORK_OUTPUTS.edgeRouteTableId),
    ...fromDefaultTable(here),
    // AWS refuses to route over it before it is accepted.
    dependsOn: [accepter],
  });
  const route = {
    ...place,
    transitGatewayAttachmentId: attachment.id,
    dependsOn: [association],
  };
  new Ec2TransitGatewayRoute(part, id, {
    ...route,
    destinationCidrBlock: end.route,
    transitGatewayRouteTableId: network.string(NETWORK_OUTPUTS.workloadRouteTableId),
  });
  if (isHub(scope.plan, here)) {
    const transit = new Ec2TransitGatewayRoute(part, `${id}__transit`, {
      ...route,
      destinationCidrBlock: there.cidr,
      transitGatewayRouteTableId: network.string(NETWORK_OUTPUTS.edgeRouteTableId),
    });
    scope.comment(transit, TRANSIT_COMMENT);
  }
}

/** Returns the account of the other end, if it is another one. */
function peerAccount(own: DatacenterPlan, peer: DatacenterPlan): { readonly peerAccountId?: string } {
  if (own.providerAlias === peer.providerAlias || peer.accountId === undefined) return {};
  return { peerAccountId: peer.accountId };
}

function transitGatewayOf(scope: StackScope, datacenter: DatacenterPlan): string {
  return networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.transitGatewayId);
}
