import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { rangeOf } from '../../plan/flow';
import { resourceName, terraformName } from '../../plan/naming';
import { tunnelsOn } from '../../plan/nodes/gateway/tunnels';
import type { DatacenterPlan, Endpoint, Flow, GatewayNodePlan, GatewayPairPlan } from '../../plan/plan';
import type { DialledLink, StackScope } from '../contract';
import { flowRule, ruleName } from './firewall';
import { gatewayFile, gatewayId } from './gateway-machine';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { linkTags } from './tags';

/** A gateway with its group, and the other one's group. */
interface Member {
  readonly datacenter: DatacenterPlan;
  readonly gateway: GatewayNodePlan;
  readonly group: SecurityGroup;
  readonly other: SecurityGroup;
}

/** Addresses or a group at the other end of a flow, each with what tells its rule from the flow's others. */
interface Peer {
  readonly suffix: readonly string[];
  readonly argument: Partial<VpcSecurityGroupIngressRuleConfig>;
}

/**
 * A security group for each gateway, since each hears the far ends of its own tunnels alone. One rule for each flow that
 * begins or ends at the gateways; for a flow with the far end of a link, one for each of its addresses.
 */
export function buildGatewayFirewall(
  scope: StackScope,
  datacenter: DatacenterPlan,
  gateways: GatewayPairPlan,
  links: readonly DialledLink[],
): SecurityGroup[] {
  const groups = gateways.nodes.map((gateway) => buildGroup(scope, datacenter, gateway));
  gateways.nodes.forEach((gateway, i) => {
    const [group, other] = [groups[i], groups[1 - i]];
    if (!group || !other) throw new Error(`the gateways of ${datacenter.name} are no pair`);
    const member: Member = { datacenter, gateway, group, other };
    for (const flow of scope.plan.flows) buildRules(scope, member, flow, links);
  });
  return groups;
}

function buildGroup(scope: StackScope, datacenter: DatacenterPlan, gateway: GatewayNodePlan): SecurityGroup {
  return new SecurityGroup(scope.part(gatewayFile(datacenter)), gatewayId(datacenter, gateway), {
    region: datacenter.region,
    name: resourceName(scope.plan.topology, datacenter.name, gateway.name),
    description: `VPN gateway ${gateway.name}`,
    vpcId: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.vpcId),
    tags: linkTags(scope.plan, datacenter, 'vpn', gateway.name),
  });
}

function buildRules(scope: StackScope, member: Member, flow: Flow, links: readonly DialledLink[]): void {
  const part = scope.part(gatewayFile(member.datacenter));
  const { gateway, datacenter } = member;
  const rule = {
    ...flowRule(flow, member.group, 'vpn'),
    region: datacenter.region,
    tags: { Name: flow.id, role: 'vpn', datacenter: datacenter.name },
  };
  const id = (peer: Peer): string => terraformName(ruleName(flow), '', gateway.name, ...peer.suffix);
  if (isGateway(datacenter, flow.to)) {
    for (const peer of peersOf(member, flow.from, links)) {
      new VpcSecurityGroupIngressRule(part, id(peer), { ...rule, ...peer.argument });
    }
  }
  if (isGateway(datacenter, flow.from)) {
    for (const peer of peersOf(member, flow.to, links)) {
      new VpcSecurityGroupEgressRule(part, id(peer), { ...rule, ...peer.argument });
    }
  }
}

function isGateway(datacenter: DatacenterPlan, end: Endpoint): boolean {
  return end.kind === 'role' && end.datacenter === datacenter.name && end.role === 'vpn';
}

function peersOf(member: Member, end: Endpoint, links: readonly DialledLink[]): Peer[] {
  const { datacenter, gateway } = member;
  if (isGateway(datacenter, end)) return [{ suffix: [], argument: { referencedSecurityGroupId: member.other.id } }];
  if (end.kind !== 'link') return [{ suffix: [], argument: { cidrIpv4: rangeOf(end) } }];
  const dialled = links.find(({ link }) => link.id === end.link);
  if (!dialled) return [];
  return tunnelsOn(datacenter, gateway, dialled.link).map(({ number }) => {
    const tunnel = dialled.tunnels[number];
    if (!tunnel) throw new Error(`link ${end.link} lacks tunnel ${number}`);
    return { suffix: [String(number)], argument: { cidrIpv4: `${tunnel.outsideAddress}/32` } };
  });
}
