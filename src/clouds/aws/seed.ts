import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { datacenterOf } from '../../kernel/datacenter-of';
import { clusterStack, KONG, networkStack, resourceName, SEED, terraformName } from '../../plan/naming';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import type { HybridPlan, PoolPlan } from '../../plan/pools/pool';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import { accountIdOutput, farReaders, seedAudience, seedAudienceOutput } from '../seed';
import type { Identities } from './identity';
import { CLUSTER_OUTPUTS } from './outputs';
import { buildSeedBucket } from './seed-bucket';
import type { SecretEntry } from './secrets';
import { tags } from './tags';

/** The seed as machines of a datacenter find it. */
export interface SeedPlace {
  /** Words by which machines find it: bucket and region; of another cloud's also the audience that it lets them in by. */
  readonly words: string;
  /** The bucket, where it is one of this cloud, which knows the machines' own roles. */
  readonly own?: OwnSeed;
}

/** A bucket of this cloud as permissions name it. */
interface OwnSeed {
  readonly bucketArn: string;
  readonly keyArn: string;
  /** Region of bucket and key. */
  readonly region: string;
  readonly object: string;
}

/**
 * Returns where the seed is. Beside the control planes it builds the bucket, and the role by which machines of other clouds read
 * it.
 */
export function placeSeed(scope: StackScope, datacenter: DatacenterPlan, hybrid: HybridPlan): SeedPlace {
  const home = datacenterOf(scope.plan, hybrid.datacenter);
  const { region } = home;
  const { object } = hybrid.seed;
  if (home.name !== datacenter.name) {
    const outputs = scope.outputsOf(clusterStack(home.name));
    const bucket = outputs.string(CLUSTER_OUTPUTS.seedBucket);
    // The other cloud lends no role of its own: the word is there so that the audience has the same place everywhere.
    if (home.cloud !== datacenter.cloud)
      return { words: `${bucket} ${region} none ${outputs.string(seedAudienceOutput(datacenter))}` };
    const keyArn = outputs.string(CLUSTER_OUTPUTS.seedKeyArn);
    return { words: `${bucket} ${region}`, own: { bucketArn: `arn:aws:s3:::${bucket}`, keyArn, region, object } };
  }
  const { bucket, key } = buildSeedBucket(scope, datacenter, hybrid.seed);
  scope.output(CLUSTER_OUTPUTS.seedBucket, bucket.bucket, 'Bucket with the configuration for new data planes');
  scope.output(CLUSTER_OUTPUTS.seedKeyArn, key.arn, 'Key of that bucket');
  const own = { bucketArn: bucket.arn, keyArn: key.arn, region, object };
  lendToFarReaders(scope, datacenter, own);
  return { words: `${bucket.bucket} ${region}`, own };
}

/** Returns the entry of the secret manager by which machines find the bucket. */
export function seedEntry({ seed }: HybridPlan, { words }: SeedPlace): SecretEntry {
  return {
    key: seed.place,
    title: 'Place of the configuration for new data planes',
    readBy: [KONG],
    value: words,
    copyOf: 'the stack beside the control planes has the bucket',
    whyNotRotated: 'No secret: the name of a bucket, here since nodes learn from here what differs between accounts.',
  };
}

/** Lets control planes put the seed in, and data planes read it. Those whose seed is on another cloud are let in there. */
export function grantSeed(
  scope: StackScope,
  { pools }: DatacenterPlan,
  { own }: SeedPlace,
  identities: Identities,
): void {
  if (!own) return;
  for (const pool of pools) addPolicy(scope, pool.name, memberOf(identities, pool.name).role, own, mayWrite(pool));
}

function mayWrite({ role }: PoolPlan): boolean {
  return role === 'control-plane';
}

function addPolicy(scope: StackScope, name: string, role: string, place: OwnSeed, writes: boolean): void {
  const part = scope.part(SEED);
  const id = name === SEED ? SEED : terraformName(name, SEED);
  const policy = new DataAwsIamPolicyDocument(part, id, {
    statement: [
      {
        sid: writes ? 'ReadAndWriteSeed' : 'ReadSeed',
        actions: ['s3:GetObject', ...(writes ? ['s3:PutObject'] : [])],
        resources: [`${place.bucketArn}/${place.object}`],
      },
      {
        sid: writes ? 'EncryptSeed' : 'DecryptSeed',
        actions: ['kms:Decrypt', ...(writes ? ['kms:GenerateDataKey'] : [])],
        resources: [place.keyArn],
        condition: [{ test: 'StringEquals', variable: 'kms:ViaService', values: [`s3.${place.region}.amazonaws.com`] }],
      },
    ],
  });
  new IamRolePolicy(part, id, { name: writes ? 'write-seed' : 'read-seed', role, policy: policy.json });
}

/** Google's tokens name their service account by a number, which is never given out again, and the audience that was asked for. */
const GOOGLE = 'accounts.google.com';

/** Builds the role that AWS lends to data planes of other clouds, for whom Google vouches. */
function lendToFarReaders(scope: StackScope, datacenter: DatacenterPlan, place: OwnSeed): void {
  const { plan } = scope;
  const numbers = accountNumbers(scope, plan, datacenter);
  if (numbers.length === 0) return;
  const part = scope.part(SEED);
  const trust = new DataAwsIamPolicyDocument(part, `${SEED}_trust`, {
    statement: [
      {
        actions: ['sts:AssumeRoleWithWebIdentity'],
        principals: [{ type: 'Federated', identifiers: [GOOGLE] }],
        condition: [
          { test: 'StringEquals', variable: `${GOOGLE}:oaud`, values: [seedAudience(plan, datacenter)] },
          { test: 'StringEquals', variable: `${GOOGLE}:sub`, values: numbers },
        ],
      },
    ],
  });
  const role = new IamRole(part, SEED, {
    name: resourceName(plan.topology, datacenter.name, SEED),
    description: `Data planes of other clouds, while they read the seed of ${datacenter.name}`,
    assumeRolePolicy: trust.json,
    maxSessionDuration: 3_600,
    tags: tags(plan, datacenter, KONG, SEED),
  });
  scope.comment(
    role,
    'oaud is the audience of a token of Google, sub the number of its service account: no other account has it.',
  );
  addPolicy(scope, SEED, role.name, place, false);
  scope.output(CLUSTER_OUTPUTS.seedRoleArn, role.arn, 'Role by which data planes of other clouds read that bucket');
}

function accountNumbers(scope: StackScope, plan: Plan, home: DatacenterPlan): string[] {
  return farReaders(plan, home).flatMap(({ name, pools }) =>
    pools.map((pool) => scope.outputsOf(networkStack(name)).string(accountIdOutput(pool))),
  );
}
