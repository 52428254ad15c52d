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
import { PUBLIC_PORTS } from '../../plan/pools/ports';
import type { ByMember } from '../members';
import { whyOpen } from '../open-flows';
import { standsIn } from '../service-ends';
import { KEPT_WORDING } from '../wording';
import { networkOutputs, serviceOutput } from './outputs';
import { tags } from './tags';

/** EC2 accepts these characters in a rule's description. Source: IpRange in its API reference. */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** Protocols by EC2's name, or by number if it has none. Source: IANA's protocol numbers. */
const PROTOCOLS: Readonly<Record<Flow['protocol'], string>> = { tcp: 'tcp', udp: 'udp', icmp: 'icmp', esp: '50' };

/** This number means all ICMP types and codes. */
const ALL_ICMP = -1;

/** The security groups of a datacenter's cluster. VPN instances are in the links stack, with groups of their own. */
export type Firewall = ByMember<SecurityGroup>;

/**
 * Builds a security group for each role and each pool, and one rule for each flow at each of its ends that is here.
 * Groups begin empty: Terraform removes AWS's own rule that lets everything out when it makes them.
 */
export function buildFirewall(scope: StackScope, datacenter: DatacenterPlan, vpcId: string): Firewall {
  const { machineRoles, standingSize, words } = datastoreOf(scope.plan);
  const { engine } = scope.plan.datastore;
  // It has a group although no rule lets anybody in: a replica that nobody reads from.
  const isServiceHere = machineRoles.length === 0 && standingSize(datacenter).nodes > 0;
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
    ...(isServiceHere ? [group(engine, engine, words.title)] : []),
    group('balancer', 'balancer', 'Load balancer in front of Kong'),
    ...(standsIn(scope.plan, datacenter, 'control')
      ? [group('control', 'control', 'Load balancer in front of the control planes')]
      : []),
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
  if (to) {
    const rule = { ...flowRule(flow, to.group, to.role), ...peer(scope, datacenter, flow.from, from) };
    acceptOpenRule(scope, flow, new VpcSecurityGroupIngressRule(part, id, rule));
  }
  if (from) {
    const rule = { ...flowRule(flow, from.group, from.role), ...peer(scope, datacenter, flow.to, to) };
    acceptOpenRule(scope, flow, new VpcSecurityGroupEgressRule(part, id, rule));
  }
}

/** Says at a rule that is open to every address why it is. */
export function acceptOpenRule(
  scope: StackScope,
  flow: Flow,
  rule: VpcSecurityGroupIngressRule | VpcSecurityGroupEgressRule,
): void {
  const isIngress = rule instanceof VpcSecurityGroupIngressRule;
  const reason = whyOpen(flow, isIngress ? flow.from : flow.to);
  if (reason === undefined) return;
  if (!isIngress) scope.accept(rule, { 'AWS-0104': reason });
  else if (flow.ports?.from === PUBLIC_PORTS.plain) scope.accept(rule, { CKV_AWS_260: reason });
}

/** An end of a flow that is a member of this datacenter with a group in this stack. */
interface Member {
  readonly role: Role;
  readonly group: SecurityGroup;
}

function memberHere(datacenter: DatacenterPlan, firewall: Firewall, end: Endpoint): Member | undefined {
  if (end.kind !== 'role' || end.datacenter !== datacenter.name) return undefined;
  const group = firewall.get(end.name);
  return group && { role: end.role, group };
}

/**
 * Returns the other end of a rule: a group here, a list of AWS's own addresses, or addresses elsewhere, since a rule cannot refer to
 * groups of another region.
 */
function peer(
  scope: StackScope,
  datacenter: DatacenterPlan,
  end: Endpoint,
  member: Member | undefined,
): Partial<VpcSecurityGroupIngressRuleConfig> {
  if (member) return { referencedSecurityGroupId: member.group.id };
  return end.kind === 'service'
    ? { prefixListId: networkOutputs(scope, datacenter).string(serviceOutput(end.service)) }
    : { cidrIpv4: rangeOf(end) };
}

/** Returns the arguments that the rules of a flow have in common, in either direction. */
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

/**
 * Returns the Terraform name of a flow's rule. It must begin with a letter; the id of a flow from a range begins with a
 * digit.
 */
export function ruleName(flow: Flow): string {
  return terraformName(/^[a-z]/.test(flow.id) ? flow.id : `range-${flow.id}`);
}
