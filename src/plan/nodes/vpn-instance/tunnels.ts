import { parseCidr } from '../../../kernel/cidr';
import { datacenterOf } from '../../../kernel/datacenter-of';
import { reachedOver } from '../../vpn-instances';
import type { DatacenterPlan, VpnInstancePlan, LinkPlan, Plan, TunnelPlan } from '../../plan';
import type { InstanceTunnel } from './secret';

/** The values of a tunnel that exist at apply only, as tokens. */
export interface MadeTunnel {
  readonly outsideAddress: string;
  readonly key: string;
}

/** Returns the tunnels of a link that end on one of its VPN instances. */
export function tunnelsOn(datacenter: DatacenterPlan, instance: VpnInstancePlan, link: LinkPlan): TunnelPlan[] {
  const side = sideOf(datacenter, link);
  const own = datacenter.vpnInstances?.nodes.indexOf(instance);
  return link.tunnels.filter((tunnel) => tunnel.interfaces[side] === own);
}

/** Makes the entry of a tunnel in the instance's secret from the plan and the values of the apply. */
export function instanceTunnel(
  plan: Plan,
  datacenter: DatacenterPlan,
  link: LinkPlan,
  tunnel: TunnelPlan,
  made: MadeTunnel,
): InstanceTunnel {
  const side = sideOf(datacenter, link);
  const far = side === 'left' ? 'right' : 'left';
  return {
    name: `${link.id}-${tunnel.number}`,
    interfaceId: tunnelInterfaceId(tunnel),
    outsideAddress: made.outsideAddress,
    insideAddress: `${tunnel.insideAddresses[side]}/${parseCidr(tunnel.insideCidr).prefix}`,
    peerInsideAddress: tunnel.insideAddresses[far],
    peerAsn: datacenterOf(plan, link[far].datacenter).asn,
    ranges: reachedOver(link, datacenter, plan).map((it) => it.cidr),
    key: made.key,
  };
}

/**
 * Returns the number of a tunnel's interface: that of its /30 among those of 169.254.0.0/16, unique in the topology for
 * ever.
 */
export function tunnelInterfaceId(tunnel: TunnelPlan): number {
  const { first, prefix } = parseCidr(tunnel.insideCidr);
  return (first - parseCidr('169.254.0.0/16').first) / 2 ** (32 - prefix);
}

function sideOf(datacenter: DatacenterPlan, link: LinkPlan): 'left' | 'right' {
  return link.left.datacenter === datacenter.name ? 'left' : 'right';
}
