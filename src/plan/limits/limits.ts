import type { LimitKind } from '../../kernel/cloud/quota';
import type { InputSource } from '../../kernel/figure';

/** What the topology asks of the clouds' quotas and of its links. Plain JSON. */
export interface Limits {
  /** By place, in the order of datacenters; what is not used at all is left out. */
  readonly quotas: readonly QuotaUse[];
  /** One for each link, in the plan's order. The arithmetic is among `Sizing.reckoned`, under `<link>.link`. */
  readonly bandwidth: readonly LinkBandwidth[];
  /** Within this time a lost datacenter should be built anew; longer ones are warned of. */
  readonly rebuildWithinHours: number;
}

/** How much of a quota the topology uses. What else an account or a project holds is not known here. */
export interface QuotaUse {
  /** `<place>.<quota>`, e.g. `us-east-1.vpn-connections`. */
  readonly id: string;
  /** The region, datacenter or project that the quota is of. */
  readonly place: string;
  /** What is counted, e.g. `VPN connections of the account in the region`. */
  readonly what: string;
  readonly used: number;
  readonly limit: number;
  readonly kind: LimitKind;
  /** What to do about it, where that is more than asking for a higher quota. */
  readonly remedy?: string;
  readonly source: InputSource;
}

/** What a link carries and what it is asked for, in Mbit/s of each direction. */
export interface LinkBandwidth {
  readonly link: string;
  /** With every tunnel up and both directions equally busy, as replication keeps them. */
  readonly offeredMbitPerSecond: number;
  /** The most that one TCP connection gets which sends one way: it stays in one tunnel, with nothing beside it. */
  readonly oneFlowMbitPerSecond: number;
  /** Replication of every pair of datacenters that goes over the link, busier direction of each, in the busiest moment. */
  readonly replicationMbitPerSecond: number;
  /** The same, while the hints of an outage are delivered in as long again as it lasted. */
  readonly afterOutageMbitPerSecond: number;
  /** To build one end anew from the other, beside the running replication. */
  readonly rebuildHours: number;
}
