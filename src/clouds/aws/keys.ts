import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import {
  DataAwsIamPolicyDocument,
  type DataAwsIamPolicyDocumentStatement,
} from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { resourceName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { tags, type TaggedRole } from './tags';

const KEYS_FILE = 'keys';

/** The longest that KMS offers: what a key encrypted is lost with it, and until then the deletion can be taken back. */
const DELETION_WINDOW_DAYS = 30;

/**
 * A customer managed key that AWS rotates every year. The account administers it, so that IAM policies say who may use
 * it; `statements` let services in that no IAM policy of ours can speak for.
 */
export function accountKey(
  scope: StackScope,
  datacenter: DatacenterPlan,
  options: {
    readonly id: string;
    readonly role: TaggedRole;
    readonly description: string;
    readonly statements?: DataAwsIamPolicyDocumentStatement[];
  },
): KmsKey {
  const part = scope.part(KEYS_FILE);
  const { id, role, description } = options;
  const administration: DataAwsIamPolicyDocumentStatement = {
    sid: 'AccountAdministersKey',
    actions: ['kms:*'],
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: [`arn:aws:iam::${accountId(scope)}:root`] }],
  };
  const policy = new DataAwsIamPolicyDocument(part, `${id}_key`, {
    statement: [administration, ...(options.statements ?? [])],
  });
  const key = new KmsKey(part, id, {
    description,
    deletionWindowInDays: DELETION_WINDOW_DAYS,
    enableKeyRotation: true,
    policy: policy.json,
    tags: tags(scope.plan, datacenter, role, id),
  });
  new KmsAlias(part, id, {
    name: `alias/${resourceName(scope.plan.topology, datacenter.name, id)}`,
    targetKeyId: key.keyId,
  });
  return key;
}

/** The account that Terraform works in; one data source a stack. */
export function accountId(scope: StackScope): string {
  const part = scope.part(KEYS_FILE);
  const known = part.node.children.find((child) => child instanceof DataAwsCallerIdentity);
  return (known ?? new DataAwsCallerIdentity(part, 'current')).accountId;
}
