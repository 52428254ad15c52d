import {
  SqlDatabaseInstance,
  type SqlDatabaseInstanceConfig,
  type SqlDatabaseInstanceSettings,
} from '@cdktf/provider-google/lib/sql-database-instance';
import { SqlUser } from '@cdktf/provider-google/lib/sql-user';
import { DataResource, Fn, TerraformVariable, Token } from 'cdktf';
import { ENGINE, postgresqlIn, postgresqlOf } from '../../plan/datastores/postgresql/of-plan';
import type { PostgresqlInstancePlan, Weekday } from '../../plan/datastores/postgresql/plan';
import { ADMIN_PASSWORD } from '../../plan/datastores/postgresql/secrets';
import type { DatacenterPlan } from '../../plan/plan';
import type { AcceptedFindings } from '../accepted-findings';
import type { StackScope } from '../contract';
import type { DatastoreParts } from './datastore';
import { addEndpoint, OUTPUTS, primaryOutputs, showInstance, type ReachedInstance } from './postgresql-access';
import { projectOf } from './provider';
import { computeName, stackTags, tags } from './tags';

/** A large instance takes hours to copy, to change its disk, or to go. */
const TIMEOUTS = { create: '3h', update: '6h', delete: '3h' };

const CONNECTIONS = 'Kong opens and ends connections all the time; who may is said by the firewall.';
const STATEMENTS =
  'Statements are logged if they are slow or wait, not by their kind: those of roles have passwords in them.';

const FINDINGS: AcceptedFindings = {
  CKV_GCP_6: 'It refuses plain text. Certificates of clients would be needed besides, which Kong cannot show.',
  CKV_GCP_52: CONNECTIONS,
  CKV_GCP_53: CONNECTIONS,
  CKV_GCP_57: 'Slow statements are in the log: nothing else would tell why Kong waits.',
  CKV_GCP_79: "The release of Kong's own table: it names no later one.",
  CKV_GCP_108: 'Machines have no names of their own, and each connection would wait for an answer of DNS.',
  CKV_GCP_110: STATEMENTS,
  CKV_GCP_111: STATEMENTS,
  CKV2_GCP_13: STATEMENTS,
};

/** Characters after the name of an instance. */
const SUFFIX_LENGTH = 6;

/**
 * Builds the instance of a datacenter with all that it needs: a primary with its standby in another zone, or a replica
 * of the primary of another region.
 */
export function buildInstance(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): ReachedInstance {
  const { part, instance: plan } = postgresqlIn(datacenter);
  if (!plan) throw new Error(`the plan has no instance of PostgreSQL in ${datacenter.name}`);
  const instance = new SqlDatabaseInstance(scope.part(ENGINE), ENGINE, {
    ...commonArguments(scope, datacenter, plan),
    ...(part === 'replica' ? { masterInstanceName: primaryOutputs(scope).string(OUTPUTS.source) } : {}),
  });
  scope.comment(
    instance,
    part === 'primary'
      ? 'Its standby in another zone has every write and takes over by itself, behind the same address. The service grows the disk, whose size Terraform leaves alone: to shrink it would replace the instance.'
      : 'Has its writes from the primary of another region, late by seconds. To promote it, see OPERATIONS.md: fence the old primary first.',
  );
  scope.accept(instance, FINDINGS);
  if (part === 'primary') addAdministrator(scope, instance, parts);
  const reached = { instance, endpoint: addEndpoint(scope, datacenter, instance) };
  showInstance(scope, datacenter, reached);
  return reached;
}

/**
 * Builds the name of the instance. A name cannot be used again for a week after its instance was deleted: its end is
 * of an id that is made anew with the instance.
 */
function nameOf(scope: StackScope, datacenter: DatacenterPlan): string {
  const id = new DataResource(scope.part(ENGINE), 'postgresql_name');
  scope.comment(
    id,
    'The name of a deleted instance is barred for a week. To make another instance in the place of this one, replace this id.',
  );
  return Fn.join('-', [computeName(scope.plan, datacenter, ENGINE), Fn.substr(id.id, 0, SUFFIX_LENGTH)]);
}

/**
 * The service has the last word on these arguments: it grows the disk, an instance keeps the key that it was made with, and
 * a replica has the maintenance window of its primary.
 */
const KEPT_BY_SERVICE = ['settings[0].disk_size', 'encryption_key_name'];

