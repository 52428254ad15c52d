import type { MachineSize } from '../../spec/spec';
import type { DatastoreSizing } from '../datastores/plans';
import type { MachinePrice, QuotedMachine } from './machine-price';
import type { Reckoned } from './reckoned';

/** The sizes of the whole topology, with the arithmetic of each. Plain JSON. */
export interface Sizing {
  /** Datacenters sorted like the plan's. */
  readonly datacenters: readonly DatacenterSizing[];
  /** Every pair of datacenters, by the order of their ends. */
  readonly replication: readonly PairReplication[];
  /** Every number with its formula, inputs and sources, each after the numbers that it depends on. */
  readonly reckoned: readonly Reckoned[];
}

export interface DatacenterSizing {
  readonly datacenter: string;
  /** Pools in the order of the plan's. */
  readonly pools: readonly PoolSizing[];
  readonly datastore: DatastoreSizing;
  /** Undefined if no plugin keeps its counters in Redis. */
  readonly redis?: RedisSizing;
  /** Undefined where the cloud's own balancer leads clients to Kong. */
  readonly balancer?: BalancerSizing;
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

/** The two machines that lead clients to Kong, which are alike. */
export interface BalancerSizing {
  readonly machine: MachineSize;
  readonly price: MachinePrice;
}

export interface RedisSizing {
  readonly memoryGib: number;
  /** Undefined if the cloud has no types. */
  readonly nodeType?: string;
  readonly commandsPerSecond: number;
}

/**
 * Clients' traffic of one datacenter. Rates hold for the busiest time after the worst covered loss, volumes for a mean
 * month.
 */
export interface TrafficSizing {
  readonly mbitPerSecond: number;
  readonly newConnectionsPerSecond: number;
  readonly openConnections: number;
  readonly meanRequestsPerSecond: number;
  readonly meanNewConnectionsPerSecond: number;
  readonly requestGibPerMonth: number;
  readonly responseGibPerMonth: number;
  /** True if services behind Kong have public addresses, so that every request leaves through address translation. */
  readonly upstreamsThroughNat: boolean;
}

export interface NatSizing {
  readonly gateways: number;
  /** Connections at one time, at the busiest time. */
  readonly connections: number;
  readonly addressesPerGateway: number;
  /** Ports reserved for each node, a power of two; undefined if all nodes share one pool. */
  readonly portsPerNode?: number;
}

/** Outside addresses for the ports of all machines. */
export interface AddressNeed {
  readonly machines: number;
  readonly portsPerMachine: number;
  readonly portsPerAddress: number;
  readonly addresses: number;
}

/** The datastore's traffic between two datacenters, whatever links it takes. */
export interface PairReplication {
  /** Id `<left>--<right>`, the lower index first. */
  readonly id: string;
  readonly left: string;
  readonly right: string;
  /** Rate of the busier direction, at the busiest time after the worst covered loss. */
  readonly replicationMbitPerSecond: number;
  /** Volume of each direction in a mean month. */
  readonly leftToRightGibPerMonth: number;
  readonly rightToLeftGibPerMonth: number;
  /** Further rate of hints, if those of an outage are delivered in as long again as it lasted. */
  readonly catchUpMbitPerSecond: number;
  /** Size of one copy of the data, which crosses when one end is rebuilt. */
  readonly rebuildGib: number;
  /** Hours that this takes if every node streams at the datastore's own limit. */
  readonly rebuildHours: number;
}

/**
 * Machines that do not grow with the load. The plan decides their number: one job in all, two VPN instances in a
 * datacenter that needs them.
 */
export interface OtherMachines {
  readonly migrations: QuotedMachine;
  /** Undefined if the cloud needs no machines that end a VPN. */
  readonly vpnInstance?: QuotedMachine;
}
