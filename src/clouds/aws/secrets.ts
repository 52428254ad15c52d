import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { secretsIn } from '../../kernel/secrets-in';
import { secretName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, SecretPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { accountKey } from './keys';
import { tags } from './tags';

/** An entry of the secret manager that no password of the topology is. */
export interface SecretEntry extends SecretPlan {
  /** Value, an expression. */
  readonly value: string;
  /** Place of the original, as a clause. */
  readonly copyOf: string;
  /** Reason why the secret manager does not change it by itself. */
  readonly whyNotRotated: string;
}

/** The datacenter's own copies of the topology's passwords. */
export interface Secrets {
  readonly key: KmsKey;
  /** Every entry that machines read here. */
  readonly readable: readonly SecretPlan[];
  /** ARNs by key of the secret. */
  readonly arns: Readonly<Record<string, string>>;
}

const ROTATED_ELSEWHERE =
  'The shared stack makes the password and every datacenter has a copy: one that changed here alone would not be the one of the datastore any more. OPERATIONS.md has the way to change it.';

/**
 * Puts the passwords that machines of this datacenter need into the secret manager of its region, where they read theirs
 * at boot.
 */
export function buildSecrets(
  scope: StackScope,
  datacenter: DatacenterPlan,
  values: Readonly<Record<string, string>>,
  entries: readonly SecretEntry[],
): Secrets {
  const key = accountKey(scope, datacenter, {
    id: 'secrets',
    role: 'secrets',
    description: `Secrets of ${datacenter.name}`,
  });
  const passwords = secretsIn(scope.plan.secrets, datacenter).map((secret) => {
    const value = values[secret.key];
    if (value === undefined) throw new Error(`the secret ${secret.key} has no value`);
    return { ...secret, value, copyOf: 'the shared stack keeps the original', whyNotRotated: ROTATED_ELSEWHERE };
  });
  const readable = [...passwords, ...entries];
  const arns = readable.map((entry) => [entry.key, buildSecret(scope, datacenter, key, entry)] as const);
  return { key, readable, arns: Object.fromEntries(arns) };
}

function buildSecret(
  scope: StackScope,
  datacenter: DatacenterPlan,
  key: KmsKey,
  { key: name, title, value, copyOf, whyNotRotated }: SecretEntry,
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
    `No recovery window: this is a copy, ${copyOf}, and a name that waits for its deletion cannot be made again.`,
  );
  scope.accept(secret, { CKV2_AWS_57: whyNotRotated });
  new SecretsmanagerSecretVersion(part, terraformName(name), { secretId: secret.id, secretString: value });
  return secret.arn;
}
