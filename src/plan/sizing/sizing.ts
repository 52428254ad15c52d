import type { MachineSize } from '../../spec/spec';

/** The numbers of the whole topology with the way to each of them. Plain JSON. */
export interface Sizing {
  /** Sorted like the plan's datacenters. */
  readonly datacenters: readonly DatacenterSizing[];
}

export interface DatacenterSizing {
  readonly datacenter: string;
  readonly kong: PoolSizing;
  readonly cassandra: RingSizing;
  /** Present when a plugin keeps its counters in Redis. */
  readonly redis?: { readonly memoryGib: number };
}

export interface PoolSizing {
  readonly machine: MachineSize;
  readonly nodes: number;
  readonly maximumNodes: number;
}

export interface RingSizing {
  readonly machine: MachineSize;
  /** A multiple of three. */
  readonly nodes: number;
  readonly dataDiskGib: number;
  readonly dataDiskIops: number;
  readonly dataDiskMibPerSecond: number;
}
