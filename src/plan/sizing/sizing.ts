import type { MachineSize } from '../../spec/spec';
import type { DatastoreSizing } from '../datastores/plans';
import type { MachinePrice, QuotedMachine } from './machine-price';
import type { Reckoned } from './reckoned';

/** The numbers of the whole topology with the way to each of them. Plain JSON. */
export interface Sizing {
  /** Sorted like the plan's datacenters. */
  readonly datacenters: readonly DatacenterSizing[];
  /** Every pair of datacenters, by the order of their ends. */
  readonly replication: readonly PairReplication[];
  /** Every number with its formula, inputs and sources, in the order in which they follow from each other. */
  readonly reckoned: readonly Reckoned[];
}

export interface DatacenterSizing {
  readonly datacenter: string;
  /** In the order of the plan's pools. */
  readonly pools: readonly PoolSizing[];
  readonly datastore: DatastoreSizing;
  /** Present when a plugin keeps its counters in Redis. */
  readonly redis?: RedisSizing;
  readonly traffic: TrafficSizing;
  readonly nat: NatSizing;
  readonly otherMachines: OtherMachines;
}

export interface PoolSizing {
  /** Name of the pool. */
  readonly pool: string;
  readonly machine: MachineSize;
  readonly nodes: number;
  readonly maximumNodes: number;
  readonly price: MachinePrice;
}

export interface RedisSizing {
  readonly memoryGib: number;
  /** Present where the cloud asks for one. */
  readonly nodeType?: string;
  readonly commandsPerSecond: number;
}

/** Clients' traffic of one datacenter. Rates hold for the busiest moment after the worst covered loss, volumes for a mean month. */
export interface TrafficSizing {
  readonly mbitPerSecond: number;
  readonly newConnectionsPerSecond: number;
  readonly openConnections: number;
  readonly meanRequestsPerSecond: number;
  readonly meanNewConnectionsPerSecond: number;
  readonly requestGibPerMonth: number;
  readonly responseGibPerMonth: number;
  /** Whether services behind Kong have public addresses, so that every request leaves through address translation. */
  readonly upstreamsThroughNat: boolean;
}

export interface NatSizing {
  readonly gateways: number;
  /** At one time, in the busiest moment. */
  readonly connections: number;
  readonly addressesPerGateway: number;
  /** Ports set aside for each node, a power of two; absent where all nodes draw from one pool. */
  readonly portsPerNode?: number;
}

/** What the datastore sends between two datacenters, whatever way the links take. */
export interface PairReplication {
  /** `<left>--<right>`, the lower index first. */
  readonly id: string;
  readonly left: string;
  readonly right: string;
  /** Of the busier direction, in the busiest moment after the worst covered loss. */
  readonly replicationMbitPerSecond: number;
  /** Of each direction in a mean month. */
  readonly leftToRightGibPerMonth: number;
  readonly rightToLeftGibPerMonth: number;
  /** What hints add when those of an outage are delivered in as long again as it lasted. */
  readonly catchUpMbitPerSecond: number;
  /** One copy of the data, as it crosses when one end is built anew. */
  readonly rebuildGib: number;
  /** How long that takes when every node streams at the datastore's own limit. */
  readonly rebuildHours: number;
}

/** Machines that do not grow with the load. How many run is the plan's matter: one job in all, two gateways a link. */
export interface OtherMachines {
  readonly migrations: QuotedMachine;
  /** Present where the cloud needs machines to end a VPN on. */
  readonly vpnInstance?: QuotedMachine;
}
