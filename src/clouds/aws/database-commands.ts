import type { DatabaseAt, DatabaseCommands } from '../../kernel/cloud/databases';
import { terraformName } from '../../plan/naming';
import { fromState } from '../from-state';

/** Returns a command of the AWS CLI about RDS, with its options on lines of their own. */
function rds({ region }: DatabaseAt, command: string, ...options: readonly string[]): string {
  return [`aws rds ${command} --region ${region}`, ...options].join(' \\\n  ');
}

const COPY = '"$COPY"';

/** Returns the command that waits until an instance is available. */
function wait(at: DatabaseAt, instance = at.instance): string {
  return rds(at, 'wait db-instance-available', `--db-instance-identifier ${instance}`);
}

/** Returns the commands that wait for a change: until it begins, the instance is still called available. */
function waitForChange(at: DatabaseAt): string[] {
  return ['sleep 60', wait(at)];
}

/** Returns the commands that rename an instance and wait until it answers to the new name. */
function rename(at: DatabaseAt, from: string, to: string): string[] {
  return [
    rds(
      at,
      'modify-db-instance',
      `--db-instance-identifier ${from}`,
      `--new-db-instance-identifier ${to} --apply-immediately`,
    ),
    `until ${wait(at, to)}; do sleep 15; done`,
  ];
}

/** Returns the commands that tell the shell the network, the group and the parameters of an instance. */
function placeOfInstance(at: DatabaseAt): string[] {
  return [
    `read -r SUBNETS GROUP PARAMETERS < <(${rds(
      at,
      'describe-db-instances',
      `--db-instance-identifier ${at.instance}`,
      "--query 'DBInstances[0].[DBSubnetGroup.DBSubnetGroupName,VpcSecurityGroups[0].VpcSecurityGroupId,DBParameterGroups[0].DBParameterGroupName]' --output text",
    )})`,
  ];
}

/** Options that give a copy what the shell was told. */
const AS_INSTANCE = [
  '--db-subnet-group-name "$SUBNETS" --vpc-security-group-ids "$GROUP"',
  '--db-parameter-group-name "$PARAMETERS" --ca-certificate-identifier rds-ca-rsa2048-g1',
];

const STATE = [
  "--query 'DBInstances[0].[DBInstanceStatus,Endpoint.Address,AvailabilityZone,SecondaryAvailabilityZone,",
  "EngineVersion,AllocatedStorage,ReadReplicaSourceDBInstanceIdentifier]' --output text",
].join('');

