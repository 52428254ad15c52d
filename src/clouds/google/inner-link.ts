import { terraformName } from '../../plan/naming';
import type { LinkPlan, TunnelPlan } from '../../plan/plan';
import type { LinkEnds, StackScope } from '../contract';
import { NETWORK_OUTPUTS, networkOutputs } from './outputs';
import { addTunnel } from './vpn';

/**
 * Joins two datacenters of this cloud: their gateways face each other, interface by interface. Both ends of a tunnel
 * are built here, with the same key; every tunnel has a key of its own.
 */
export function buildInnerLink(scope: StackScope, link: LinkPlan, ends: LinkEnds, keys: readonly string[]): void {
  if (link.kind !== 'ha-vpn') throw new Error(`Google Cloud has no links of kind ${link.kind}`);
  for (const side of ['left', 'right'] as const) {
    for (const tunnel of link.tunnels) addSide(scope, link, ends, side, tunnel, keys[tunnel.number]);
  }
}

function addSide(
  scope: StackScope,
  link: LinkPlan,
  ends: LinkEnds,
  side: 'left' | 'right',
  tunnel: TunnelPlan,
  key: string | undefined,
): void {
  if (key === undefined) throw new Error(`link ${link.id} has no key for tunnel ${tunnel.number}`);
  const far = side === 'left' ? 'right' : 'left';
  const [own, peer] = [ends[side], ends[far]];
  addTunnel(scope, link, {
    id: terraformName(link.id, '', own.name, String(tunnel.number)),
    number: tunnel.number,
    own,
    peer,
    vpnInterface: tunnel.interfaces[side],
    far: { peerGcpGateway: networkOutputs(scope, peer).string(NETWORK_OUTPUTS.vpnGatewayId) },
    route: link[side].route,
    inside: { own: tunnel.insideAddresses[side], peer: tunnel.insideAddresses[far] },
    key,
  });
}
