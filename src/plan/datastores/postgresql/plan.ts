import type { MachineSize } from '../../../spec/spec';
import type { ZonePlan } from '../../place';
import type { MachinePrice } from '../../sizing/machine-price';

/** The part of a datacenter in PostgreSQL: it has the primary, a replica of it, or nothing but clients. */
export type PostgresqlPart = 'primary' | 'replica' | 'clients';

/** PostgreSQL in one datacenter. */
export interface DatacenterPostgresqlPlan {
  readonly engine: 'postgresql';
  readonly part: PostgresqlPart;
  /** The managed instance; undefined exactly where `part` is `clients`. */
  readonly instance?: PostgresqlInstancePlan;
}

/** A managed instance of PostgreSQL with a standby in another zone. */
export interface PostgresqlInstancePlan {
  /** Zones that it may stand in, the preferred one first, and the standby's second. */
  readonly zones: readonly ZonePlan[];
  /** True if a standby in another zone has every write and takes over by itself. */
  readonly standby: boolean;
  /** The cloud's own name of the machine type. */
  readonly machineType: string;
  readonly vcpus: number;
  readonly memoryGib: number;
  readonly diskGib: number;
  /** The service makes the disk larger by itself, up to this size. */
  readonly mostDiskGib: number;
  readonly diskIops: number;
  readonly diskMibPerSecond: number;
  /** Value of `max_connections`. */
  readonly maxConnections: number;
}

/** PostgreSQL over all datacenters. */
export interface PostgresqlPlan {
  readonly engine: 'postgresql';
  /** Major release, e.g. `16`; the service chooses the minor one and keeps it current. */
  readonly version: string;
  /** Datacenter of the primary. */
  readonly primaryDatacenter: string;
  /**
   * Datacenters with a replica, in order of index; none of them is on another cloud. Traditional nodes there read from it, and
   * data planes do not.
   */
  readonly replicaDatacenters: readonly string[];
  /** Private name of the primary, the same in every datacenter: `postgresql.edge.topogen.internal`. */
  readonly host: string;
  /** Private name of the replica of one's own datacenter. */
  readonly replicaHost: string;
  readonly port: number;
  /** User that Terraform makes with the instance; the migrations job makes all else with it. */
  readonly adminUser: string;
  /** Name of the secret with its password, which is in the secret manager of the primary's datacenter alone. */
  readonly adminSecret: string;
  /** Database that the service makes with the instance. */
  readonly adminDatabase: string;
  /** Role of Kong, which owns the database of Kong. */
  readonly user: string;
  readonly database: string;
  /** Days for which backups are kept, and for which the data can be taken back to any moment. */
  readonly backupRetentionDays: number;
  /** Hours in UTC. Backups begin at the first; maintenance that stops the instance has the second. */
  readonly backupHour: number;
  readonly maintenance: { readonly day: Weekday; readonly hour: number };
  /** The server logs statements that take longer. */
  readonly slowStatementMilliseconds: number;
  /** True if the cloud refuses to delete the instance. */
  readonly deletionProtection: boolean;
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Sizes of PostgreSQL in one datacenter. */
export interface PostgresqlSizing {
  readonly engine: 'postgresql';
  readonly part: PostgresqlPart;
  /** Undefined exactly where `part` is `clients`. */
  readonly instance?: PostgresqlInstanceSizing;
  /** Traffic to a replica from its primary; undefined where there is none. */
  readonly copies?: PostgresqlCopies;
}

export interface PostgresqlCopies {
  /** Name of the primary's datacenter. */
  readonly from: string;
  readonly gibPerMonth: number;
}

export interface PostgresqlInstanceSizing {
  readonly machine: MachineSize;
  readonly diskGib: number;
  readonly mostDiskGib: number;
  readonly diskIops: number;
  readonly diskMibPerSecond: number;
  readonly maxConnections: number;
  /** Connections that Kong may open at most. */
  readonly connections: number;
  /** Disk that the load needs, where more stands and is kept; undefined if none is. */
  readonly sizedDiskGib?: number;
  /** Price of one machine; a standby costs as much again. */
  readonly price: MachinePrice;
}
