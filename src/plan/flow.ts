import type { Role, Tier } from '../kernel/ids';
import { KONG } from './naming';
import type { DatacenterPlan, Endpoint, Flow, RoleEnd } from './plan';
import type { PoolPlan } from './pools/pool';
import { rangeOfTier } from './ranges';

/* These functions make the ends and flows of the flow table. */

export function role(datacenter: DatacenterPlan, name: Exclude<Role, typeof KONG | 'endpoint'>): RoleEnd {
  const tier = tierOf(datacenter, name);
  return { kind: 'role', datacenter: datacenter.name, role: name, name, cidr: rangeOfTier(datacenter, tier) };
}

/** Returns the tier of a role. Balancers that are not on the internet stand in that of Kong; other roles have tiers of their own. */
function tierOf({ exposure, balancers }: DatacenterPlan, name: Exclude<Role, typeof KONG | 'endpoint'>): Tier {
  switch (name) {
    case 'balancer':
      if (balancers) return 'balancer';
      return exposure === 'public' ? 'public' : KONG;
    case 'control':
      return KONG;
    default:
      return name;
  }
}

export function poolEnd(datacenter: DatacenterPlan, { name }: PoolPlan): RoleEnd {
  return { kind: 'role', datacenter: datacenter.name, role: KONG, name, cidr: rangeOfTier(datacenter, KONG) };
}

export function range(cidr: string, what: string): Endpoint {
  return { kind: 'range', cidr, what };
}

export function tcp(from: Endpoint, to: Endpoint, port: number, service: string, purpose: string): Flow {
  return { id: flowId(from, to, service), from, to, protocol: 'tcp', ports: { from: port, to: port }, purpose };
}

export function udp(from: Endpoint, to: Endpoint, port: number, service: string, purpose: string): Flow {
  return { ...tcp(from, to, port, service, purpose), protocol: 'udp' };
}

export function icmp(from: Endpoint, to: Endpoint, purpose: string): Flow {
  return { id: flowId(from, to, 'icmp'), from, to, protocol: 'icmp', purpose };
}

/** Makes the flows of every machine's own software: package mirrors and the services of its cloud. */
export function softwareFlows(machine: Endpoint): Flow[] {
  const anywhere = (what: string): Endpoint => range('0.0.0.0/0', what);
  return [
    tcp(machine, anywhere('package mirrors'), 80, 'packages-http', 'Operating system packages'),
    tcp(
      machine,
      anywhere('package mirrors and cloud services'),
      443,
      'packages',
      'Packages, secrets and cloud services',
    ),
  ];
}

export function flowId(from: Endpoint, to: Endpoint, service: string): string {
  return `${endName(from)}-to-${endName(to)}-${service}`;
}

/** Returns a text that is the same for ends that are the same place. */
export function place(end: Endpoint): string {
  switch (end.kind) {
    case 'role':
      return `${end.datacenter}/${end.name}`;
    case 'range':
      return end.cidr;
    case 'link':
      return end.link;
    case 'service':
      return `${end.datacenter}/${end.service}`;
  }
}

/**
 * Returns the addresses of an end.
 *
 * @throws Error for a link's far end and for a service, whose addresses are not in the plan: only rules that know others of them may
 * name these
 */
export function rangeOf(end: Endpoint): string {
  if (end.kind === 'link') throw new Error(`the addresses at the far end of link ${end.link} are not in the plan`);
  if (end.kind === 'service') throw new Error(`the addresses of ${end.service} are not in the plan`);
  return end.cidr;
}

function endName(end: Endpoint): string {
  switch (end.kind) {
    case 'role':
      return `${end.datacenter}-${end.name}`;
    case 'range':
      return end.cidr.replace(/[./]/g, '-');
    case 'link':
      return end.link;
    case 'service':
      return `${end.datacenter}-${end.service}`;
  }
}
