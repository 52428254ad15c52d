import type { Tier } from '../kernel/ids';
import type { ExistingEgress } from '../spec/existing-network-schema';

export interface ZonePlan {
  /** The cloud's name, e.g. `us-east-1a`. */
  readonly name: string;
  /** Letter `a`, `b` or `c`: the position in the spec, whatever the cloud calls the zone. Names of resources use it. */
  readonly letter: string;
}

export interface SubnetPlan {
  readonly tier: Tier;
  readonly cidr: string;
  /** Letter of its zone; undefined if the subnet spans the region. */
  readonly zone?: string;
  /** The cloud's id of a subnet that the user has; undefined if topogen makes it. */
  readonly id?: string;
}

/** A network of the user's own, as far as a datacenter is built in it. */
export interface ExistingNetworkPlan {
  /** The cloud's id of it. */
  readonly id: string;
  /** Subnets by tier; those of a tier that it lacks are refused where something needs them. */
  readonly tiers: Readonly<Partial<Record<Tier, ExistingTierPlan>>>;
  /** Maker of what leads its machines out to the internet: its owner, or topogen. */
  readonly egress: ExistingEgress;
  /** Ids of the route tables that routes to the other datacenters may be added to. */
  readonly routeTables: readonly string[];
}

export interface ExistingTierPlan {
  /** Range that holds its subnets, and none of another tier. */
  readonly cidr: string;
  /** The cloud's id of the one that spans the region; present exactly where subnets do. */
  readonly id?: string;
  /** One subnet in each zone, in rack order; none with `id`. */
  readonly zones: readonly { readonly id: string; readonly cidr: string }[];
}

/** The gateway of a datacenter that its links end on, as BGP knows it. */
export interface GatewayPlan {
  /** Private number of the autonomous system of its routers: by its index, or that of the user's own gateway. */
  readonly asn: number;
  /** A /30 in 169.254.6.0/23 that its Cloud Router takes its identifier from. */
  readonly routerIdRange: string;
  /** True if a link ends on the cloud's own gateway here; links that end on VPN instances need none. */
  readonly hasGateway: boolean;
  /** Gateway of the user's own that these links end on; absent where topogen makes one. */
  readonly existingGateway?: ExistingGatewayPlan;
}

/** A gateway of the user's own: the cloud's id of it, and the number of its autonomous system. */
export interface ExistingGatewayPlan {
  readonly id: string;
  /** Router that speaks for it, where the cloud has one beside it. */
  readonly router?: string;
  readonly asn: number;
}
