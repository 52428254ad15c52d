import { StorageBucket } from '@cdktf/provider-google/lib/storage-bucket';
import { Op, TerraformVariable } from 'cdktf';
import { resourceName, SEED } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { SeedPlan } from '../../plan/pools/pool';
import type { StackScope } from '../contract';
import { projectOf } from './provider';
import { tags } from './tags';

/**
 * Builds the bucket of the seed: closed to everybody without an identity, with every version of the last weeks, encrypted with the
 * datacenter's own key if it has one.
 */
export function buildSeedBucket(scope: StackScope, datacenter: DatacenterPlan, seed: SeedPlan): StorageBucket {
  const protection = new TerraformVariable(scope.root, 'kong_seed_deletion_protection', {
    type: 'bool',
    default: true,
    description:
      'Whether Terraform refuses to delete the bucket of the seed while it holds one. To retire the datacenter, apply with false, then destroy.',
  });
  const { kmsKey } = datacenter;
  const bucket = new StorageBucket(scope.part(SEED), SEED, {
    name: bucketName(datacenter, resourceName(scope.plan.topology, datacenter.name, SEED)),
    location: datacenter.region.toUpperCase(),
    uniformBucketLevelAccess: true,
    publicAccessPrevention: 'enforced',
    forceDestroy: Op.not(protection.booleanValue),
    versioning: { enabled: true },
    lifecycleRule: [{ action: { type: 'Delete' }, condition: { daysSinceNoncurrentTime: seed.keptDays } }],
    ...(kmsKey === undefined ? {} : { encryption: { defaultKmsKeyName: kmsKey } }),
    labels: tags('kong'),
  });
  scope.comment(
    bucket,
    'Has the configuration of Kong, by which new data planes serve while no control plane answers, with every key and credential in it. Only machines of Kong read it, and control planes write it.',
  );
  scope.accept(bucket, {
    CKV_GCP_62:
      'Who reads it is in the audit logs, if the project keeps those of data access; usage logs would need a bucket more.',
    ...(kmsKey === undefined ? { 'GCP-0066': 'Google encrypts it with keys of its own.' } : {}),
  });
  return bucket;
}

/**
 * Returns the name of a bucket with the project's id before its own name. Names are unique among all projects, as ids of projects are, and the service refuses those with
 * its owner's name in them. An id with a domain has a colon.
 */
export function bucketName(datacenter: DatacenterPlan, own: string): string {
  return `${projectOf(datacenter).replace(/[:.]/g, '-')}-${own.replaceAll('google', 'gcp')}`;
}
