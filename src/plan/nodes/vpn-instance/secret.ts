/**
 * What a VPN instance learns from its secret, as JSON: everything that is known at apply only, and everything that
 * changes when links come or go. `topogen-vpn-render` checks it and makes configuration of it.
 */
export interface VpnInstanceSecret {
  /** Name of the instance it is for, e.g. `vpn-a`. */
  readonly gateway: string;
  /** The address that the far ends know it by; its own is translated to it. */
  readonly publicAddress: string;
  /** Route tables whose routes over a VPN the two instances move between them. */
  readonly routeTableIds: readonly string[];
  /** Where routes point that are this instance's, and the other one's. */
  readonly interfaceId: string;
  readonly otherInterfaceId: string;
  readonly tunnels: readonly InstanceTunnel[];
}

export interface InstanceTunnel {
  /** `<link>-<number>`, e.g. `us-east--us-west-0`. */
  readonly name: string;
  /** See `tunnelInterfaceId`. */
  readonly interfaceId: number;
  /** The far end's address on the internet. */
  readonly outsideAddress: string;
  /** This end's inside address, with its prefix. */
  readonly insideAddress: string;
  readonly peerInsideAddress: string;
  readonly peerAsn: number;
  /** What the far end may announce: the datacenters that are reached over it. */
  readonly ranges: readonly string[];
  /** Pre-shared. */
  readonly key: string;
}
