import type { Egress } from '../egress';
import type { Figure } from '../figure';

/** Limits of disks that hold data. */
export interface DiskFacts {
  readonly type: string;
  /** True if operations and throughput are bought apart from the size; false if they come with each GiB. */
  readonly provisioned: boolean;
  /** Operations that every disk has, if they are bought apart from the size; 0 if they come with it. */
  readonly baseIops: Figure;
  readonly baseMibPerSecond: Figure;
  /** Operations that each GiB adds, if they come with the size; 0 otherwise. */
  readonly iopsPerGib: Figure;
  readonly mibPerSecondPerGib: Figure;
  readonly maximumIops: Figure;
  readonly maximumMibPerSecond: Figure;
  readonly maximumGib: Figure;
}

/** Sizes of boot disks in GiB: operating system, packages and logs. */
export interface BootDiskFacts {
  /** Size for a machine whose data has a disk of its own. */
  readonly datastoreGib: number;
  /** Size for the one-off job that migrates Kong's schema. */
  readonly jobGib: number;
  /** Size for a VPN instance; undefined if the cloud needs none. */
  readonly vpnInstanceGib: number | undefined;
}

/** Limit of the document that a machine gets for its first boot. */
export interface UserDataFacts {
  readonly maximumBytes: Figure;
  /** True if the cloud gets it compressed, and the limit is of that. */
  readonly isCompressed: boolean;
}

export interface BalancerFacts {
  /**
   * Number of nodes that one balancer may have behind it by the default quota; undefined if none is published. A node
   * that is registered for HTTP and for HTTPS counts twice.
   */
  readonly targets: Figure | undefined;
}

/** Limits of network address translation, through which machines without public addresses reach the internet. */
export interface NatFacts {
  /** Number of connections to one destination that one outside address can hold. */
  readonly connectionsPerAddress: Figure;
  /** Number of outside addresses that each gateway is built with; undefined if the cloud adds them as needed. */
  readonly addressesPerGateway: Figure | undefined;
  /** Bandwidth of one gateway in Gbit/s; undefined if packets do not pass through it. */
  readonly gbps: Figure | undefined;
  /** Number of gateways of a datacenter: one in each zone, which a spec may ask for otherwise, or one for all. */
  readonly gateways: number;
  /**
   * Returns what a way out consists of, in zones by their letters; with egress none the endpoints of these services.
   */
  readonly wayOut: (egress: Egress, zones: readonly string[], services: readonly string[]) => WayOut;
  /**
   * Least and most ports of each machine, the most that are set aside for it from the start, and the machines that a pool has
   * beside its own while it is changed; undefined if all machines share one pool of ports.
   */
  readonly portsPerNode:
    | { readonly least: Figure; readonly most: Figure; readonly mostFromStart: Figure; readonly surge: Figure }
    | undefined;
  /** Outside addresses that a spec may reserve; undefined if those of the gateways are reserved in any case. */
  readonly reserved: ReservedAddressFacts | undefined;
}

/** Outside addresses that stay the same until somebody gives them back. They are numbered from 1. */
export interface ReservedAddressFacts {
  /** Most of one gateway. */
  readonly most: Figure;
  /** Returns Terraform's address of one of them. */
  readonly resource: (number: number) => string;
  /** Returns the commands by which the gateway lets go of those that are not kept; Terraform then gives them back. */
  readonly leave: (leaving: LeavingAddresses) => LeavingCommands;
}

/** A datacenter that keeps the first of its reserved addresses, and gives the others back. */
export interface LeavingAddresses {
  readonly topology: string;
  readonly datacenter: string;
  readonly region: string;
  readonly project?: string;
  /** Number of those that stay; with 0 the cloud gives out its own again. */
  readonly kept: number;
  readonly reserved: number;
}

export interface LeavingCommands {
  /** After these no connection begins from an address that goes, and open ones stay; empty if there is no such way. */
  readonly drain: readonly string[];
  /** These end what is still open there. */
  readonly release: readonly string[];
}

/** The gateways that lead out of a network, or endpoints, and the routes to them, as Terraform addresses them there. */
export interface WayOut {
  readonly gateways: readonly string[];
  /** Routes that lead the gateways themselves out, with their tables' subnets; they may be missing where there were no gateways. */
  readonly beyond: readonly string[];
  /** Routes that lead to the gateways, whichever these are. */
  readonly routes: readonly string[];
}

/** Sizes and limits of the managed Redis. */
export interface RedisFacts {
  /** Number of nodes of one Redis: a primary and its replicas. */
  readonly nodes: number;
  /** Node types by memory, smallest first; empty if memory is bought by the GiB. */
  readonly nodeTypes: readonly RedisNodeType[];
  /** Port for TLS, if the service accepts no other; undefined if it accepts any. */
  readonly tlsPort: number | undefined;
  /** Terraform's address of it in its cluster stack. */
  readonly resource: string;
  /** Returns the commands that have the service make another password; undefined if Terraform makes it. */
  readonly newPassword: ((at: RedisAt) => readonly string[]) | undefined;
  /** True if the certificate of each Redis is of an authority of its own, which machines have to be given. */
  readonly ownAuthority: boolean;
}

/** A Redis as commands name it. */
export interface RedisAt {
  readonly instance: string;
  readonly region: string;
  /** Present exactly on clouds that have projects. */
  readonly project?: string;
}

export interface RedisNodeType {
  readonly type: string;
  readonly memoryGib: number;
  /** Commands per second that a burstable type sustains; undefined if it sustains what every other type does. */
  readonly commandsPerSecond?: number;
}
