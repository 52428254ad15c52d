import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { Op, TerraformVariable } from 'cdktf';
import { resourceName, SEED } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { SeedPlan } from '../../plan/pools/pool';
import type { StackScope } from '../contract';
import { closeBucket, keepVersions } from './closed-bucket';
import { accountId, accountKey } from './keys';
import { tags } from './tags';

/** A bucket with the key that encrypts it. */
export interface SeedBucket {
  readonly bucket: S3Bucket;
  readonly key: KmsKey;
}

/**
 * Builds the bucket of the seed: closed to everybody without an identity, encrypted with a key of its own, with every version of the
 * last weeks. Names of buckets are unique among all accounts, so the account's number is a part of it.
 */
export function buildSeedBucket(scope: StackScope, datacenter: DatacenterPlan, seed: SeedPlan): SeedBucket {
  const { plan } = scope;
  const part = scope.part(SEED);
  const protection = new TerraformVariable(scope.root, 'kong_seed_deletion_protection', {
    type: 'bool',
    default: true,
    description:
      'Whether AWS refuses to delete the bucket of the seed while it holds one. To retire the datacenter, apply with false, then destroy.',
  });
  const key = accountKey(scope, datacenter, {
    id: SEED,
    role: 'kong',
    description: `Configuration of Kong for new data planes, in ${datacenter.name}`,
  });
  const bucket = new S3Bucket(part, SEED, {
    bucket: `${resourceName(plan.topology, datacenter.name, SEED)}-${accountId(scope, datacenter)}`,
    forceDestroy: Op.not(protection.booleanValue),
    tags: tags(plan, datacenter, 'kong', SEED),
  });
  scope.comment(
    bucket,
    'Has the configuration of Kong, by which new data planes serve while no control plane answers, with every key and credential in it. Only machines of Kong read it, and control planes write it.',
  );
  scope.accept(bucket, {
    'AWS-0089':
      'Who reads it is in CloudTrail, if the account keeps its data events; access logs would need a bucket more.',
    CKV_AWS_18:
      'Who reads it is in CloudTrail, if the account keeps its data events; access logs would need a bucket more.',
    CKV_AWS_144: 'A copy: the datastore has the original, and control planes put it in again within minutes.',
    CKV2_AWS_62: 'Nobody waits for a change of it.',
  });
  closeBucket(scope, SEED, bucket);
  const versioning = keepVersions(scope, SEED, bucket, key);
  new S3BucketLifecycleConfiguration(part, SEED, {
    bucket: bucket.id,
    rule: [
      {
        id: 'earlier-seeds',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrentVersionExpiration: [{ noncurrentDays: seed.keptDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
      },
    ],
    dependsOn: [versioning],
  });
  return { bucket, key };
}
