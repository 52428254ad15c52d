import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { datacenterOf } from '../../kernel/datacenter-of';
import { clusterStack, KONG, SEED, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { HybridPlan } from '../../plan/pools/pool';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import { seedAudience } from '../seed';
import type { Identities } from './identity';
import { CLUSTER_OUTPUTS } from './outputs';
import { buildSeedBucket } from './seed-bucket';
import type { SecretEntry } from './secrets';

/** The seed as machines and permissions of a datacenter name it. */
export interface SeedPlace {
  readonly bucket: string;
  /** Words by which machines find it: bucket, region, and the role and audience by which another cloud lets them in. */
  readonly words: string;
  /** True if it is in a bucket of this cloud, which knows the machines' own accounts. */
  readonly isOwn: boolean;
}

/** Returns where the seed is. Beside the control planes it builds the bucket. */
export function placeSeed(scope: StackScope, datacenter: DatacenterPlan, hybrid: HybridPlan): SeedPlace {
  const home = datacenterOf(scope.plan, hybrid.datacenter);
  if (home.name === datacenter.name) {
    const { name } = buildSeedBucket(scope, datacenter, hybrid.seed);
    scope.output(CLUSTER_OUTPUTS.seedBucket, name, 'Bucket with the configuration for new data planes');
    return { bucket: name, words: `${name} ${home.region}`, isOwn: true };
  }
  const outputs = scope.outputsOf(clusterStack(home.name));
  const bucket = outputs.string(CLUSTER_OUTPUTS.seedBucket);
  if (home.cloud === datacenter.cloud) return { bucket, words: `${bucket} ${home.region}`, isOwn: true };
  const role = outputs.string(CLUSTER_OUTPUTS.seedRoleArn);
  return { bucket, words: `${bucket} ${home.region} ${role} ${seedAudience(scope.plan, home)}`, isOwn: false };
}

/** Returns the entry of the secret manager by which machines find the bucket; it is no secret. */
export function seedEntry({ seed }: HybridPlan, { words }: SeedPlace): SecretEntry {
  return { key: seed.place, title: 'Place of the configuration for new data planes', readBy: [KONG], value: words };
}

/** Lets control planes put the seed in, and data planes read it. A role of the other cloud's lets in those that are far. */
export function grantSeed(
  scope: StackScope,
  { pools }: DatacenterPlan,
  place: SeedPlace,
  identities: Identities,
): void {
  if (!place.isOwn) return;
  for (const { name, role } of pools)
    new StorageBucketIamMember(scope.part(SEED), terraformName(name, SEED), {
      bucket: place.bucket,
      // A newer version takes the place of the former one, which only users of objects may do.
      role: role === 'control-plane' ? 'roles/storage.objectUser' : 'roles/storage.objectViewer',
      member: memberOf(identities, name).account.member,
    });
}
