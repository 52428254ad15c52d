import { DataAwsEc2TransitGateway } from '@cdktf/provider-aws/lib/data-aws-ec2-transit-gateway';
import {
  DataAwsEc2TransitGatewayVpcAttachments,
  type DataAwsEc2TransitGatewayVpcAttachmentsFilter,
} from '@cdktf/provider-aws/lib/data-aws-ec2-transit-gateway-vpc-attachments';
import type { DatacenterPlan } from '../../plan/plan';
import type { ExistingGatewayPlan, ExistingNetworkPlan } from '../../plan/place';
import type { OutputOptions, StackScope } from '../contract';
import { accountIdInHcl } from './keys';

/** A transit gateway, made or read. */
export interface TransitGateway {
  readonly id: string;
  /** Condition that it is the one of the spec; absent where topogen makes it. */
  readonly asStated?: OutputOptions;
}

const GATEWAY = 'data.aws_ec2_transit_gateway.main';

/** States of an attachment that stands or comes. */
const STANDING = ['available', 'modifying', 'pending', 'pendingAcceptance'];

/**
 * Reads a transit gateway of the user's own. It is compared with the spec, and changed by nothing here: links and the VPC have two
 * route tables of the topology's on it, and its owner's tables keep what they have.
 *
 * Outputs hold the conditions, so that a stack can be destroyed whatever has become of the gateway by then.
 */
export function readGateway(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { id, asn }: ExistingGatewayPlan,
): TransitGateway {
  const gateway = new DataAwsEc2TransitGateway(scope.part('gateways'), 'main', { id });
  scope.comment(
    gateway,
    'It is not of this topology: nothing here makes, tags or changes it, or a route table of its owner.',
  );
  const dials = isDialling(scope, datacenter);
  if (dials) refuseDefaultPropagation(scope, datacenter, id);
  if (datacenter.existing) refuseSecondAttachment(scope, datacenter, datacenter.existing, id);
  const account = accountIdInHcl(scope, datacenter);
  const conditions = [
    `${GATEWAY}.amazon_side_asn == ${asn}`,
    `${GATEWAY}.owner_id == ${account}`,
    ...(dials ? [`${GATEWAY}.vpn_ecmp_support == "enable"`] : []),
  ];
  const spread = dials
    ? ` Its owner must have VPN ECMP enabled (\${${GATEWAY}.vpn_ecmp_support}): links have tunnels of one rank.`
    : '';
  return {
    id: gateway.id,
    asStated: {
      precondition: {
        condition: `\${${conditions.join(' && ')}}`,
        errorMessage: `The spec says that ${id} has the number ${asn}; AWS says \${${GATEWAY}.amazon_side_asn}. It is of account \${${GATEWAY}.owner_id} and must be of \${${account}}: nobody else may add route tables and connections to it.${spread}`,
      },
    },
  };
}

/**
 * Returns what an association of an attachment needs on a gateway of the user's: AWS may have put the attachment into its default
 * table, from which no argument of a connection or a peering keeps it.
 */
export function fromDefaultTable({ existingGateway }: DatacenterPlan): { readonly replaceExistingAssociation?: true } {
  return existingGateway ? { replaceExistingAssociation: true } : {};
}

/** True if a link of the datacenter is made of connections, which learn routes. */
function isDialling({ plan }: StackScope, { name }: DatacenterPlan): boolean {
  const ends = plan.links.flatMap(({ left, right }) => [left, right]);
  return ends.some(({ datacenter, part }) => datacenter === name && part === 'dials');
}

/** Makes the plan fail where AWS would put the routes of new connections into a table of the owner's, and nothing here could take them out. */
function refuseDefaultPropagation(scope: StackScope, { region }: DatacenterPlan, id: string): void {
  const found = `${GATEWAY}.default_route_table_propagation`;
  scope.output(
    'transit_default_propagation',
    `\${${found}}`,
    'Propagation of new attachments to a table of the owner',
    {
      precondition: {
        condition: `\${${found} == "disable"}`,
        errorMessage: `${id} propagates new attachments to its default route table, which would get routes to the other datacenters. Its owner must switch that off, which changes nothing for attachments that it has: aws ec2 modify-transit-gateway --region ${region} --transit-gateway-id ${id} --options DefaultRouteTablePropagation=disable`,
      },
    },
  );
}

/** Makes the plan fail where a VPC of the user's is attached to the gateway already: AWS attaches none twice. */
function refuseSecondAttachment(
  scope: StackScope,
  { name }: DatacenterPlan,
  existing: ExistingNetworkPlan,
  id: string,
): void {
  const filters = [
    { name: 'transit-gateway-id', values: [id] },
    { name: 'vpc-id', values: [existing.id] },
    { name: 'state', values: STANDING },
  ];
  const ours = [
    { name: 'tag:topology', values: [scope.plan.topology] },
    { name: 'tag:datacenter', values: [name] },
  ];
  const read = (key: string, filter: DataAwsEc2TransitGatewayVpcAttachmentsFilter[]): string => {
    new DataAwsEc2TransitGatewayVpcAttachments(scope.part('gateways'), key, { filter });
    return `data.aws_ec2_transit_gateway_vpc_attachments.${key}.ids`;
  };
  const others = `setsubtract(${read('all', filters)}, ${read('own', [...filters, ...ours])})`;
  scope.output(
    'other_attachments',
    `\${${others}}`,
    'Attachments of the VPC to that gateway which are not of this topology',
    {
      precondition: {
        condition: `\${length(${others}) == 0}`,
        errorMessage: `${existing.id} is attached to ${id} already, by \${join(", ", ${others})}, and AWS attaches it no second time. Leave network.gateway out: topogen then makes a gateway of its own beside that one.`,
      },
    },
  );
}
