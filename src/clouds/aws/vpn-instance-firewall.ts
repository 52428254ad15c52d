import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { rangeOf } from '../../plan/flow';
import { resourceName, terraformName } from '../../plan/naming';
import { tunnelsOn } from '../../plan/nodes/vpn-instance/tunnels';
import type { DatacenterPlan, Endpoint, Flow, VpnInstancePlan, VpnInstancesPlan } from '../../plan/plan';
import type { DialledLink, StackScope } from '../contract';
import { KEPT_WORDING } from '../wording';
import { acceptOpenRule, flowRule, ruleName } from './firewall';
import { instanceFile, instanceId } from './vpn-instance-machine';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { placeOf } from './provider';
import { linkTags } from './tags';

/** An instance with its group, and the other one's group. */
interface Member {
  readonly datacenter: DatacenterPlan;
  readonly instance: VpnInstancePlan;
  readonly group: SecurityGroup;
  readonly other: SecurityGroup;
}

/**
 * Addresses or a group at the other end of a flow, each with the suffix that distinguishes its rule from the flow's
 * others.
 */
interface Peer {
  readonly suffix: readonly string[];
  readonly argument: Partial<VpcSecurityGroupIngressRuleConfig>;
}

/**
 * Builds a security group for each instance, since each accepts the far ends of its own tunnels alone. There is one
 * rule for each flow that begins or ends at the instances; for a flow with the far end of a link, one for each of its
 * addresses.
 */
export function buildInstanceFirewall(
  scope: StackScope,
  datacenter: DatacenterPlan,
  instances: VpnInstancesPlan,
  links: readonly DialledLink[],
): SecurityGroup[] {
  const groups = instances.nodes.map((instance) => buildGroup(scope, datacenter, instance));
  instances.nodes.forEach((instance, i) => {
    const [group, other] = [groups[i], groups[1 - i]];
    if (!group || !other) throw new Error(`the instances of ${datacenter.name} are no pair`);
    const member: Member = { datacenter, instance, group, other };
    for (const flow of scope.plan.flows) buildRules(scope, member, flow, links);
  });
  return groups;
}

function buildGroup(scope: StackScope, datacenter: DatacenterPlan, instance: VpnInstancePlan): SecurityGroup {
  return new SecurityGroup(scope.part(instanceFile(datacenter)), instanceId(datacenter, instance), {
    ...placeOf(scope, datacenter),
    name: resourceName(scope.plan.topology, datacenter.name, instance.name),
    description: `VPN gateway ${instance.name}`,
    vpcId: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.vpcId),
    tags: linkTags(scope.plan, datacenter, 'vpn', instance.name),
    lifecycle: KEPT_WORDING,
  });
}

function buildRules(scope: StackScope, member: Member, flow: Flow, links: readonly DialledLink[]): void {
  const part = scope.part(instanceFile(member.datacenter));
  const { instance, datacenter } = member;
  const rule = {
    ...flowRule(flow, member.group, 'vpn'),
    ...placeOf(scope, datacenter),
    tags: { Name: flow.id, role: 'vpn', datacenter: datacenter.name },
  };
  const id = (peer: Peer): string => terraformName(ruleName(flow), '', instance.name, ...peer.suffix);
  if (isVpnInstance(datacenter, flow.to)) {
    for (const peer of peersOf(member, flow.from, links)) {
      acceptOpenRule(scope, flow, new VpcSecurityGroupIngressRule(part, id(peer), { ...rule, ...peer.argument }));
    }
  }
  if (isVpnInstance(datacenter, flow.from)) {
    for (const peer of peersOf(member, flow.to, links)) {
      acceptOpenRule(scope, flow, new VpcSecurityGroupEgressRule(part, id(peer), { ...rule, ...peer.argument }));
    }
  }
}

function isVpnInstance(datacenter: DatacenterPlan, end: Endpoint): boolean {
  return end.kind === 'role' && end.datacenter === datacenter.name && end.role === 'vpn';
}

function peersOf(member: Member, end: Endpoint, links: readonly DialledLink[]): Peer[] {
  const { datacenter, instance } = member;
  if (isVpnInstance(datacenter, end)) return [{ suffix: [], argument: { referencedSecurityGroupId: member.other.id } }];
  if (end.kind !== 'link') return [{ suffix: [], argument: { cidrIpv4: rangeOf(end) } }];
  const dialled = links.find(({ link }) => link.id === end.link);
  if (!dialled) return [];
  return tunnelsOn(datacenter, instance, dialled.link).map(({ number }) => {
    const tunnel = dialled.tunnels[number];
    if (!tunnel) throw new Error(`link ${end.link} lacks tunnel ${number}`);
    return { suffix: [String(number)], argument: { cidrIpv4: `${tunnel.outsideAddress}/32` } };
  });
}
