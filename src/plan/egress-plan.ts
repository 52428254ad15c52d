import type { Egress } from '../kernel/egress';

/** The way of a datacenter's machines to what is outside of its network. */
export interface EgressPlan {
  /** The way to the internet, where the cloud has several and it is not a NAT gateway in each zone. */
  readonly egress?: Exclude<Egress, 'managed'>;
  /** Outside addresses that the spec reserves; absent where the cloud gives out its own, or reserves them in any case. */
  readonly egressAddresses?: number;
  /** The way to services of the cloud; present exactly where there is none to the internet. */
  readonly endpoints?: EndpointsPlan;
}

/** Services of the cloud that machines call, and where these answer inside of the network. */
export interface EndpointsPlan {
  /** Services with addresses in `range`, by the cloud's names, sorted. */
  readonly services: readonly string[];
  /** Services that routes lead to, sorted. */
  readonly byRoute: readonly string[];
  readonly range: string;
  /** True if the range is a part of the datacenter's own; false if it is the cloud's, the same everywhere. */
  readonly isOwn: boolean;
}
