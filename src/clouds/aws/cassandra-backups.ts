import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { DlmLifecyclePolicy } from '@cdktf/provider-aws/lib/dlm-lifecycle-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { BackupsPlan } from '../../plan/backup-copies';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import { atHour } from '../backup-hours';
import type { StackScope, TopologyPromise } from '../contract';
import { list } from '../promise-expressions';
import { accountId, accountKey } from './keys';
import { roleName } from './seed-roles';
import { tags, type Tags } from './tags';

/** File, name of the role and of the policy. */
const BACKUPS = 'backups';

/** The scheduler takes snapshots of the volumes with this tag, which nothing else has, and may delete none without it. */
const BACKUPS_TAG = 'topogen-backups';

/** Returns the tag of a data disk of which snapshots are to be taken; none if there are no backups. */
export function backupTags({ topology, backups }: Plan, datacenter: DatacenterPlan): Tags {
  return backups === undefined ? {} : { [BACKUPS_TAG]: resourceName(topology, datacenter.name) };
}

/**
 * Builds the schedule of snapshots of a datacenter's data disks. All are taken in one hour: a node starts from its own as after a
 * power cut, and a repair evens out what one has and another has not, which is the less the closer the snapshots are.
 *
 * @param key of the disks, which their snapshots have too
 */
export function buildBackups(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { everyHours, hour, keepDays }: BackupsPlan,
  key: KmsKey,
): void {
  const { plan } = scope;
  const copies = copiesOf(scope, datacenter);
  const policy = new DlmLifecyclePolicy(scope.part(BACKUPS), BACKUPS, {
    description: `Snapshots of the data disks of ${plan.topology} ${datacenter.name}`,
    executionRoleArn: buildScheduler(scope, datacenter, { key, ...(copies ? { copies } : {}) }).arn,
    state: 'ENABLED',
    policyDetails: {
      resourceTypes: ['VOLUME'],
      targetTags: backupTags(plan, datacenter),
      schedule: [
        {
          name: BACKUPS,
          createRule: { interval: everyHours, intervalUnit: 'HOURS', times: [atHour(hour)] },
          retainRule: { interval: keepDays, intervalUnit: 'DAYS' },
          copyTags: true,
          ...(copies
            ? {
                crossRegionCopyRule: [
                  {
                    target: copies.region,
                    encrypted: true,
                    cmkArn: copies.key.arn,
                    copyTags: true,
                    retainRule: { interval: keepDays, intervalUnit: 'DAYS' },
                  },
                ],
              }
            : {}),
        },
      ],
    },
    tags: tags(plan, datacenter, 'cassandra', BACKUPS),
  });
  scope.comment(
    policy,
    `Snapshots stay when the policy goes, and the last of a disk for as long as nobody deletes it. They are readable for as long as their key.`,
  );
}

/** The second region of the snapshots, and the key that encrypts them there. */
interface Copies {
  readonly region: string;
  readonly key: KmsKey;
}

/**
 * Builds the key of the copies in a second region. It is of this datacenter, so that its copies are read whatever becomes of one that
 * stands there; and it is in that region, so that they are read when this one is lost.
 */
function copiesOf(scope: StackScope, datacenter: DatacenterPlan): Copies | undefined {
  const region = datacenter.backupCopies?.region;
  if (region === undefined) return undefined;
  const key = accountKey(scope, datacenter, {
    id: BACKUPS,
    role: 'cassandra',
    description: `Copies of snapshots of the data disks of ${datacenter.name}`,
    region,
  });
  return { region, key };
}

