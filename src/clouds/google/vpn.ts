import { ComputeExternalVpnGateway } from '@cdktf/provider-google/lib/compute-external-vpn-gateway';
import { ComputeRouterInterface } from '@cdktf/provider-google/lib/compute-router-interface';
import { ComputeRouterPeer } from '@cdktf/provider-google/lib/compute-router-peer';
import { ComputeVpnTunnel, type ComputeVpnTunnelConfig } from '@cdktf/provider-google/lib/compute-vpn-tunnel';
import { terraformName } from '../../plan/naming';
import { datacenterOf } from '../../kernel/datacenter-of';
import type { DatacenterPlan, LinkPlan, Plan } from '../../plan/plan';
import type { DialledTunnel, LinkEnds, StackScope } from '../contract';
import { KEPT_WORDING } from '../wording';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { accountOf, addressOf, placeOf, projectOf } from './provider';
import { computeName, linkTags } from './tags';

/** All tunnels between two datacenters have equal priority: traffic is spread over them. */
const ROUTE_PRIORITY = 100;

const LEARNED_COMMENT =
  ' The hub leads to every datacenter, whether its gateway tells of them all or not; the learned range goes with the session.';

/** Returns the addresses of both interfaces of a datacenter's gateway. */
export function listeningAddresses(scope: StackScope, datacenter: DatacenterPlan): readonly [string, string] {
  const outputs = networkOutputs(scope, datacenter);
  return [outputs.string(NETWORK_OUTPUTS.vpnGatewayAddress0), outputs.string(NETWORK_OUTPUTS.vpnGatewayAddress1)];
}

/** Throws: Google Cloud listens in links between clouds, and never dials. */
export function dial(): never {
  throw new Error('Google Cloud listens in a link between clouds: the plan gave it the wrong part');
}

/** Throws: Google Cloud's gateways are its own, and the plan has no instances for them. */
export function vpnInstances(): never {
  throw new Error('Google Cloud needs no VPN instances: the plan gave it some');
}

/**
 * Ends the connections of another cloud on the gateway:
 *
 *     interface 0 --- tunnel 0, tunnel 1 --- the two addresses of its first connection
 *     interface 1 --- tunnel 2, tunnel 3 --- the two addresses of its second connection
 */
export function listen(
  scope: StackScope,
  link: LinkPlan,
  ends: LinkEnds,
  dialled: readonly DialledTunnel[],
  keys: readonly string[],
): void {
  const side = link.left.part === 'listens' ? 'left' : 'right';
  const [own, peer] = side === 'left' ? [ends.left, ends.right] : [ends.right, ends.left];
  const external = new ComputeExternalVpnGateway(scope.part(`link-${link.id}`), terraformName(link.id), {
    project: projectOf(own),
    ...accountOf(scope, own),
    name: linkName(scope, own, peer),
    description: `The ends of the tunnels from ${own.name} in ${peer.name}`,
    redundancyType: 'FOUR_IPS_REDUNDANCY',
    interface: dialled.map(({ outsideAddress }, id) => ({ id, ipAddress: outsideAddress })),
    labels: linkTags(own, 'vpn'),
    lifecycle: KEPT_WORDING,
  });
  for (const { number, interfaces } of link.tunnels) {
    const far = dialled[number];
    const key = keys[number];
    if (!far || key === undefined) throw new Error(`link ${link.id} has no tunnel ${number}`);
    addTunnel(scope, link, {
      id: terraformName(link.id, String(number)),
      number,
      own,
      peer,
      vpnInterface: interfaces[side],
      far: { peerExternalGateway: external.id, peerExternalGatewayInterface: number },
      route: link[side].route,
      inside: { own: far.listeningInsideAddress, peer: far.dialledInsideAddress },
      key,
    });
  }
}

/** One tunnel and its BGP session, from the point of view of one end. */
export interface TunnelEnd {
  /** Terraform name of the tunnel, its router interface and its peer. */
  readonly id: string;
  readonly number: number;
  readonly own: DatacenterPlan;
  readonly peer: DatacenterPlan;
  readonly vpnInterface: number;
  /** Gateway at the far end. */
  readonly far: Pick<ComputeVpnTunnelConfig, 'peerExternalGateway' | 'peerExternalGatewayInterface' | 'peerGcpGateway'>;
  /** Range of the route over the link: `LinkEnd.route`. */
  readonly route: string;
  /** Addresses inside the tunnel, without prefix. */
  readonly inside: { readonly own: string; readonly peer: string };
  readonly key: string;
}

