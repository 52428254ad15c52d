import type { Tier } from '../kernel/ids';

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
}
