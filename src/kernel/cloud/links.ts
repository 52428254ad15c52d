import type { Figure } from '../figure';

/**
 * The kinds of links between two datacenters of one cloud. `ha-vpn`: two managed gateways facing each other.
 * `transit-peering`: the cloud's own encrypted backbone. `gateway-vpn`: a managed end in one datacenter, a pair of VPN
 * instances in the other.
 */
export type InnerLinkKind = 'ha-vpn' | 'transit-peering' | 'gateway-vpn';

/** The kinds of links. `managed-vpn`: site-to-site connections of one cloud towards the HA VPN gateway of another. */
export type LinkKind = 'managed-vpn' | InnerLinkKind;

/**
 * The part of an end in its link. `dials`: it makes the connections. `listens`: it has a gateway whose addresses are
 * known before any connection is made. `peers`: both ends do the same.
 */
export type LinkPart = 'dials' | 'listens' | 'peers';

/** True for an end on VPN instances. Every other end is on the cloud's own gateway. */
export function endsOnInstances(kind: LinkKind, part: LinkPart): boolean {
  return kind === 'gateway-vpn' && part === 'listens';
}

/** Bandwidth of a cloud's links. */
export interface LinkCapacity {
  readonly tunnel: TunnelCapacity;
  /** Bandwidth of a `transit-peering` link in each direction; undefined if the cloud has none. */
  readonly peering: { readonly mbit: Figure; readonly flowMbit: Figure } | undefined;
}

/** Bandwidth of one managed VPN tunnel; either figure may be the one that binds. */
export interface TunnelCapacity {
  /** Bandwidth of each direction; undefined if the cloud limits packets alone. */
  readonly mbit: Figure | undefined;
  readonly packets: Figure;
  /** Traffic that `packets` limits: each direction, or both together. */
  readonly packetsOf: 'each-direction' | 'both-directions';
}
