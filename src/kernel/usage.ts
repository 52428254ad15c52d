import type { AlarmUse } from './alarm';
import type { EngineId } from './ids';

/*
 * A bill is computed from these quantities, in terms of no cloud: what is built, and the traffic of a mean month. Each
 * cloud's price list takes those that it charges for.
 */

/** A datacenter's use of resources in a month. */
export interface DatacenterUsage {
  /** Hours in the month. */
  readonly hours: number;
  readonly zones: number;
  /** True if its balancer is on the internet, with public addresses. */
  readonly isPublic: boolean;
  /** True if a link ends on the cloud's own gateway here. */
  readonly hasGateway: boolean;
  /** Kong's nodes at the minimum of automatic scaling. */
  readonly pools: { readonly nodes: number; readonly diskGib: number };
  /** Disk of the stopped job that migrated Kong's schema; 0 if another datacenter has that job. */
  readonly migrationsDiskGib: number;
  readonly datastore: {
    readonly engine: EngineId;
    readonly nodes: number;
    readonly bootDiskGib: number;
    readonly dataDiskGib: number;
    readonly dataDiskIops: number;
    readonly dataDiskMibPerSecond: number;
    /** Snapshots that are kept of all its data disks; 0 if a service makes its own backups. */
    readonly snapshotGib: number;
    /** Second region of backups; undefined if there is none. */
    readonly backupCopies:
      | {
          /** True if they are copies there, with a key of their own; false if the only ones are there. */
          readonly ownKey: boolean;
          /** Traffic to it for snapshots; 0 if a service makes its own backups. */
          readonly movedGib: number;
        }
      | undefined;
    /** Traffic between its nodes in different zones. */
    readonly zoneGib: number;
    /** True if Kong of this datacenter uses the datastore, here or elsewhere: data planes do not. */
    readonly isUsed: boolean;
    /** Traffic from another region by the cloud's own way, not over links. */
    readonly copiedGib: number;
  };
  /** Undefined if no plugin counts in Redis. */
  readonly redis: { readonly nodes: number; readonly memoryGib: number } | undefined;
  /** Address translation; `gib` is the traffic of calls to public services and their answers. */
  readonly nat: {
    readonly gateways: number;
    readonly addressesPerGateway: number;
    readonly gib: number;
    /** True if it all goes through one zone, whatever zone it comes from. */
    readonly inOneZone: boolean;
  };
  /** Services of the cloud with an endpoint in each zone; undefined where machines reach them otherwise. */
  readonly endpoints: { readonly services: number } | undefined;
  readonly vpnInstances: { readonly nodes: number; readonly diskGib: number };
  /** Machines that lead clients to Kong in the place of the cloud's own balancer; undefined where that does. */
  readonly balancers: { readonly nodes: number; readonly diskGib: number } | undefined;
  /** True if control planes stand here, behind a balancer of their own. */
  readonly hasControlBalancer: boolean;
  /** Alarms by their kinds; empty if nobody is told of any. */
  readonly alarms: readonly AlarmUse[];
  /** Dashboards in the console of its cloud: 0 or 1. */
  readonly dashboards: number;
  /** Number of secrets of the topology that the secret manager has copies of: passwords, and in hybrid mode its certificate and the place of the seed. */
  readonly secrets: number;
  /** Logs of its units that the log service is sent; 0 if they stay on machines. */
  readonly logGib: number;
  /** Log of requests that it is sent; 0 if there is none. */
  readonly requestLogGib: number;
  /** Metrics of memory and disks that machines tell; 0 if they tell none. */
  readonly hostMetrics: number;
  /** Machines that tell them, each by a call a minute. */
  readonly tellingMachines: number;
  readonly clients: ClientUsage;
  /** Traffic to the internet: answers to clients of a public balancer, calls to public services. */
  readonly internetOutGib: number;
}

/** Traffic and connections of clients at the load balancer. */
export interface ClientUsage {
  readonly requestGib: number;
  readonly responseGib: number;
  readonly newConnectionsPerSecond: number;
  readonly openConnections: number;
}

/** Use of one end of a link in a month. */
export interface LinkUsage {
  /** Hours in the month. */
  readonly hours: number;
  readonly tunnels: number;
  readonly outGib: number;
  readonly inGib: number;
}

/** Use of a DNS service in a month. */
export interface NamesUsage {
  /** Private zones that topogen makes: 0 or 1. */
  readonly zones: number;
  /** Addresses of balancers that are asked from the internet. */
  readonly checks: number;
  /** True if they are asked over TLS, which costs more. */
  readonly asksByTls: boolean;
}
