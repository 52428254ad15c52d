import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CustomerGateway } from '@cdktf/provider-aws/lib/customer-gateway';
import { Ec2TransitGatewayRouteTableAssociation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-association';
import { Ec2TransitGatewayRouteTablePropagation } from '@cdktf/provider-aws/lib/ec2-transit-gateway-route-table-propagation';
import { VpnConnection } from '@cdktf/provider-aws/lib/vpn-connection';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, LinkPlan, Plan, TunnelPlan } from '../../plan/plan';
import type { DialledTunnel, LinkEnds, StackScope } from '../contract';
import { fromDefaultTable } from './existing-gateway';
import { isHub, TRANSIT_COMMENT } from './transit';
import { TUNNELS_EACH } from './link-capacity';
import { retentionDays, vpnLogGroup } from './logs';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { dhGroups, WHY_TWO_GROUPS } from './proposal';
import { placeOf } from './provider';
import { linkTags } from './tags';
import { tunnelOptions } from './tunnel-options';

/** Returns the addresses of a datacenter's VPN instances: AWS's own gateways have none before the other end has its. */
export function listeningAddresses(scope: StackScope, datacenter: DatacenterPlan): readonly [string, string] {
  const { vpnInstances } = datacenter;
  if (!vpnInstances) throw new Error(`${datacenter.name} is on AWS, which dials: it has no gateway to listen on`);
  const network = networkOutputs(scope, datacenter);
  const [a, b] = vpnInstances.nodes;
  return [network.entry(NETWORK_OUTPUTS.vpnAddresses, a.name), network.entry(NETWORK_OUTPUTS.vpnAddresses, b.name)];
}

/** Throws: AWS listens on VPN instances alone, which `buildVpnInstances` builds. */
export function listen(_scope: StackScope, link: LinkPlan): never {
  throw new Error(`link ${link.id}: AWS cannot be the listening end`);
}

/**
 * Builds two connections from the transit gateway, one to each interface of the listening gateway, each with two
 * tunnels. Tunnels 0 and 1 of the link are the first connection's, 2 and 3 the second's.
 */
export function dial(
  scope: StackScope,
  link: LinkPlan,
  ends: LinkEnds,
  peerAddresses: readonly [string, string],
  keys: readonly string[],
): DialledTunnel[] {
  const [own, peer] = link.left.part === 'dials' ? [ends.left, ends.right] : [ends.right, ends.left];
  return peerAddresses.flatMap((address, i) => {
    const first = i * TUNNELS_EACH;
    const connection = connect(scope, link, {
      own,
      peer,
      number: i,
      customerGateway: customerGateway(scope, own, peer, i, address),
      tunnels: link.tunnels.slice(first, first + TUNNELS_EACH),
      keys: keys.slice(first, first + TUNNELS_EACH),
    });
    return dialledTunnels(connection);
  });
}

interface ConnectionParts {
  readonly own: DatacenterPlan;
  readonly peer: DatacenterPlan;
  /** Number 0 or 1 within the link. */
  readonly number: number;
  readonly customerGateway: CustomerGateway;
  readonly tunnels: readonly TunnelPlan[];
  readonly keys: readonly string[];
}

