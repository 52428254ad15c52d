import { ComputeFirewall, type ComputeFirewallConfig } from '@cdktf/provider-google/lib/compute-firewall';
import { datacenterOf } from '../../kernel/datacenter-of';
import { rangeOf } from '../../plan/flow';
import { resourceName, shortPoolName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, Endpoint, Flow, Plan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { PUBLIC_PORTS } from '../../plan/pools/ports';
import type { AcceptedFindings } from '../accepted-findings';
import { memberOf } from '../members';
import { whyOpen } from '../open-flows';
import { GOOGLE_FACTS } from './facts';
import type { Identities } from './identity';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { computeName, LONGEST_NAME } from './tags';

const FIREWALL_FILE = 'firewall';

/** Priorities of rules that allow, and of those that refuse the rest. */
interface Priorities {
  readonly allow: number;
  readonly refuse: number;
}

/** Refusals come before the network's own implied rules (65535), which let everything out. */
const PRIORITIES: Priorities = { allow: 1_000, refuse: 65_534 };

/** In a network of the user's they come before its rules for every machine, which have 1000 where nobody chose another. */
const PRIORITIES_AMONG_OTHERS: Priorities = { allow: 900, refuse: 901 };

function prioritiesOf({ existing }: DatacenterPlan): Priorities {
  return existing ? PRIORITIES_AMONG_OTHERS : PRIORITIES;
}

/**
 * Builds the rules that refuse everything that no flow allows, both ways, for every machine in the network, or for those of the
 * given accounts; each refusal is logged.
 */
export function refuseTheRest(
  scope: StackScope,
  datacenter: DatacenterPlan,
  where: Pick<ComputeFirewallConfig, 'network' | 'targetServiceAccounts'>,
): void {
  const common = {
    ...where,
    priority: prioritiesOf(datacenter).refuse,
    deny: [{ protocol: 'all' }],
    logConfig: { metadata: 'INCLUDE_ALL_METADATA' },
  };
  const refusal = new ComputeFirewall(scope.part(FIREWALL_FILE), 'deny_ingress', {
    ...common,
    name: computeName(scope.plan, datacenter, 'deny-ingress'),
    description: 'Nothing comes in but what a rule allows',
    direction: 'INGRESS',
    sourceRanges: ['0.0.0.0/0'],
  });
  scope.accept(refusal, { 'GCP-0074': 'It refuses, and must do so on every port.' });
  new ComputeFirewall(scope.part(FIREWALL_FILE), 'deny_egress', {
    ...common,
    name: computeName(scope.plan, datacenter, 'deny-egress'),
    description: 'Nothing goes out but what a rule allows',
    direction: 'EGRESS',
    destinationRanges: ['0.0.0.0/0'],
  });
}

/**
 * Builds a rule for each end of a flow that is a machine of this datacenter: one that lets it in, one that lets it out.
 * The managed Redis and the passthrough balancer are no machines of the network, and no rule could apply to them.
 */
export function buildFirewall(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  if (datacenter.existing) {
    const network = networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.networkId);
    const targetServiceAccounts = [...identities.values()].map(({ account }) => account.email);
    refuseTheRest(scope, datacenter, { network, targetServiceAccounts });
  }
  for (const flow of scope.plan.flows) {
    const [from, to] = [memberHere(flow.from, datacenter, identities), memberHere(flow.to, datacenter, identities)];
    if (to) {
      addRule(scope, datacenter, flow, 'in', to, {
        direction: 'INGRESS',
        // Service accounts identify sources within their network alone; sources elsewhere are identified by their
        // range.
        ...(from
          ? { sourceServiceAccounts: [memberOf(identities, from).account.email] }
          : { sourceRanges: [rangeOf(flow.from)] }),
        targetServiceAccounts: [memberOf(identities, to).account.email],
      });
    }
    if (from) {
      addRule(scope, datacenter, flow, 'out', from, {
        direction: 'EGRESS',
        destinationRanges: [rangeOf(flow.to)],
        targetServiceAccounts: [memberOf(identities, from).account.email],
      });
    }
  }
}

/** Returns the name of an end that is a machine of this datacenter. */
function memberHere(end: Endpoint, datacenter: DatacenterPlan, identities: Identities): string | undefined {
  if (end.kind !== 'role' || end.datacenter !== datacenter.name) return undefined;
  return identities.has(end.name) ? end.name : undefined;
}

type Way = 'in' | 'out';