function commonArguments(
  scope: StackScope,
  datacenter: DatacenterPlan,
  plan: PostgresqlInstancePlan,
): SqlDatabaseInstanceConfig {
  const { deletionProtection, version } = postgresqlOf(scope.plan);
  const isPrimary = postgresqlIn(datacenter).part === 'primary';
  const protection = new TerraformVariable(scope.root, 'postgresql_deletion_protection', {
    type: 'bool',
    default: deletionProtection,
    description:
      'Whether Google and Terraform refuse to delete the instance of PostgreSQL. To retire the datacenter, apply with false, then destroy.',
  });
  return {
    name: nameOf(scope, datacenter),
    region: datacenter.region,
    databaseVersion: `POSTGRES_${version}`,
    deletionProtection: protection.booleanValue,
    settings: {
      ...settingsOf(scope, datacenter, plan),
      deletionProtectionEnabled: protection.booleanValue,
    },
    timeouts: TIMEOUTS,
    ...(datacenter.kmsKey === undefined ? {} : { encryptionKeyName: datacenter.kmsKey }),
    lifecycle: { ignoreChanges: [...KEPT_BY_SERVICE, ...(isPrimary ? [] : ['settings[0].maintenance_window'])] },
  };
}

function settingsOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { machineType, standby, zones, diskGib, mostDiskGib }: PostgresqlInstancePlan,
): SqlDatabaseInstanceSettings {
  const [first, second] = zones;
  return {
    tier: machineType,
    // The service would take Enterprise Plus for this release, which has other machine types.
    edition: 'ENTERPRISE',
    availabilityType: standby ? 'REGIONAL' : 'ZONAL',
    ...(first
      ? { locationPreference: { zone: first.name, ...(standby && second ? { secondaryZone: second.name } : {}) } }
      : {}),
    diskType: 'PD_SSD',
    diskSize: diskGib,
    diskAutoresize: true,
    diskAutoresizeLimit: mostDiskGib,
    ipConfiguration: {
      ipv4Enabled: false,
      sslMode: 'ENCRYPTED_ONLY',
      serverCaMode: 'GOOGLE_MANAGED_INTERNAL_CA',
      pscConfig: [{ pscEnabled: true, allowedConsumerProjects: [projectOf(datacenter)] }],
    },
    ...(postgresqlIn(datacenter).part === 'primary' ? upkeepOf(scope, datacenter) : {}),
    databaseFlags: flagsOf(scope, datacenter),
    // The provider's labels do not come to this map.
    userLabels: { ...stackTags(scope.plan, [datacenter]), ...tags(ENGINE) },
  };
}

const DAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Returns backups and maintenance of a primary. A replica has no backups of its own, and the maintenance of its primary. */
function upkeepOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
): Pick<SqlDatabaseInstanceSettings, 'backupConfiguration' | 'maintenanceWindow' | 'retainBackupsOnDelete'> {
  const { backupHour, backupRetentionDays, maintenance } = postgresqlOf(scope.plan);
  return {
    backupConfiguration: {
      enabled: true,
      startTime: `${String(backupHour).padStart(2, '0')}:00`,
      // In a second region they are there alone; the log between two is always in that of the instance.
      location: datacenter.backupCopies?.region ?? datacenter.region,
      pointInTimeRecoveryEnabled: true,
      transactionLogRetentionDays: backupRetentionDays,
      backupRetentionSettings: { retainedBackups: backupRetentionDays, retentionUnit: 'COUNT' },
    },
    maintenanceWindow: { day: DAYS.indexOf(maintenance.day) + 1, hour: maintenance.hour, updateTrack: 'stable' },
    retainBackupsOnDelete: true,
  };
}

/** Returns the flags. Statements are logged if they are slow, not by their kind: one of them has Kong's password. */
function flagsOf(scope: StackScope, datacenter: DatacenterPlan): { name: string; value: string }[] {
  const { slowStatementMilliseconds } = postgresqlOf(scope.plan);
  const { instance } = postgresqlIn(datacenter);
  return [
    { name: 'log_checkpoints', value: 'on' },
    { name: 'log_lock_waits', value: 'on' },
    { name: 'log_min_error_statement', value: 'error' },
    { name: 'log_min_duration_statement', value: String(slowStatementMilliseconds) },
    { name: 'max_connections', value: String(instance?.maxConnections) },
  ];
}

/** Builds the user that makes the role and the database of Kong. It stays when Terraform lets go of it. */
function addAdministrator(scope: StackScope, instance: SqlDatabaseInstance, { passwords }: DatastoreParts): SqlUser {
  const password = passwords[ADMIN_PASSWORD];
  if (password === undefined) throw new Error(`the secret ${ADMIN_PASSWORD} has no value`);
  scope.usesWriteOnlyArguments();
  const user = new SqlUser(scope.part(ENGINE), 'postgresql_admin', {
    instance: instance.name,
    name: postgresqlOf(scope.plan).adminUser,
    passwordWo: password,
    // The number tells the service that the password has changed: 28 bits of its digest.
    passwordWoVersion: Token.asNumber(Fn.parseint(Fn.substr(Fn.sha256(password), 0, 7), 16)),
    deletionPolicy: 'ABANDON',
  });
  scope.comment(user, 'The service gets the password without a copy in its own state; a digest tells when it changed.');
  return user;
}
