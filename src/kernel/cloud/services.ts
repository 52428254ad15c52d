import type { Figure } from '../figure';

/** Disks that hold data. */
export interface DiskFacts {
  readonly type: string;
  /** Whether operations and throughput are bought apart from the size; otherwise they come with each GiB. */
  readonly provisioned: boolean;
  /** What every disk has, where operations are bought; 0 where they come with the size alone. */
  readonly baseIops: Figure;
  readonly baseMibPerSecond: Figure;
  /** What each GiB brings, where operations come with the size; 0 otherwise. */
  readonly iopsPerGib: Figure;
  readonly mibPerSecondPerGib: Figure;
  readonly maximumIops: Figure;
  readonly maximumMibPerSecond: Figure;
  readonly maximumGib: Figure;
}

/** Boot disks in GiB: operating system, packages and logs. */
export interface BootDiskFacts {
  /** Of a machine whose data has a disk of its own. */
  readonly datastoreGib: number;
  /** Of the one-off job that migrates Kong's schema. */
  readonly jobGib: number;
  /** Of a VPN instance; undefined where the cloud needs none. */
  readonly vpnInstanceGib: number | undefined;
}

export interface BalancerFacts {
  /**
   * Nodes that one balancer may have behind it by the default quota; undefined where none is published. A node that is
   * registered for HTTP and for HTTPS counts twice.
   */
  readonly targets: Figure | undefined;
}

/** Network address translation: the way out of machines without public addresses. */
export interface NatFacts {
  /** Connections to one destination that one outside address can hold. */
  readonly connectionsPerAddress: Figure;
  /** Outside addresses that each gateway is built with; undefined where the cloud adds them as needed. */
  readonly addressesPerGateway: Figure | undefined;
  /** Gbit/s of one gateway; undefined where packets do not pass through it. */
  readonly gbps: Figure | undefined;
  /** Gateways of a datacenter: one in each zone, or one for all. */
  readonly gateways: number;
  /** Ports that are set aside for each machine, at least and at most; undefined where all machines draw from one pool. */
  readonly portsPerNode: { readonly least: Figure; readonly most: Figure } | undefined;
}

/** The managed Redis. */
export interface RedisFacts {
  /** Nodes of one Redis: a primary and its replicas. */
  readonly nodes: number;
  /** Node types by memory, smallest first; empty where memory is bought by the GiB. */
  readonly nodeTypes: readonly RedisNodeType[];
  /** The port that it answers TLS on, where it takes no other; undefined where it takes any. */
  readonly tlsPort: number | undefined;
}

export interface RedisNodeType {
  readonly type: string;
  readonly memoryGib: number;
  /** Commands per second that it is trusted with, where that is less than any node answers: burstable ones. */
  readonly commandsPerSecond?: number;
}
