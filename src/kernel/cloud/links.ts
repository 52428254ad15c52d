import type { Figure } from '../figure';

/**
 * `ha-vpn`: two managed gateways facing each other. `transit-peering`: the cloud's own encrypted backbone.
 * `gateway-vpn`: a managed end in one datacenter, a pair of VPN instances in the other.
 */
export type InnerLinkKind = 'ha-vpn' | 'transit-peering' | 'gateway-vpn';

/** `managed-vpn`: site-to-site connections of one cloud towards the HA VPN gateway of another. */
export type LinkKind = 'managed-vpn' | InnerLinkKind;

/**
 * What an end of a link does there: `dials` makes the connections, `listens` has a gateway whose addresses are known
 * before, `peers` where both ends do the same.
 */
export type LinkPart = 'dials' | 'listens' | 'peers';

/** What a cloud's links can carry. */
export interface LinkCapacity {
  readonly tunnel: TunnelCapacity;
  /** Of the `transit-peering` kind, each direction; undefined where the cloud has none. */
  readonly peering: { readonly mbit: Figure; readonly flowMbit: Figure } | undefined;
}

/** One VPN tunnel of the managed kind; either figure may be the narrower one. */
export interface TunnelCapacity {
  /** Of each direction; undefined where the cloud counts packets alone. */
  readonly mbit: Figure | undefined;
  readonly packets: Figure;
  /** Whether each direction has these packets to itself, or both have them together. */
  readonly packetsOf: 'each-direction' | 'both-directions';
}
