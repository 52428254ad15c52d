import type { EngineId } from './ids';

/*
 * What a bill is reckoned from, in words of no cloud: what is built, and what goes through it in a mean month. Each cloud's
 * price list takes what it charges for.
 */

/** What a datacenter uses in a month. */
export interface DatacenterUsage {
  /** Of the month. */
  readonly hours: number;
  readonly zones: number;
  /** Whether there are other datacenters to reach. */
  readonly isLinked: boolean;
  /** Kong at the floor of automatic scaling. */
  readonly pools: { readonly nodes: number; readonly diskGib: number };
  /** Disk of the stopped job that migrated Kong's schema; 0 where that is another datacenter's. */
  readonly migrationsDiskGib: number;
  readonly datastore: {
    readonly engine: EngineId;
    readonly nodes: number;
    readonly bootDiskGib: number;
    readonly dataDiskGib: number;
    readonly dataDiskIops: number;
    readonly dataDiskMibPerSecond: number;
    /** What its nodes send each other between zones. */
    readonly zoneGib: number;
  };
  /** Present where plugins count in Redis. */
  readonly redis: { readonly nodes: number; readonly memoryGib: number } | undefined;
  /** Address translation; `gib` are calls to public services and their answers. */
  readonly nat: { readonly gateways: number; readonly addressesPerGateway: number; readonly gib: number };
  readonly vpnInstances: { readonly nodes: number; readonly diskGib: number };
  /** Passwords that the secret manager holds. */
  readonly secrets: number;
  readonly clients: ClientUsage;
  /** What leaves for the internet: answers to clients, calls to public services. */
  readonly internetOutGib: number;
}

/** What clients do to the load balancer. */
export interface ClientUsage {
  readonly requestGib: number;
  readonly responseGib: number;
  readonly newConnectionsPerSecond: number;
  readonly openConnections: number;
}

/** What one end of a link uses in a month. */
export interface LinkUsage {
  /** Of the month. */
  readonly hours: number;
  readonly tunnels: number;
  readonly outGib: number;
  readonly inGib: number;
}
