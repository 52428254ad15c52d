import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { SecretManagerSecretVersion } from '@cdktf/provider-google/lib/secret-manager-secret-version';
import { secretsIn } from '../../kernel/secrets-in';
import { secretName, terraformName } from '../../plan/naming';
import type { DatacenterPlan, SecretPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { tags } from './tags';

/** An entry of the secret manager that no password of the topology is. */
export interface SecretEntry extends SecretPlan {
  /** Value, an expression. */
  readonly value: string;
}

/** A secret and the version that holds its value. */
export interface Secret {
  readonly secret: SecretManagerSecret;
  readonly version: SecretManagerSecretVersion;
}

/** The entries of the secret manager that machines of the datacenter read. */
export interface Secrets {
  readonly readable: readonly SecretPlan[];
  /** The datacenter's own copies, by key of the secret. */
  readonly byKey: ReadonlyMap<string, Secret>;
}

/**
 * Returns a secret by its key.
 *
 * @throws Error if the plan has no such secret
 */
export function secretOf(secrets: Secrets, key: string): Secret {
  const secret = secrets.byKey.get(key);
  if (!secret) throw new Error(`there is no secret ${key}`);
  return secret;
}

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
  const passwords = secretsIn(scope.plan.secrets, datacenter).map((secret) => {
    const value = values[secret.key];
    if (value === undefined) throw new Error(`the secret ${secret.key} has no value`);
    return { ...secret, value };
  });
  const readable = [...passwords, ...entries];
  return {
    readable,
    byKey: new Map(readable.map(({ key, value }) => [key, addSecret(scope, datacenter, key, value)])),
  };
}

/**
 * Builds a secret with its value. Its one replica stays in the datacenter's region, encrypted with the user's key or one
 * of Google's. Another key changes the secret in place, and encrypts the values that come then.
 */
function addSecret(scope: StackScope, datacenter: DatacenterPlan, key: string, value: string): Secret {
  const part = scope.part('secrets');
  const { region, kmsKey } = datacenter;
  const encryption = kmsKey === undefined ? {} : { customerManagedEncryption: { kmsKeyName: kmsKey } };
  const secret = new SecretManagerSecret(part, terraformName(key), {
    secretId: secretName(scope.plan.topology, datacenter.name, key),
    replication: { userManaged: { replicas: [{ location: region, ...encryption }] } },
    labels: tags('secrets'),
  });
  const version = new SecretManagerSecretVersion(part, terraformName(key), {
    secret: secret.id,
    secretData: value,
    // A new value is made before the old one is destroyed: machines read the latest and must always find one.
    lifecycle: { createBeforeDestroy: true },
  });
  return { secret, version };
}
