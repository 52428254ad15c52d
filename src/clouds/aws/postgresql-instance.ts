import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { DbInstanceAutomatedBackupsReplication } from '@cdktf/provider-aws/lib/db-instance-automated-backups-replication';
import { DbInstance, type DbInstanceConfig } from '@cdktf/provider-aws/lib/db-instance';
import { DbParameterGroup } from '@cdktf/provider-aws/lib/db-parameter-group';
import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Fn, TerraformVariable, Token } from 'cdktf';
import { ENGINE, postgresqlIn, postgresqlOf } from '../../plan/datastores/postgresql/of-plan';
import type { PostgresqlInstancePlan, Weekday } from '../../plan/datastores/postgresql/plan';
import { ADMIN_PASSWORD } from '../../plan/datastores/postgresql/secrets';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import { WORDING } from '../wording';
import type { DatastoreParts } from './datastore';
import { accountKey, encryptsLogs } from './keys';
import { retentionDays } from './logs';
import { NETWORK_OUTPUTS, subnetKey } from './outputs';
import { OUTPUTS, primaryOutputs, showInstance } from './postgresql-access';
import { tags } from './tags';

/** The authority of the region that signs the server's certificate; RDS renews that certificate by itself. */
const AUTHORITY = 'rds-ca-rsa2048-g1';

/** Logs that RDS passes on. */
const LOGS = ['postgresql', 'upgrade'] as const;

/** A large instance takes hours to copy, to change its disk, or to leave its last snapshot. */
const TIMEOUTS = { create: '3h', update: '6h', delete: '3h' };

const NO_IAM = 'Kong signs in with a password: its open source releases know no other way.';

/**
 * Builds the instance of a datacenter with all that it needs: a primary with its standby in another zone, or a replica
 * of the primary of another region.
 */
export function buildInstance(scope: StackScope, datacenter: DatacenterPlan, parts: DatastoreParts): DbInstance {
  const { part, instance: plan } = postgresqlIn(datacenter);
  if (!plan) throw new Error(`the plan has no instance of PostgreSQL in ${datacenter.name}`);
  const key = instanceKey(scope, datacenter);
  const instance = new DbInstance(scope.part(ENGINE), ENGINE, {
    ...commonArguments(scope, datacenter, parts, plan),
    ...(part === 'primary' ? primaryArguments(scope, datacenter, parts, plan) : replicaArguments(scope)),
    kmsKeyId: key.arn,
    dependsOn: LOGS.map((log) => addLogGroup(scope, datacenter, log, key)),
  });
  scope.comment(
    instance,
    part === 'primary'
      ? 'Its standby in another zone has every write and takes over within minutes, under the same name. RDS gets the password without a copy in its own state; a digest tells when it changed. A last snapshot is left when the instance is destroyed.'
      : 'Has its writes from the primary of another region, late by seconds. To promote it, see OPERATIONS.md: fence the old primary first.',
  );
  scope.accept(instance, {
    ...(part === 'primary' ? { CKV_AWS_161: NO_IAM } : {}),
    CKV_AWS_118:
      'The metrics of CloudWatch are enough for a database of configuration; enhanced monitoring needs a role of its own.',
    CKV_AWS_353: 'AWS has ended Performance Insights as a service of its own; slow statements are in the log.',
  });
  if (part === 'primary') copyBackups(scope, datacenter, instance);
  showInstance(scope, datacenter, instance);
  return instance;
}

/**
 * Builds the copies of backups in a second region, if the spec names one, with a key of this datacenter there. Source: Amazon RDS user
 * guide, "Replicating automated backups to another AWS Region".
 */
