import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { StorageBucketIamMember } from '@cdktf/provider-google/lib/storage-bucket-iam-member';
import { DataResource, Fn } from 'cdktf';
import { datacenterOf } from '../../kernel/datacenter-of';
import { clusterStack, KONG, networkStack, SEED, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { HybridPlan } from '../../plan/pools/pool';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import { accountIdOutput, accountOutput, farReaders, seedAudience, seedAudienceOutput } from '../seed';
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
    letInFarReaders(scope, datacenter, name);
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

/** Characters after the name of the pool of readers. */
const SUFFIX_LENGTH = 8;

/**
 * AWS names a machine by its role and its own id; this leaves the role. It is the mapping that Google itself proposes for AWS.
 */
const ROLE_OF_MACHINE =
  "assertion.arn.contains('assumed-role') ? assertion.arn.extract('{account_arn}assumed-role/') + 'assumed-role/' + assertion.arn.extract('assumed-role/{role_name}/') : assertion.arn";

/**
 * Lets data planes on AWS read the seed, by their own roles: AWS says which role a machine has, and Google takes its word for those of
 * the plan alone. No key and no account of Google's is involved that somebody could take away.
 */
function letInFarReaders(scope: StackScope, datacenter: DatacenterPlan, bucket: string): void {
  const readers = farReaders(scope.plan, datacenter);
  if (readers.length === 0) return;
  const part = scope.part(SEED);
  const id = new DataResource(part, 'seed_readers_id');
  const pool = new IamWorkloadIdentityPool(part, 'seed_readers', {
    workloadIdentityPoolId: Fn.join('-', ['topogen-seed', Fn.substr(id.id, 0, SUFFIX_LENGTH)]),
    displayName: 'Readers of the seed',
    description: `Data planes of other clouds that read the seed of ${datacenter.name} of topology ${scope.plan.topology}`,
  });
  scope.comment(id, 'The name of a pool is barred for thirty days when it was deleted: its end is made anew with it.');
  for (const reader of readers) letIn(scope, reader, pool, bucket);
}

function letIn(scope: StackScope, reader: DatacenterPlan, pool: IamWorkloadIdentityPool, bucket: string): void {
  const part = scope.part(SEED);
  const outputs = scope.outputsOf(networkStack(reader.name));
  const roles = reader.pools.map((it) => ({ ...it, arn: outputs.string(accountOutput(it)) }));
  const [first] = reader.pools;
  if (!first) throw new Error(`${reader.name} has no data planes`);
  const provider = new IamWorkloadIdentityPoolProvider(part, terraformName('seed_readers', reader.name), {
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: `reads-${reader.name}`,
    description: `Data planes of ${reader.name}`,
    aws: { accountId: outputs.string(accountIdOutput(first)) },
    attributeMapping: { 'google.subject': 'assertion.arn', 'attribute.aws_role': ROLE_OF_MACHINE },
    attributeCondition: roles.map(({ arn }) => `assertion.arn.startsWith('${arn}/')`).join(' || '),
  });
  scope.comment(provider, `AWS vouches for machines of ${reader.name}, and for nobody else of its account.`);
  scope.accept(provider, {
    CKV_GCP_125: 'GitHub is not who vouches here, but AWS, for the roles that the condition names.',
  });
  for (const { name, arn } of roles)
    new StorageBucketIamMember(part, terraformName(SEED, reader.name, name), {
      bucket,
      role: 'roles/storage.objectViewer',
      member: `principalSet://iam.googleapis.com/${pool.name}/attribute.aws_role/${arn}`,
    });
  scope.output(
    seedAudienceOutput(reader),
    `//iam.googleapis.com/${provider.name}`,
    `Audience by which data planes of ${reader.name} ask for the seed`,
  );
}
