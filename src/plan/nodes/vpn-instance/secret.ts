/**
 * The secret of a VPN instance, as JSON: everything that is known at apply only, and everything that changes when links
 * are added or removed. `topogen-vpn-render` checks it and renders configuration from it.
 */
export interface VpnInstanceSecret {
  /** Name of its instance, e.g. `vpn-a`. */
  readonly gateway: string;
  /** Address of the instance for the far ends; its own private one is translated to it. */
  readonly publicAddress: string;
  /** Route tables whose routes over a VPN the two instances move between them. */
  readonly routeTableIds: readonly string[];
  /** Target of this instance's routes, and that of the other one's. */
  readonly interfaceId: string;
  readonly otherInterfaceId: string;
  readonly tunnels: readonly InstanceTunnel[];
}

export interface InstanceTunnel {
  /** Name `<link>-<number>`, e.g. `us-east--us-west-0`. */
  readonly name: string;
  /** Number from `tunnelInterfaceId`. */
  readonly interfaceId: number;
  /** The far end's address on the internet. */
  readonly outsideAddress: string;
  /** This end's inside address, with its prefix. */
  readonly insideAddress: string;
  readonly peerInsideAddress: string;
  readonly peerAsn: number;
  /** Ranges that the far end may announce: those of the datacenters that are reached over it. */
  readonly ranges: readonly string[];
  /** Pre-shared key. */
  readonly key: string;
}