function copyBackups(scope: StackScope, datacenter: DatacenterPlan, instance: DbInstance): void {
  const { region } = datacenter.backupCopies ?? {};
  if (region === undefined) return;
  const key = accountKey(scope, datacenter, {
    id: 'backups',
    role: ENGINE,
    description: `Copies of backups of PostgreSQL in ${datacenter.name}`,
    region,
  });
  const copies = new DbInstanceAutomatedBackupsReplication(scope.part(ENGINE), terraformName('backups', region), {
    region,
    sourceDbInstanceArn: instance.arn,
    kmsKeyId: key.arn,
    retentionPeriod: postgresqlOf(scope.plan).backupRetentionDays,
    timeouts: { create: TIMEOUTS.create, delete: TIMEOUTS.delete },
  });
  scope.comment(
    copies,
    'Each snapshot, and the log between two, as soon as RDS has them. They are readable for as long as their key. Another number of days begins them anew.',
  );
}

/** Returns the name of the instance, which its last snapshot and its logs have too. */
function identifierOf(scope: StackScope, datacenter: DatacenterPlan): string {
  return resourceName(scope.plan.topology, datacenter.name, ENGINE);
}

function commonArguments(
  scope: StackScope,
  datacenter: DatacenterPlan,
  parts: DatastoreParts,
  { machineType, standby, mostDiskGib }: PostgresqlInstancePlan,
): DbInstanceConfig {
  const { backupHour, backupRetentionDays, deletionProtection, maintenance, port } = postgresqlOf(scope.plan);
  const protection = new TerraformVariable(scope.root, 'postgresql_deletion_protection', {
    type: 'bool',
    default: deletionProtection,
    description:
      'Whether AWS refuses to delete the instance of PostgreSQL. To retire the datacenter, apply with false, then destroy.',
  });
  return {
    identifier: identifierOf(scope, datacenter),
    instanceClass: machineType,
    multiAz: standby,
    storageType: 'gp3',
    maxAllocatedStorage: mostDiskGib,
    // A replica takes the encryption of its source, but the provider would make it anew where this is not said.
    storageEncrypted: true,
    dbSubnetGroupName: addSubnetGroup(scope, datacenter, parts).name,
    vpcSecurityGroupIds: [memberOf(parts.firewall, ENGINE).id],
    publiclyAccessible: false,
    port,
    parameterGroupName: addParameters(scope, datacenter).name,
    caCertIdentifier: AUTHORITY,
    backupRetentionPeriod: backupRetentionDays,
    backupWindow: `${hour(backupHour)}:00-${hour(backupHour)}:30`,
    maintenanceWindow: windowOf(maintenance.day, maintenance.hour),
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    deletionProtection: protection.booleanValue,
    enabledCloudwatchLogsExports: [...LOGS],
    autoMinorVersionUpgrade: true,
    // Whatever restarts the instance waits for the window, unless an operator does it by hand.
    applyImmediately: false,
    timeouts: TIMEOUTS,
    tags: tags(scope.plan, datacenter, ENGINE, ENGINE),
  };
}

function primaryArguments(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { passwords }: DatastoreParts,
  { diskGib }: PostgresqlInstancePlan,
): Partial<DbInstanceConfig> {
  const { adminUser, version } = postgresqlOf(scope.plan);
  const password = passwords[ADMIN_PASSWORD];
  if (password === undefined) throw new Error(`the secret ${ADMIN_PASSWORD} has no value`);
  scope.usesWriteOnlyArguments();
  return {
    engine: 'postgres',
    engineVersion: version,
    // A spec that names another major release has been asked for it; the transition is judged before anything is built.
    allowMajorVersionUpgrade: true,
    allocatedStorage: diskGib,
    username: adminUser,
    passwordWo: password,
    // The number tells RDS that the password has changed: 28 bits of its digest.
    passwordWoVersion: Token.asNumber(Fn.parseint(Fn.substr(Fn.sha256(password), 0, 7), 16)),
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: `${identifierOf(scope, datacenter)}-final`,
  };
}

/** Returns the arguments of a replica, which takes all else from its source; it leaves no snapshot of its own. */
function replicaArguments(scope: StackScope): Partial<DbInstanceConfig> {
  return {
    replicateSourceDb: primaryOutputs(scope).string(OUTPUTS.source),
    skipFinalSnapshot: true,
  };
}

