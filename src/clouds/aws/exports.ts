import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Op, TerraformVariable } from 'cdktf';
import { exportBucket, EXPORTS, terraformName } from '../../plan/naming';
import type { ExportsPlan } from '../../plan/backup-copies';
import type { DatacenterPlan } from '../../plan/plan';
import { exportsConfiguration } from '../../plan/pools/nodes/export-files';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import { closeBucket, keepVersions } from './closed-bucket';
import type { Identities } from './identity';
import { accountId } from './keys';
import { CLUSTER_OUTPUTS } from './outputs';
import { tags } from './tags';

/**
 * Builds the bucket of the daily exports of Kong's configuration, and lets nodes of Kong put objects in, which nobody has written
 * yet: they can read, overwrite and delete none. Names of buckets are unique among all accounts, so the account's number is a part.
 *
 * @param key of the datacenter's secrets, since the configuration is full of them
 */
export function buildExports(
  scope: StackScope,
  datacenter: DatacenterPlan,
  exports: ExportsPlan,
  { key, identities }: { readonly key: KmsKey; readonly identities: Identities },
): void {
  const { plan } = scope;
  const part = scope.part(EXPORTS);
  const protection = new TerraformVariable(scope.root, `${EXPORTS}_deletion_protection`, {
    type: 'bool',
    default: true,
    description:
      'Whether AWS refuses to delete the bucket of the exports while it holds one. To retire the datacenter, apply with false, then destroy.',
  });
  const bucket = new S3Bucket(part, EXPORTS, {
    bucket: `${exportBucket(plan.topology, datacenter.name)}-${accountId(scope, datacenter)}`,
    forceDestroy: Op.not(protection.booleanValue),
    tags: tags(plan, datacenter, 'kong', EXPORTS),
  });
  scope.comment(
    bucket,
    'Has the configuration of Kong of each of the last days, with every key and credential in it. Machines of Kong write it, and read none.',
  );
  const noAccessLog =
    'Who reads it is in CloudTrail, if the account keeps its data events; access logs would need a bucket more.';
  scope.accept(bucket, {
    'AWS-0089': noAccessLog,
    CKV_AWS_18: noAccessLog,
    CKV_AWS_144: 'The datastore has the original in every datacenter, and each cloud an export of its own.',
    CKV2_AWS_62: 'Nobody waits for a change of it.',
  });
  closeBucket(scope, EXPORTS, bucket);
  new S3BucketLifecycleConfiguration(part, EXPORTS, {
    bucket: bucket.id,
    rule: [
      {
        id: 'earlier-exports',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        expiration: [{ days: exports.keptDays }],
        noncurrentVersionExpiration: [{ noncurrentDays: exports.recoverableDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
      },
    ],
    dependsOn: [keepVersions(scope, EXPORTS, bucket, key)],
  });
  scope.output(CLUSTER_OUTPUTS.exportsBucket, bucket.bucket, "Bucket with the daily exports of Kong's configuration");
  for (const pool of datacenter.pools.filter((it) => exportsConfiguration(datacenter, it)))
    letPut(scope, datacenter, bucket, { key, name: pool.name, role: memberOf(identities, pool.name).role });
}

interface Writer {
  readonly key: KmsKey;
  /** Name of the pool. */
  readonly name: string;
  readonly role: string;
}

function letPut(scope: StackScope, { region }: DatacenterPlan, bucket: S3Bucket, { key, name, role }: Writer): void {
  const part = scope.part(EXPORTS);
  const id = terraformName(name, EXPORTS);
  const policy = new DataAwsIamPolicyDocument(part, id, {
    statement: [
      {
        sid: 'PutExport',
        actions: ['s3:PutObject'],
        resources: [`${bucket.arn}/kong-*.yml`],
        // A write without that condition could take the place of what is there.
        condition: [{ test: 'Null', variable: 's3:if-none-match', values: ['false'] }],
      },
      {
        sid: 'EncryptExport',
        actions: ['kms:GenerateDataKey'],
        resources: [key.arn],
        condition: [{ test: 'StringEquals', variable: 'kms:ViaService', values: [`s3.${region}.amazonaws.com`] }],
      },
    ],
  });
  new IamRolePolicy(part, id, { name: 'put-exports', role, policy: policy.json });
}
