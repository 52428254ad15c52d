import type { DatacenterSpec, Spec } from '../../../spec/spec';
import { datastoreHost, replicaHost, secretName } from '../../naming';
import type { DatacenterPlan } from '../../plan';
import type { DatacenterPlace } from '../contract';
import { SQL_PORT } from './flows';
import { ENGINE, postgresqlIn } from './of-plan';
import type { DatacenterPostgresqlPlan, PostgresqlPlan, PostgresqlSizing } from './plan';
import { ADMIN_PASSWORD } from './secrets';
import { sectionOf } from './sizing/sizer';

/** Terraform makes this user with the instance. Services keep `postgres`, `rdsadmin` and their like for themselves. */
const ADMIN_USER = 'topogen_admin';

/** Every service makes this database with an instance. */
const ADMIN_DATABASE = 'postgres';

/** Kong's own defaults of `pg_user` and `pg_database`. */
const KONG = 'kong';

/** The server logs statements that take longer: Kong's own take single milliseconds. */
const SLOW_STATEMENT_MILLISECONDS = 1_000;

/** Plans the part of a datacenter in PostgreSQL from its sizes. */
export function planDatacenter(
  _datacenter: DatacenterSpec,
  { zones }: DatacenterPlace,
  { part, instance }: PostgresqlSizing,
): DatacenterPostgresqlPlan {
  if (!instance) return { engine: ENGINE, part };
  const { machine, diskGib, mostDiskGib, diskIops, diskMibPerSecond, maxConnections } = instance;
  return {
    engine: ENGINE,
    part,
    instance: {
      zones: zones.slice(0, 2),
      standby: true,
      machineType: machine.type,
      vcpus: machine.vcpus,
      memoryGib: machine.memoryGib,
      diskGib,
      mostDiskGib,
      diskIops,
      diskMibPerSecond,
      maxConnections,
    },
  };
}

/** Plans PostgreSQL over all datacenters, sorted by index. */
export function planPostgresql({ name, datastore }: Spec, datacenters: readonly DatacenterPlan[]): PostgresqlPlan {
  const section = sectionOf(datastore);
  const primary = datacenters.find((it) => postgresqlIn(it).part === 'primary');
  if (!primary) throw new Error('no datacenter has the primary');
  return {
    engine: ENGINE,
    version: section.version,
    primaryDatacenter: primary.name,
    replicaDatacenters: datacenters.filter((it) => postgresqlIn(it).part === 'replica').map((it) => it.name),
    host: datastoreHost(name, ENGINE),
    replicaHost: replicaHost(name, ENGINE),
    port: SQL_PORT,
    adminUser: ADMIN_USER,
    adminSecret: secretName(name, primary.name, ADMIN_PASSWORD),
    adminDatabase: ADMIN_DATABASE,
    user: KONG,
    database: KONG,
    backupRetentionDays: section.backupRetentionDays,
    backupHour: section.backupHour,
    maintenance: { day: section.maintenanceDay, hour: section.maintenanceHour },
    slowStatementMilliseconds: SLOW_STATEMENT_MILLISECONDS,
    deletionProtection: section.deletionProtection,
  };
}
