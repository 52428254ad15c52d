import type { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { secretName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import { SECRET_KEYS, type SecretKey, type StackScope } from '../contract';
import { accountKey } from './keys';
import { tags } from './tags';

/** The datacenter's own copies of the topology's passwords. */
export interface Secrets {
  readonly key: KmsKey;
  readonly arns: Readonly<Record<SecretKey, string>>;
}

const DESCRIPTIONS: Readonly<Record<SecretKey, string>> = {
  'cassandra-superuser-password': "Password of Cassandra's own superuser",
  'cassandra-kong-password': "Password of Kong's role in Cassandra",
};

/** Puts every password into Secrets Manager, where the machines fetch what is theirs at boot. */
export function buildSecrets(
  scope: StackScope,
  datacenter: DatacenterPlan,
  values: Readonly<Record<SecretKey, string>>,
): Secrets {
  const key = accountKey(scope, datacenter, {
    id: 'secrets',
    role: 'secrets',
    description: `Secrets of ${datacenter.name}`,
  });
  const arns = SECRET_KEYS.map((name) => [name, buildSecret(scope, datacenter, key, name, values[name])] as const);
  return { key, arns: Object.fromEntries(arns) as Record<SecretKey, string> };
}

function buildSecret(
  scope: StackScope,
  datacenter: DatacenterPlan,
  key: KmsKey,
  name: SecretKey,
  value: string,
): string {
  const { plan } = scope;
  const part = scope.part('secrets');
  const secret = new SecretsmanagerSecret(part, terraformName(name), {
    name: secretName(plan.topology, datacenter.name, name),
    description: `${DESCRIPTIONS[name]}, in ${datacenter.name}`,
    kmsKeyId: key.arn,
    recoveryWindowInDays: 0,
    tags: tags(plan, datacenter, 'secrets', name),
  });
  scope.comment(
    secret,
    'No recovery window: this is a copy, the shared stack keeps the original, and a name that waits for its deletion cannot be made again.',
  );
  new SecretsmanagerSecretVersion(part, terraformName(name), { secretId: secret.id, secretString: value });
  return secret.arn;
}
