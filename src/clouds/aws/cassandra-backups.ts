import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { DlmLifecyclePolicy } from '@cdktf/provider-aws/lib/dlm-lifecycle-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { resourceName } from '../../plan/naming';
import type { BackupsPlan, DatacenterPlan, Plan } from '../../plan/plan';
import { atHour } from '../backup-hours';
import type { StackScope, TopologyPromise } from '../contract';
import { list } from '../promise-expressions';
import { accountId } from './keys';
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
 */
export function buildBackups(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { everyHours, hour, keepDays }: BackupsPlan,
): void {
  const { plan } = scope;
  const policy = new DlmLifecyclePolicy(scope.part(BACKUPS), BACKUPS, {
    description: `Snapshots of the data disks of ${plan.topology} ${datacenter.name}`,
    executionRoleArn: buildScheduler(scope, datacenter).arn,
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

/** Builds the role by which the scheduler works: it may snapshot the volumes with the tag, and delete those snapshots. */
function buildScheduler(scope: StackScope, datacenter: DatacenterPlan): IamRole {
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
  const snapshots = [`arn:aws:ec2:${region}::snapshot/*`];
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
    ],
  });
  scope.comment(document, 'EC2 lists volumes and snapshots as a whole: there is no resource to bind that to.');
  new IamRolePolicy(part, BACKUPS, { name: 'snapshots-of-data-disks', role: role.name, policy: document.json });
  return role;
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
  ];
}