/** Builds a tunnel, the router's interface on it, and the BGP session over it. */
export function addTunnel(scope: StackScope, link: LinkPlan, end: TunnelEnd): void {
  const { id, own, peer } = end;
  const part = scope.part(`link-${link.id}`);
  const outputs = networkOutputs(scope, own);
  const place = placeOf(scope, own);
  const name = tunnelName(scope, end);
  const router = outputs.string(NETWORK_OUTPUTS.vpnRouterName);
  const tunnel = new ComputeVpnTunnel(part, id, {
    ...place,
    name,
    description: `Tunnel ${end.number} from ${own.name} to ${peer.name}`,
    vpnGateway: outputs.string(NETWORK_OUTPUTS.vpnGatewayId),
    vpnGatewayInterface: end.vpnInterface,
    ...end.far,
    router,
    ikeVersion: 2,
    sharedSecret: end.key,
    labels: linkTags(own, 'vpn'),
    lifecycle: KEPT_WORDING,
  });
  const routerInterface = new ComputeRouterInterface(part, id, {
    ...place,
    name,
    router,
    ipRange: `${end.inside.own}/30`,
    vpnTunnel: tunnel.name,
    // Replace the interface when the tunnel is replaced (a new id), not when its labels change.
    lifecycle: { replaceTriggeredBy: [`${addressOf(tunnel)}.id`] },
  });
  scope.comment(routerInterface, 'A tunnel cannot go while the router uses it: its interface goes first.');
  addSession(scope, link, end, routerInterface);
}

/**
 * Builds the session over a tunnel. Towards a hub the session has the range of every datacenter as a learned one: the
 * hub's gateway may not advertise its static routes, those of its peerings, over BGP.
 */
function addSession(scope: StackScope, link: LinkPlan, end: TunnelEnd, routerInterface: ComputeRouterInterface): void {
  const { own, peer } = end;
  const leadsFurther = end.route !== peer.cidr;
  const session = new ComputeRouterPeer(scope.part(`link-${link.id}`), end.id, {
    ...placeOf(scope, own),
    name: tunnelName(scope, end),
    router: networkOutputs(scope, own).string(NETWORK_OUTPUTS.vpnRouterName),
    interface: routerInterface.name,
    peerIpAddress: end.inside.peer,
    peerAsn: peer.asn,
    advertisedRoutePriority: ROUTE_PRIORITY,
    // A router of the user's advertises what its owner wishes: over links it tells of the datacenter alone.
    ...(own.existingGateway
      ? { advertiseMode: 'CUSTOM', advertisedIpRanges: [{ range: own.cidr, description: `Datacenter ${own.name}` }] }
      : {}),
    // Google answers its own default where none is stated, which would show as a change for ever.
    ...(leadsFurther
      ? { customLearnedIpRanges: [{ range: end.route }], customLearnedRoutePriority: ROUTE_PRIORITY }
      : {}),
    lifecycle: { replaceTriggeredBy: [addressOf(routerInterface)] },
  });
  scope.comment(
    session,
    `A session does not survive a new address of its interface: it is made anew with it.${leadsFurther ? LEARNED_COMMENT : ''}`,
  );
}

/** Returns the names that the tunnels of a link have at one end, and their sessions too. */
export function tunnelNames(plan: Plan, { left, right, tunnels }: LinkPlan, own: DatacenterPlan): string[] {
  const peer = datacenterOf(plan, left.datacenter === own.name ? right.datacenter : left.datacenter);
  return tunnels.map(({ number }) => linkName({ plan }, own, peer, String(number)));
}

function tunnelName(scope: StackScope, { own, peer, number }: TunnelEnd): string {
  return linkName(scope, own, peer, String(number));
}

/**
 * Returns the name of a link's resources: `edge-eu-west--us-east`, with two hyphens, which no name of a datacenter has,
 * so that no two pairs have one name.
 */
function linkName(
  { plan }: Pick<StackScope, 'plan'>,
  own: DatacenterPlan,
  peer: DatacenterPlan,
  ...parts: readonly string[]
): string {
  return computeName(plan, own, '', peer.name, ...parts);
}
