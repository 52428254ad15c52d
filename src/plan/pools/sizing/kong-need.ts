import type { Spec } from '../../../spec/spec';
import type { Demand } from '../../sizing/demand';
import type { ReckonedNumber } from '../../sizing/reckoned';

/** The inputs for the pool of one datacenter, whatever the machine. */
export interface PoolNeed {
  readonly spec: Spec;
  readonly datacenter: string;
  /** Name of the pool, in the ids of its numbers: `us-east.kong.nodes`. */
  readonly pool: string;
  readonly demand: Demand;
  /** Requests per second of a fully busy vCPU of the measured family. */
  readonly capacityPerVcpu: ReckonedNumber;
}
