import type { MachineSize } from '../../spec/spec';
import type { Reckoned } from './reckoned';

/** The numbers of the whole topology with the way to each of them. Plain JSON. */
export interface Sizing {
  /** Sorted like the plan's datacenters. */
  readonly datacenters: readonly DatacenterSizing[];
  /** Every number with its formula, inputs and sources, in the order in which they follow from each other. */
  readonly reckoned: readonly Reckoned[];
}

export interface DatacenterSizing {
  readonly datacenter: string;
  readonly kong: PoolSizing;
  readonly cassandra: RingSizing;
  /** Present when a plugin keeps its counters in Redis. */
  readonly redis?: RedisSizing;
}

export interface PoolSizing {
  readonly machine: MachineSize;
  readonly nodes: number;
  readonly maximumNodes: number;
  readonly price: MachinePrice;
}

export interface RingSizing {
  readonly machine: MachineSize;
  /** A multiple of three. */
  readonly nodes: number;
  readonly dataDiskGib: number;
  readonly dataDiskIops: number;
  readonly dataDiskMibPerSecond: number;
  readonly price: MachinePrice;
}

export interface RedisSizing {
  readonly memoryGib: number;
}

/** List price of one machine, before discounts and taxes. */
export interface MachinePrice {
  /** Absent where it is unknown, which is never the same as free. */
  readonly usdPerHour?: number;
  readonly source: string;
  readonly date: string;
}