function addSubnetGroup(scope: StackScope, datacenter: DatacenterPlan, { network }: DatastoreParts): DbSubnetGroup {
  return new DbSubnetGroup(scope.part(ENGINE), ENGINE, {
    name: identifierOf(scope, datacenter),
    description: `PostgreSQL of ${datacenter.name}`,
    subnetIds: datacenter.zones.map(({ letter }) =>
      network.entry(NETWORK_OUTPUTS.subnetIds, subnetKey(ENGINE, letter)),
    ),
    tags: tags(scope.plan, datacenter, ENGINE, ENGINE),
  });
}

/**
 * Builds the parameters. The family cannot change in place: the release is in the name, so that the group of a new one
 * stands before the instance leaves the old one.
 */
function addParameters(scope: StackScope, datacenter: DatacenterPlan): DbParameterGroup {
  const { slowStatementMilliseconds, version } = postgresqlOf(scope.plan);
  const { instance } = postgresqlIn(datacenter);
  const group = new DbParameterGroup(scope.part(ENGINE), ENGINE, {
    name: `${identifierOf(scope, datacenter)}-${version}`,
    family: `postgres${version}`,
    description: `PostgreSQL ${version} of ${datacenter.name}`,
    parameter: [
      { name: 'rds.force_ssl', value: '1', applyMethod: 'immediate' },
      { name: 'log_min_duration_statement', value: String(slowStatementMilliseconds), applyMethod: 'immediate' },
      { name: 'log_lock_waits', value: '1', applyMethod: 'immediate' },
      { name: 'max_connections', value: String(instance?.maxConnections), applyMethod: 'pending-reboot' },
    ],
    tags: tags(scope.plan, datacenter, ENGINE, ENGINE),
    lifecycle: { createBeforeDestroy: true, ignoreChanges: [...WORDING] },
  });
  scope.comment(
    group,
    'force_ssl is what keeps plain text out: clients take an unencrypted connection when a server offers no other. A new max_connections waits for a restart. Statements are logged if they are slow or wait, not by their kind: those of roles have passwords in them.',
  );
  return group;
}

/** Returns the key of disk, snapshots and logs of the instance. */
function instanceKey(scope: StackScope, datacenter: DatacenterPlan): KmsKey {
  const groups = LOGS.map((log) => logGroupName(scope, datacenter, log));
  return accountKey(scope, datacenter, {
    id: ENGINE,
    role: ENGINE,
    description: `Disk, snapshots and logs of PostgreSQL in ${datacenter.name}`,
    statements: [encryptsLogs(scope, datacenter, groups)],
  });
}

function logGroupName(scope: StackScope, datacenter: DatacenterPlan, log: string): string {
  return `/aws/rds/instance/${identifierOf(scope, datacenter)}/${log}`;
}

/** Builds a log group before the instance, which would make it without key and retention. */
function addLogGroup(scope: StackScope, datacenter: DatacenterPlan, log: string, key: KmsKey): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope.part(ENGINE), terraformName(ENGINE, log), {
    name: logGroupName(scope, datacenter, log),
    retentionInDays: retentionDays(scope.plan.flowLogRetentionDays),
    kmsKeyId: key.arn,
    tags: tags(scope.plan, datacenter, ENGINE, ENGINE, log),
  });
}

const DAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Returns a window of an hour in RDS's form: `sun:03:00-sun:04:00`. */
function windowOf(day: Weekday, from: number): string {
  const ends = from === 23 ? (DAYS[(DAYS.indexOf(day) + 1) % DAYS.length] ?? day) : day;
  return `${day.slice(0, 3)}:${hour(from)}:00-${ends.slice(0, 3)}:${hour((from + 1) % 24)}:00`;
}

function hour(number: number): string {
  return String(number).padStart(2, '0');
}