/** Builds the role by which the scheduler works: it may snapshot the volumes with the tag, copy and delete those snapshots. */
function buildScheduler(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { key, copies }: { readonly key: KmsKey; readonly copies?: Copies },
): IamRole {
  const { plan } = scope;
  const part = scope.part(BACKUPS);
  const { region } = datacenter;
  const account = accountId(scope, datacenter);
  const trust = new DataAwsIamPolicyDocument(part, `${BACKUPS}_trust`, {
    statement: [
      {
        actions: ['sts:AssumeRole'],
        principals: [{ type: 'Service', identifiers: ['dlm.amazonaws.com'] }],
        condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [account] }],
      },
    ],
  });
  const role = new IamRole(part, BACKUPS, {
    name: roleName(plan, datacenter, BACKUPS),
    description: `Scheduler of snapshots of the data disks of ${datacenter.name}`,
    assumeRolePolicy: trust.json,
    tags: tags(plan, datacenter, 'cassandra', BACKUPS),
  });
  const tagged = [
    {
      test: 'StringEquals',
      variable: `aws:ResourceTag/${BACKUPS_TAG}`,
      values: Object.values(backupTags(plan, datacenter)),
    },
  ];
  const snapshots = [region, ...(copies ? [copies.region] : [])].map((it) => `arn:aws:ec2:${it}::snapshot/*`);
  const document = new DataAwsIamPolicyDocument(part, BACKUPS, {
    statement: [
      { sid: 'SeeVolumes', actions: ['ec2:DescribeSnapshots', 'ec2:DescribeVolumes'], resources: ['*'] },
      {
        sid: 'ReadDataDisks',
        actions: ['ec2:CreateSnapshot'],
        resources: [`arn:aws:ec2:${region}:${account}:volume/*`],
        condition: tagged,
      },
      { sid: 'MakeSnapshots', actions: ['ec2:CreateSnapshot', 'ec2:CreateTags'], resources: snapshots },
      { sid: 'DeleteOldSnapshots', actions: ['ec2:DeleteSnapshot'], resources: snapshots, condition: tagged },
      ...(copies ? [{ sid: 'CopySnapshots', actions: ['ec2:CopySnapshot'], resources: snapshots }] : []),
      ...usingKeys([key, ...(copies ? [copies.key] : [])]),
    ],
  });
  scope.comment(document, 'EC2 lists volumes and snapshots as a whole: there is no resource to bind that to.');
  new IamRolePolicy(part, BACKUPS, { name: 'snapshots-of-data-disks', role: role.name, policy: document.json });
  return role;
}

/**
 * Returns the use of keys: EC2 reads with the key of the disks, and writes copies with that of theirs, by a grant of each that it
 * alone can use. AWS asks for it wherever volumes are encrypted (guide of EBS, permissions of Data Lifecycle Manager for encryption).
 */
function usingKeys(keys: readonly KmsKey[]): DataAwsIamPolicyDocumentStatement[] {
  const resources = keys.map(({ arn }) => arn);
  return [
    {
      sid: 'UseKeys',
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources,
    },
    {
      sid: 'LetStorageUseKeys',
      actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      resources,
      condition: [{ test: 'Bool', variable: 'kms:GrantIsForAWSResource', values: ['true'] }],
    },
  ];
}

/**
 * Returns the assertion that the schedule finds every data disk.
 *
 * @param volumes their addresses
 */
export function backupPromises(plan: Plan, datacenter: DatacenterPlan, volumes: readonly string[]): TopologyPromise[] {
  if (plan.backups === undefined) return [];
  const wanted = `aws_dlm_lifecycle_policy.${BACKUPS}.policy_details[0].target_tags["${BACKUPS_TAG}"]`;
  return [
    {
      name: 'every_data_disk_is_backed_up',
      conditions: [`alltrue([for volume in ${list(volumes)} : volume.tags["${BACKUPS_TAG}"] == ${wanted}])`],
      message: `The schedule of snapshots must find every data disk of ${datacenter.name} by its tag.`,
    },
    ...copyPromises(datacenter),
  ];
}

function copyPromises({ name, backupCopies }: DatacenterPlan): TopologyPromise[] {
  if (!backupCopies) return [];
  const rule = `aws_dlm_lifecycle_policy.${BACKUPS}.policy_details[0].schedule[0].cross_region_copy_rule`;
  const key = `aws_kms_key.${terraformName(BACKUPS, backupCopies.region)}`;
  return [
    {
      name: 'backups_are_in_a_second_region',
      conditions: [
        `alltrue([for rule in ${rule} : rule.target == "${backupCopies.region}" && rule.encrypted])`,
        `length(${rule}) == 1`,
        `${key}.region == "${backupCopies.region}"`,
      ],
      message: `Snapshots of ${name} must be copied to ${backupCopies.region}, with a key there.`,
    },
  ];
}
