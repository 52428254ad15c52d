import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { Op, TerraformVariable } from 'cdktf';
import { exportBucket, EXPORTS, terraformName } from '../../plan/naming';
import type { ExportsPlan } from '../../plan/backup-copies';
import type { DatacenterPlan } from '../../plan/plan';
import { exportsConfiguration } from '../../plan/pools/nodes/export-files';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import type { Identities } from './identity';
import { CLUSTER_OUTPUTS } from './outputs';
import { bucketName } from './seed-bucket';
import { tags } from './tags';

/**
 * Builds the bucket of the daily exports of Kong's configuration, and lets nodes of Kong make objects in it: they can read, overwrite
 * and delete none.
 */
export function buildExports(
  scope: StackScope,
  datacenter: DatacenterPlan,
  exports: ExportsPlan,
  identities: Identities,
): void {
  const part = scope.part(EXPORTS);
  const protection = new TerraformVariable(scope.root, `${EXPORTS}_deletion_protection`, {
    type: 'bool',
    default: true,
    description:
      'Whether Terraform refuses to delete the bucket of the exports while it holds one. To retire the datacenter, apply with false, then destroy.',
  });
  const { kmsKey } = datacenter;
  const bucket = new StorageBucket(part, EXPORTS, {
    name: bucketName(datacenter, exportBucket(scope.plan.topology, datacenter.name)),
    location: datacenter.region.toUpperCase(),
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: Op.not(protection.booleanValue),
    versioning: { enabled: true },
    lifecycleRule: [
      { action: { type: 'Delete' }, condition: { age: exports.keptDays, withState: 'LIVE' } },
      { action: { type: 'Delete' }, condition: { daysSinceNoncurrentTime: exports.recoverableDays } },
    ],
    ...(kmsKey === undefined ? {} : { encryption: { defaultKmsKeyName: kmsKey } }),
    labels: tags('kong'),
  });
  scope.comment(
    bucket,
    'Has the configuration of Kong of each of the last days, with every key and credential in it. Machines of Kong write it, and read none. What has expired is kept as a noncurrent version first.',
  );
  scope.accept(bucket, {
    CKV_GCP_62:
      'Who reads it is in the audit logs, if the project keeps those of data access; usage logs would need a bucket more.',
    ...(kmsKey === undefined ? { 'GCP-0066': 'Google encrypts it with keys of its own.' } : {}),
  });
  scope.output(CLUSTER_OUTPUTS.exportsBucket, bucket.name, "Bucket with the daily exports of Kong's configuration");
  for (const { name } of datacenter.pools.filter((it) => exportsConfiguration(datacenter, it)))
    new StorageBucketIamMember(part, terraformName(name, EXPORTS), {
      bucket: bucket.name,
      role: 'roles/storage.objectCreator',
      member: memberOf(identities, name).account.member,
    });
}
