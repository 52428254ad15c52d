import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { resourceName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import type { KeyId } from './key-ids';
import { accountOf, placeOf } from './provider';
import { linkTags, tags, type TaggedRole } from './tags';

const KEYS_FILE = 'keys';

/**
 * KMS offers no longer window: everything that a key encrypted is lost with it, and until then its deletion can be
 * cancelled.
 */
const DELETION_WINDOW_DAYS = 30;

const OWN_KEY =
  'In the policy of a key, * is that key alone; the account must administer it, or nobody could any more.';

/** Returns the statement of a key's policy by which CloudWatch Logs encrypts log groups of a datacenter, and no others. */
export function encryptsLogs(
  scope: StackScope,
  datacenter: DatacenterPlan,
  groups: readonly string[],
): DataAwsIamPolicyDocumentStatement {
  const { region } = datacenter;
  return {
    sid: 'CloudWatchLogsUsesKey',
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
    principals: [{ type: 'Service', identifiers: [`logs.${region}.amazonaws.com`] }],
    condition: [
      {
        test: 'ArnEquals',
        variable: 'kms:EncryptionContext:aws:logs:arn',
        values: groups.map((group) => `arn:aws:logs:${region}:${accountId(scope, datacenter)}:log-group:${group}`),
      },
    ],
  };
}

/**
 * Returns a customer managed key that AWS rotates every year. The account administers it, so that IAM policies say who
 * may use it; `statements` admit services that no IAM policy of the topology can cover.
 */
export function accountKey(
  scope: StackScope,
  datacenter: DatacenterPlan,
  options: {
    readonly id: KeyId;
    readonly role: TaggedRole;
    readonly description: string;
    readonly statements?: DataAwsIamPolicyDocumentStatement[];
    /** True for a stack that touches several datacenters. @default false */
    readonly amongOthers?: boolean;
    /** Region of the key, by which it is told from one in another. @default the provider's */
    readonly region?: string;
  },
): KmsKey {
  const part = scope.part(KEYS_FILE);
  const { role, description, amongOthers, region } = options;
  const id = terraformName(
    ...(amongOthers ? [datacenter.name] : []),
    options.id,
    ...(region === undefined ? [] : [region]),
  );
  const place = { ...(amongOthers ? placeOf(scope, datacenter) : {}), ...(region === undefined ? {} : { region }) };
  const tag = amongOthers ? linkTags : tags;
  const administration: DataAwsIamPolicyDocumentStatement = {
    sid: 'AccountAdministersKey',
    actions: ['kms:*'],
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${accountId(scope, datacenter)}:root`] }],
  };
  const policy = new DataAwsIamPolicyDocument(part, `${id}_key`, {
    ...accountOf(scope, datacenter),
    statement: [administration, ...(options.statements ?? [])],
  });
  scope.accept(policy, { CKV_AWS_109: OWN_KEY, CKV_AWS_111: OWN_KEY, CKV_AWS_356: OWN_KEY });
  const key = new KmsKey(part, id, {
    ...place,
    description,
    deletionWindowInDays: DELETION_WINDOW_DAYS,
    enableKeyRotation: true,
    policy: policy.json,
    tags: tag(scope.plan, datacenter, role, options.id),
  });
  new KmsAlias(part, id, {
    ...place,
    name: `alias/${resourceName(scope.plan.topology, datacenter.name, options.id)}`,
    targetKeyId: key.keyId,
  });
  return key;
}

/** Returns the account that Terraform works in. */
export function accountId(scope: StackScope, datacenter: DatacenterPlan): string {
  return callerOf(scope, datacenter).accountId;
}

/** Returns the same as it stands inside of an expression. */
export function accountIdInHcl(scope: StackScope, datacenter: DatacenterPlan): string {
  const { terraformResourceType, friendlyUniqueId } = callerOf(scope, datacenter);
  return `data.${terraformResourceType}.${friendlyUniqueId}.account_id`;
}

/** Returns the data source of the account; one a stack, or one for each of its providers. */
function callerOf(scope: StackScope, datacenter: DatacenterPlan): DataAwsCallerIdentity {
  const part = scope.part(KEYS_FILE);
  const account = accountOf(scope, datacenter);
  const id = account.provider?.alias ?? 'current';
  const known = part.node.children.find((child) => child instanceof DataAwsCallerIdentity && child.node.id === id);
  return known instanceof DataAwsCallerIdentity ? known : new DataAwsCallerIdentity(part, id, account);
}