function addRule(
  scope: StackScope,
  datacenter: DatacenterPlan,
  flow: Flow,
  way: Way,
  member: string,
  ends: Partial<ComputeFirewallConfig>,
): void {
  const rule = new ComputeFirewall(scope.part(FIREWALL_FILE), terraformName(way, flow.id), {
    name: ruleName(scope.plan, datacenter, flow, way, member),
    description: flow.purpose,
    network: networkOutputs(scope, datacenter).string(NETWORK_OUTPUTS.networkId),
    priority: prioritiesOf(datacenter).allow,
    allow: [{ protocol: flow.protocol, ...(flow.ports ? { ports: [portText(flow.ports)] } : {}) }],
    // Shells are rare, and who came by one is asked later; the other flows are in the flow logs of the subnets.
    ...(way === 'in' && isShell(flow) ? { logConfig: { metadata: 'INCLUDE_ALL_METADATA' } } : {}),
    ...ends,
  });
  const why = whyOpen(flow, way === 'in' ? flow.from : flow.to);
  scope.accept(rule, {
    ...(flow.ports ? {} : NO_PORTS[way]),
    ...(ends.sourceServiceAccounts ? BY_ACCOUNT : {}),
    ...(why === undefined ? {} : openFindings(flow, way, why)),
  });
}

/** True for the flow of operators' shells. */
function isShell({ from }: Flow): boolean {
  return from.kind === 'range' && from.cidr === GOOGLE_FACTS.operatorAccess?.cidr;
}

const NO_PORTS_REASON = 'ICMP has no ports to name.';
const NO_PORTS: Readonly<Record<Way, AcceptedFindings>> = {
  in: { 'GCP-0072': NO_PORTS_REASON, 'GCP-0074': NO_PORTS_REASON },
  out: { 'GCP-0072': NO_PORTS_REASON },
};

/** Scanners take a rule without source ranges for one that is open to every address. */
const BY_ACCOUNT_REASON =
  'Open to machines with this service account alone. A range beside it would let in more: the two are alternatives.';
const BY_ACCOUNT: AcceptedFindings = { 'GCP-0027': BY_ACCOUNT_REASON, 'GCP-0073': BY_ACCOUNT_REASON };

/** Returns the findings of a rule that is open to every address. */
function openFindings({ ports }: Flow, way: Way, why: string): AcceptedFindings {
  if (way === 'out') return { 'GCP-0035': why };
  const open: AcceptedFindings = { 'GCP-0027': why, 'GCP-0073': why };
  return ports?.from === PUBLIC_PORTS.plain ? { ...open, CKV_GCP_106: why } : open;
}

/**
 * Returns the name of a rule: owner, direction, port, other end:
 * `edge-eu-west-in-cassandra-7000-from-us-east-cassandra`. If that is too long, the other datacenter's index replaces
 * its name (`from-0-cassandra`), which no name can look like, and pools have their short names.
 */
function ruleName(plan: Plan, datacenter: DatacenterPlan, flow: Flow, way: Way, member: string): string {
  const service = [...(flow.ports ? [portText(flow.ports)] : []), ...(flow.protocol === 'tcp' ? [] : [flow.protocol])];
  const peer = way === 'in' ? flow.from : flow.to;
  const parts = (own: string, other: string): string[] => [way, own, ...service, way === 'in' ? 'from' : 'to', other];
  const full = resourceName(plan.topology, datacenter.name, ...parts(member, peerName(peer)));
  if (full.length <= LONGEST_NAME) return full;
  return computeName(plan, datacenter, ...parts(shortName(datacenter, member), shortPeerName(peer, plan)));
}

function peerName(peer: Endpoint): string {
  return peer.kind === 'role' ? `${peer.datacenter}-${peer.name}` : rangeOf(peer).replace(/[./]/g, '-');
}

function shortPeerName(peer: Endpoint, plan: Plan): string {
  if (peer.kind !== 'role') return peerName(peer);
  const datacenter = datacenterOf(plan, peer.datacenter);
  return `${datacenter.index}-${shortName(datacenter, peer.name)}`;
}

function shortName({ pools }: DatacenterPlan, member: string): string {
  const pool = pools.find(({ name }) => name === member);
  return pool ? shortPoolName(pool) : member;
}

function portText(ports: { readonly from: number; readonly to: number }): string {
  return ports.from === ports.to ? String(ports.from) : `${ports.from}-${ports.to}`;
}