function connect(scope: StackScope, link: LinkPlan, parts: ConnectionParts): VpnConnection {
  const { own, peer, number } = parts;
  const [tunnel1, tunnel2] = parts.tunnels;
  const [key1, key2] = parts.keys;
  if (!tunnel1 || !tunnel2 || !key1 || !key2) throw new Error(`link ${link.id} lacks tunnels or keys`);
  const part = scope.part(`link-${link.id}`);
  const id = terraformName(link.id, String(number));
  const place = placeOf(scope, own);
  const network = networkOutputs(scope, own);
  const logs = logGroup(scope, own);
  const edgeTable = network.string(NETWORK_OUTPUTS.edgeRouteTableId);
  const connection = new VpnConnection(part, id, {
    ...place,
    type: 'ipsec.1',
    transitGatewayId: network.string(NETWORK_OUTPUTS.transitGatewayId),
    customerGatewayId: parts.customerGateway.id,
    ...tunnelOptions(1, link.kind, tunnel1.insideCidr, key1, logs.arn),
    ...tunnelOptions(2, link.kind, tunnel2.insideCidr, key2, logs.arn),
    tags: linkTags(scope.plan, own, 'vpn', peer.name, String(number)),
  });
  if (dhGroups(link.kind).length > 1) scope.comment(connection, WHY_TWO_GROUPS);
  const transitGatewayAttachmentId = connection.transitGatewayAttachmentId;
  new Ec2TransitGatewayRouteTableAssociation(part, id, {
    ...place,
    transitGatewayAttachmentId,
    transitGatewayRouteTableId: edgeTable,
    ...fromDefaultTable(own),
  });
  new Ec2TransitGatewayRouteTablePropagation(part, id, {
    ...place,
    transitGatewayAttachmentId,
    transitGatewayRouteTableId: network.string(NETWORK_OUTPUTS.workloadRouteTableId),
  });
  if (isHub(scope.plan, own)) {
    const transit = new Ec2TransitGatewayRouteTablePropagation(part, `${id}__transit`, {
      ...place,
      transitGatewayAttachmentId,
      transitGatewayRouteTableId: edgeTable,
    });
    scope.comment(transit, TRANSIT_COMMENT);
  }
  return connection;
}

/**
 * Returns one interface of the listening gateway, as a customer gateway of the region. Datacenters of one region and account
 * share it: AWS allows no two customer gateways with the same address and ASN.
 */
function customerGateway(
  scope: StackScope,
  own: DatacenterPlan,
  peer: DatacenterPlan,
  vpnInterface: number,
  ipAddress: string,
): CustomerGateway {
  const part = scope.part('gateways');
  const id = terraformName(own.region, ...accountWord(scope.plan, own), '', peer.name, String(vpnInterface));
  const known = part.node.children.find(
    (child): child is CustomerGateway => child instanceof CustomerGateway && child.node.id === id,
  );
  if (known) return known;
  const { plan } = scope;
  return new CustomerGateway(part, id, {
    ...placeOf(scope, own),
    type: 'ipsec.1',
    ipAddress,
    bgpAsn: String(peer.asn),
    deviceName: resourceName(plan.topology, peer.name, 'gateway', String(vpnInterface)),
    tags: linkTags(plan, peer, 'vpn', 'gateway', String(vpnInterface)),
    // The connection moves to the new gateway before the old one goes: AWS deletes none that is in use.
    lifecycle: { createBeforeDestroy: true },
  });
}

/** Returns the word for the account of a datacenter, if an earlier one in the region has another and so the name without it. */
function accountWord({ datacenters }: Plan, { cloud, region, providerAlias }: DatacenterPlan): string[] {
  const first = datacenters.find((it) => it.cloud === cloud && it.region === region);
  return providerAlias === undefined || first?.providerAlias === providerAlias ? [] : [providerAlias];
}

/** Returns the log group of the negotiations of a datacenter's tunnels; one for all of its links. */
function logGroup(scope: StackScope, own: DatacenterPlan): CloudwatchLogGroup {
  const part = scope.part('gateways');
  const id = terraformName(own.name, 'vpn');
  const known = part.node.children.find(
    (child): child is CloudwatchLogGroup => child instanceof CloudwatchLogGroup && child.node.id === id,
  );
  if (known) return known;
  return new CloudwatchLogGroup(part, id, {
    ...placeOf(scope, own),
    name: vpnLogGroup(scope.plan, own),
    retentionInDays: retentionDays(scope.plan.flowLogRetentionDays),
    kmsKeyId: networkOutputs(scope, own).string(NETWORK_OUTPUTS.logsKeyArn),
    tags: linkTags(scope.plan, own, 'vpn', 'vpn'),
  });
}

function dialledTunnels(connection: VpnConnection): DialledTunnel[] {
  return [
    {
      outsideAddress: connection.tunnel1Address,
      dialledInsideAddress: connection.tunnel1VgwInsideAddress,
      listeningInsideAddress: connection.tunnel1CgwInsideAddress,
    },
    {
      outsideAddress: connection.tunnel2Address,
      dialledInsideAddress: connection.tunnel2VgwInsideAddress,
      listeningInsideAddress: connection.tunnel2CgwInsideAddress,
    },
  ];
}
