import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { secretName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, SecretPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { accountKey } from './keys';
import { tags } from './tags';

/** The datacenter's own copies of the topology's passwords. */
export interface Secrets {
  readonly key: KmsKey;
  /** ARNs by key of the secret. */
  readonly arns: Readonly<Record<string, string>>;
}

/**
 * Puts every password of the topology into the secret manager of this datacenter's region, where machines read theirs
 * at boot.
 */
export function buildSecrets(
  scope: StackScope,
  datacenter: DatacenterPlan,
  values: Readonly<Record<string, string>>,
): Secrets {
  const key = accountKey(scope, datacenter, {
    id: 'secrets',
    role: 'secrets',
    description: `Secrets of ${datacenter.name}`,
  });
  const arns = scope.plan.secrets.map((secret) => {
    const value = values[secret.key];
    if (value === undefined) throw new Error(`the secret ${secret.key} has no value`);
    return [secret.key, buildSecret(scope, datacenter, key, secret, value)] as const;
  });
  return { key, arns: Object.fromEntries(arns) };
}

function buildSecret(
  scope: StackScope,
  datacenter: DatacenterPlan,
  key: KmsKey,
  { key: name, title }: SecretPlan,
  value: string,
): string {
  const { plan } = scope;
  const part = scope.part('secrets');
  const secret = new SecretsmanagerSecret(part, terraformName(name), {
    name: secretName(plan.topology, datacenter.name, name),
    description: `${title}, in ${datacenter.name}`,
    kmsKeyId: key.arn,
    recoveryWindowInDays: 0,
    tags: tags(plan, datacenter, 'secrets', name),
  });
  scope.comment(
    secret,
    'No recovery window: this is a copy, the shared stack keeps the original, and a name that waits for its deletion cannot be made again.',
  );
  scope.accept(secret, {
    CKV2_AWS_57:
      'The shared stack makes the password and every datacenter has a copy: one that changed here alone would not be the one of the datastore any more. OPERATIONS.md has the way to change it.',
  });
  new SecretsmanagerSecretVersion(part, terraformName(name), { secretId: secret.id, secretString: value });
  return secret.arn;
}
