import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Role } from '../../kernel/ids';
import { rangeOf } from '../../plan/flow';
import { KONG, resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, Endpoint, Flow } from '../../plan/plan';
import type { StackScope } from '../contract';
import { datastoreOf } from '../../plan/datastores/registry';
import type { ByMember } from '../members';
import { KEPT_WORDING } from '../wording';
import { tags } from './tags';

/** What EC2 takes in a rule's description. Source: IpRange in its API reference. */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** Numbers of protocols that EC2 has no name for. Source: IANA's protocol numbers. */
const PROTOCOLS: Readonly<Record<Flow['protocol'], string>> = { tcp: 'tcp', udp: 'udp', icmp: 'icmp', esp: '50' };

/** All ICMP types and codes. */
const ALL_ICMP = -1;

/** The security groups of a datacenter's cluster. Gateway instances stand in the links stack, with a group of their own. */
export type Firewall = ByMember<SecurityGroup>;

/**
 * A security group for each role and each pool, and one rule for each flow at each of its ends that is here. Groups begin
 * empty: AWS's own rule that lets everything out is taken away when Terraform makes them.
 */
export function buildFirewall(scope: StackScope, datacenter: DatacenterPlan, vpcId: string): Firewall {
  const { machineRoles, words } = datastoreOf(scope.plan);
  const group = (role: Role, name: string, description: string): readonly [string, SecurityGroup] => [
    name,
    new SecurityGroup(scope.part('firewall'), terraformName(name), {
      name: resourceName(scope.plan.topology, datacenter.name, name),
      description,
      vpcId,
      tags: tags(scope.plan, datacenter, role, name),
      lifecycle: KEPT_WORDING,
    }),
  ];
  const firewall: Firewall = new Map([
    ...datacenter.pools.map(({ name }) => group(KONG, name, 'Kong nodes')),
    ...machineRoles.map((role) => group(role, role, `${words.title} nodes`)),
    group('balancer', 'balancer', 'Load balancer in front of Kong'),
    ...(datacenter.redis ? [group('redis', 'redis', 'Redis for rate limiting counters')] : []),
  ]);
  for (const flow of scope.plan.flows) buildRules(scope, datacenter, firewall, flow);
  return firewall;
}

function buildRules(scope: StackScope, datacenter: DatacenterPlan, firewall: Firewall, flow: Flow): void {
  const from = memberHere(datacenter, firewall, flow.from);
  const to = memberHere(datacenter, firewall, flow.to);
  const part = scope.part('firewall');
  const id = ruleName(flow);
  if (to) new VpcSecurityGroupIngressRule(part, id, { ...flowRule(flow, to.group, to.role), ...peer(flow.from, from) });
  if (from)
    new VpcSecurityGroupEgressRule(part, id, { ...flowRule(flow, from.group, from.role), ...peer(flow.to, to) });
}

/** An endpoint of a flow that is a member of this datacenter with a group in this stack. */
interface Member {
  readonly role: Role;
  readonly group: SecurityGroup;
}

function memberHere(datacenter: DatacenterPlan, firewall: Firewall, end: Endpoint): Member | undefined {
  if (end.kind !== 'role' || end.datacenter !== datacenter.name) return undefined;
  const group = firewall.get(end.name);
  return group && { role: end.role, group };
}

/** Members of a group here, or addresses elsewhere: groups cannot be named across regions. */
function peer(end: Endpoint, member: Member | undefined): Partial<VpcSecurityGroupIngressRuleConfig> {
  return member ? { referencedSecurityGroupId: member.group.id } : { cidrIpv4: rangeOf(end) };
}

/** What the rules of a flow have in common, whichever way they look. */
export function flowRule(flow: Flow, group: SecurityGroup, role: Role): VpcSecurityGroupIngressRuleConfig {
  if (!DESCRIPTION.test(flow.purpose)) throw new Error(`EC2 refuses the description of flow ${flow.id}`);
  return {
    securityGroupId: group.id,
    description: flow.purpose,
    ipProtocol: PROTOCOLS[flow.protocol],
    ...ports(flow),
    tags: { Name: flow.id, role },
  };
}

function ports(flow: Flow): { fromPort?: number; toPort?: number } {
  if (flow.protocol === 'icmp') return { fromPort: ALL_ICMP, toPort: ALL_ICMP };
  return flow.ports ? { fromPort: flow.ports.from, toPort: flow.ports.to } : {};
}

/** Terraform names begin with a letter, flows from a range with a digit. */
export function ruleName(flow: Flow): string {
  return terraformName(/^[a-z]/.test(flow.id) ? flow.id : `range-${flow.id}`);
}
