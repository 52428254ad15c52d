import type { LimitKind } from '../../kernel/cloud/quota';
import type { InputSource } from '../../kernel/figure';

/** The topology's use of the clouds' quotas and of its links. Plain JSON. */
export interface Limits {
  /** Uses by place, in the order of datacenters; quotas that are not used at all are left out. */
  readonly quotas: readonly QuotaUse[];
  /** Bandwidth of each link, in the plan's order. The arithmetic is among `Sizing.reckoned`, under `<link>.link`. */
  readonly bandwidth: readonly LinkBandwidth[];
  /** Hours within which a lost datacenter should be rebuilt; a warning reports longer ones. */
  readonly rebuildWithinHours: number;
}

/** The topology's use of a quota. Other resources of the account or project are unknown here. */
export interface QuotaUse {
  /** Id `<place>.<quota>`, e.g. `us-east-1.vpn-connections`. */
  readonly id: string;
  /** Region, datacenter or project that the quota is for, or `<project>/<region>`. */
  readonly place: string;
  /** Name of the resources counted, e.g. `VPN connections of the account in the region`. */
  readonly what: string;
  readonly used: number;
  readonly limit: number;
  readonly kind: LimitKind;
  /** Remedy for a use above the limit, if it is more than asking for a higher quota. */
  readonly remedy?: string;
  /** True if the limit is one of new accounts that small topologies are above already. */
  readonly hitByAll?: true;
  readonly source: InputSource;
}

/** Bandwidth of a link and the demands on it, in Mbit/s of each direction. */
export interface LinkBandwidth {
  readonly link: string;
  /** Bandwidth with every tunnel up and both directions equally busy, as replication keeps them. */
  readonly offeredMbitPerSecond: number;
  /** Highest bandwidth of one TCP connection that sends one way: it stays in one tunnel, with nothing beside it. */
  readonly oneFlowMbitPerSecond: number;
  /**
   * Replication of every pair of datacenters that goes over the link, busier direction of each, at the busiest time.
   */
  readonly replicationMbitPerSecond: number;
  /** Replication together with the hints of an outage, delivered in as long again as it lasted. */
  readonly afterOutageMbitPerSecond: number;
  /** Hours to rebuild one end from the other, beside the running replication. */
  readonly rebuildHours: number;
}
