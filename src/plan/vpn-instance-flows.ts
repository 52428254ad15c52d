import { flowId, icmp, range, role, tcp, udp } from './flow';
import { outsideFlows } from './service-flows';
import { linksInto } from './vpn-instances';
import type { DatacenterPlan, Endpoint, Flow, LinkPlan, RoleEnd } from './plan';

/** Keys are exchanged on the first port; behind address translation keys and packets use the second. */
const IKE_PORT = 500;
const NAT_TRAVERSAL_PORT = 4500;

/** An instance reports on this port to the other one which datacenters it reaches. */
export const INSTANCE_STATUS_PORT = 8179;

/**
 * Makes the flows of a datacenter's VPN instances; none if it has no such instances.
 *
 * ESP has no flow of its own: the instances' public addresses are translated ones, so that every packet of a tunnel is
 * inside UDP.
 */
export function vpnInstanceFlows(
  at: DatacenterPlan,
  links: readonly LinkPlan[],
  crossing: readonly CrossingEnd[],
  supernet: string,
): Flow[] {
  if (!at.vpnInstances) return [];
  const instances = role(at, 'vpn');
  const everywhere = range(supernet, 'every datacenter');
  return [
    ...linksInto(at, links).flatMap((link) => tunnelFlows(link, instances)),
    tcp(instances, instances, INSTANCE_STATUS_PORT, 'status', 'Gateways watch each other'),
    ...forwardedFlows(at, instances, crossing),
    icmp(everywhere, instances, 'Ping and path MTU discovery'),
    icmp(instances, everywhere, 'Ping and path MTU discovery'),
    ...outsideFlows(instances, at),
  ];
}

/**
 * Makes the flows of a link's tunnels. Either end may begin: the cloud's when it is made, the instance's after a tunnel
 * was lost.
 */
function tunnelFlows(link: LinkPlan, instances: Endpoint): Flow[] {
  const dialling = link.left.part === 'dials' ? link.left : link.right;
  const far: Endpoint = { kind: 'link', link: link.id, what: `VPN endpoints of ${dialling.datacenter}` };
  return (
    [
      [far, instances],
      [instances, far],
    ] as const
  ).flatMap(([from, to]) => [
    udp(from, to, IKE_PORT, 'ike', `IPsec keys of the link with ${dialling.datacenter}`),
    udp(from, to, NAT_TRAVERSAL_PORT, 'ipsec', `IPsec packets of the link with ${dialling.datacenter}`),
  ]);
}

/**
 * Makes the flows of forwarded traffic. The firewalls at its two ends decide what may pass between datacenters; here
 * every port is open to the roles that talk to other datacenters at all, since an answer may come back through the
 * other instance, which has not seen the request.
 */
function forwardedFlows(at: DatacenterPlan, instances: Endpoint, crossing: readonly CrossingEnd[]): Flow[] {
  const forwarded = new Map<string, Flow>();
  for (const { local, protocol } of crossing) {
    const members = range(local.cidr, `${local.role} of ${at.name}`);
    for (const [from, to] of [
      [members, instances],
      [instances, members],
    ] as const) {
      const id = flowId(from, to, `forwarded-${protocol}`);
      const purpose = `Traffic of ${local.role} with other datacenters`;
      forwarded.set(id, { id, from, to, protocol, ports: { from: 0, to: 65535 }, purpose });
    }
  }
  return [...forwarded.values()];
}

/** An end, in a datacenter, of a flow between it and another one. */
export interface CrossingEnd {
  readonly local: RoleEnd;
  readonly protocol: 'tcp' | 'udp';
}

/** Returns the ends of flows between datacenters, by the datacenter in which each is, in the order of the flows. */
export function crossingEnds(flows: readonly Flow[]): ReadonlyMap<string, readonly CrossingEnd[]> {
  const ends = new Map<string, CrossingEnd[]>();
  for (const { from, to, protocol } of flows) {
    if (from.kind !== 'role' || to.kind !== 'role' || from.datacenter === to.datacenter) continue;
    if (protocol !== 'tcp' && protocol !== 'udp') continue;
    for (const local of [from, to]) {
      const own = ends.get(local.datacenter);
      if (own) own.push({ local, protocol });
      else ends.set(local.datacenter, [{ local, protocol }]);
    }
  }
  return ends;
}