/** Commands of the AWS CLI for whoever operates an instance. */
export const AWS_DATABASE_COMMANDS: DatabaseCommands = {
  show: (at) => rds(at, 'describe-db-instances', `--db-instance-identifier ${at.instance}`, STATE),

  failOver: (at) =>
    [rds(at, 'reboot-db-instance', `--db-instance-identifier ${at.instance}`, '--force-failover'), wait(at)].join('\n'),

  // Source: Amazon RDS user guide, "Using the schedule modifications setting": the whole queue is applied.
  hasten: (at) =>
    [
      rds(at, 'modify-db-instance', `--db-instance-identifier ${at.instance}`, '--apply-immediately'),
      ...waitForChange(at),
    ].join('\n'),

  backUp: (at, label) =>
    [
      rds(
        at,
        'create-db-snapshot',
        `--db-instance-identifier ${at.instance}`,
        `--db-snapshot-identifier ${at.instance}-${label}`,
      ),
      rds(at, 'wait db-snapshot-completed', `--db-snapshot-identifier ${at.instance}-${label}`),
    ].join('\n'),

  listBackups: (at) =>
    [
      rds(
        at,
        'describe-db-snapshots',
        `--db-instance-identifier ${at.instance}`,
        "--query 'DBSnapshots[].[SnapshotCreateTime,DBSnapshotIdentifier,Status]' --output text",
      ),
      rds(
        at,
        'describe-db-instances',
        `--db-instance-identifier ${at.instance}`,
        "--query 'DBInstances[0].LatestRestorableTime' --output text",
      ),
    ].join('\n'),

  // RDS keeps events for 14 days.
  listEvents: (at) =>
    rds(
      at,
      'describe-events',
      `--source-type db-instance --source-identifier ${at.instance} --duration 20160`,
      "--query 'Events[].[Date,Message]' --output text",
    ),

  listBackupCopies: (at, there) =>
    rds(
      { ...at, region: there },
      'describe-db-instance-automated-backups',
      `--db-instance-identifier ${at.instance}`,
      "--query 'DBInstanceAutomatedBackups[].[DBInstanceAutomatedBackupsArn,Status,RestoreWindow.EarliestTime,RestoreWindow.LatestTime]' --output text",
    ),

  restoreBackupCopy: (at, there) =>
    [
      ...placeOfInstance({ ...at, region: there }),
      rds(
        { ...at, region: there },
        'restore-db-instance-to-point-in-time',
        '--source-db-instance-automated-backups-arn <one of the list>',
        `--target-db-instance-identifier ${COPY} --use-latest-restorable-time`,
        ...AS_INSTANCE,
        '--no-publicly-accessible',
      ),
      wait({ ...at, region: there }, COPY),
    ].join('\n'),

  // They are of an instance by its inner id, which no name tells: those that Terraform knows go on with the old one.
  followPlace: (stack, there) =>
    `terraform -chdir=${stack} apply -replace=aws_db_instance_automated_backups_replication.${terraformName('backups', there)}`,

  nameCopy: ({ instance }) => `COPY=${instance}-copy`,

  // The copy takes network, group and parameters of the one that stands: with RDS's own it would admit plain text.
  restore: (at, moment) =>
    [
      ...placeOfInstance(at),
      rds(
        at,
        'restore-db-instance-to-point-in-time',
        `--source-db-instance-identifier ${at.instance}`,
        `--target-db-instance-identifier ${COPY} --restore-time ${moment}`,
        ...AS_INSTANCE,
        '--multi-az --no-publicly-accessible --deletion-protection',
      ),
      wait(at, COPY),
    ].join('\n'),

  findCopy: (at) =>
    rds(
      at,
      'describe-db-instances',
      `--db-instance-identifier ${COPY}`,
      "--query 'DBInstances[0].Endpoint.Address' --output text",
    ),

  leaveCopy: () => '',

  // RDS's names of an instance follow its identifier, so that the private name leads to the copy without a change.
  takePlace: (at, stack) =>
    [
      ...rename(at, at.instance, `${at.instance}-old`),
      ...rename(at, COPY, at.instance),
      `terraform -chdir=${stack} state rm aws_db_instance.${at.resource}`,
      `terraform -chdir=${stack} import aws_db_instance.${at.resource} ${at.instance}`,
      `terraform -chdir=${stack} apply`,
    ].join('\n'),

  // The network's own group lets nobody in. Connections that stand go on after a change of groups: the restart ends them.
  fence: (at) =>
    [
      `VPC="$(${rds(
        at,
        'describe-db-instances',
        `--db-instance-identifier ${at.instance}`,
        "--query 'DBInstances[0].DBSubnetGroup.VpcId' --output text",
      )})"`,
      [
        `GROUP="$(aws ec2 describe-security-groups --region ${at.region}`,
        '--filters Name=group-name,Values=default "Name=vpc-id,Values=$VPC"',
        `--query 'SecurityGroups[0].GroupId' --output text)"`,
      ].join(' \\\n  '),
      rds(
        at,
        'modify-db-instance',
        `--db-instance-identifier ${at.instance}`,
        '--vpc-security-group-ids "$GROUP" --apply-immediately',
      ),
      ...waitForChange(at),
      rds(at, 'reboot-db-instance', `--db-instance-identifier ${at.instance}`),
      wait(at),
    ].join('\n'),

  // RDS renews certificates under a root that holds until 2061.
  makeAuthority: () => '',
  useAuthority: () => '',

  listWaiting: (at) =>
    rds(
      at,
      'describe-db-instances',
      `--db-instance-identifier ${at.instance}`,
      "--query 'DBInstances[0].PendingModifiedValues'",
    ),

  promote: (at) =>
    [rds(at, 'promote-read-replica', `--db-instance-identifier ${at.instance}`), ...waitForChange(at)].join('\n'),

  // RDS has the administrator of the former primary, whose password the apply sets.
  adopt: () => '',

  retire: (at, stack) =>
    [
      `INSTANCE="$(${fromState(stack, `aws_db_instance.${at.resource}`, 'identifier')})"`,
      rds(
        at,
        'modify-db-instance',
        `--db-instance-identifier ${at.instance}`,
        '--no-deletion-protection --apply-immediately',
      ),
      `terraform -chdir=${stack} apply`,
    ].join('\n'),
};
