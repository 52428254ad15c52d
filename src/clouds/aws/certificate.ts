import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { terraformName } from '../../plan/naming';
import { certificateSecretOf } from '../../plan/pools/nodes/certificate-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { memberOf } from '../members';
import type { Identities } from './identity';
import { accountId } from './keys';

const PART = 'identity';

/**
 * Lets the nodes that serve clients read the user's secret with their certificate, and no other. A key of KMS that encrypts it
 * is the user's and in no spec: the nodes may use whatever key it is, for that one secret and through Secrets Manager, which
 * binds each value to the ARN of its secret. Source: Secrets Manager's guide, "Secret encryption and decryption".
 */
export function grantCertificate(scope: StackScope, datacenter: DatacenterPlan, identities: Identities): void {
  const part = scope.part(PART);
  for (const pool of datacenter.pools) {
    const secret = certificateSecretOf(datacenter, pool);
    if (secret === undefined) continue;
    const { name, account } = placeOf(scope, datacenter, secret);
    const id = terraformName(pool.name, 'certificate');
    const policy = new DataAwsIamPolicyDocument(part, id, {
      statement: [
        {
          sid: 'ReadCertificate',
          actions: ['secretsmanager:GetSecretValue'],
          resources: [`arn:aws:secretsmanager:${datacenter.region}:${account}:secret:${name}`],
        },
        {
          sid: 'DecryptCertificate',
          actions: ['kms:Decrypt'],
          resources: [`arn:aws:kms:${datacenter.region}:${account}:key/*`],
          condition: [
            {
              test: 'StringEquals',
              variable: 'kms:ViaService',
              values: [`secretsmanager.${datacenter.region}.amazonaws.com`],
            },
            {
              test: 'StringLike',
              variable: 'kms:EncryptionContext:SecretARN',
              // A replica may be bound to the ARN of the secret that it is a copy of.
              values: [`arn:aws:secretsmanager:*:${account}:secret:${name}`],
            },
          ],
        },
      ],
    });
    const { role } = memberOf(identities, pool.name);
    new IamRolePolicy(part, id, { name: 'read-certificate', role, policy: policy.json });
  }
}

/**
 * Returns the last part of a secret's ARN and the account in it. Secrets Manager adds a hyphen and six characters to a name, which
 * nobody knows beforehand; a question mark stands for one of them, and so for no longer name.
 */
function placeOf(
  scope: StackScope,
  datacenter: DatacenterPlan,
  secret: string,
): { readonly name: string; readonly account: string } {
  const [, account, name] = /^arn:aws:secretsmanager:[^:]+:(\d+):secret:(.+)$/.exec(secret) ?? [];
  if (account !== undefined && name !== undefined) return { name, account };
  return { name: `${secret}-??????`, account: accountId(scope, datacenter) };
}
