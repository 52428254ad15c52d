import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { SecretManagerSecretVersion } from '@cdktf/provider-google/lib/secret-manager-secret-version';
import { secretName, terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import { SECRET_KEYS, type ClusterInputs, type SecretKey, type StackScope } from '../contract';
import { tags } from './tags';

/** A secret and the version that holds its value. */
export interface Secret {
  readonly secret: SecretManagerSecret;
  readonly version: SecretManagerSecretVersion;
}

export type Secrets = Readonly<Record<SecretKey, Secret>>;

/** Every password of the topology, in this datacenter's region. */
export function buildSecrets(scope: StackScope, datacenter: DatacenterPlan, inputs: ClusterInputs): Secrets {
  return Object.fromEntries(
    SECRET_KEYS.map((key) => [key, addSecret(scope, datacenter, key, inputs.secrets[key])]),
  ) as Record<SecretKey, Secret>;
}

/** A secret with its value. Its one replica stays in the datacenter's region; Google encrypts it. */
function addSecret(scope: StackScope, datacenter: DatacenterPlan, key: string, value: string): Secret {
  const part = scope.part('secrets');
  const secret = new SecretManagerSecret(part, terraformName(key), {
    secretId: secretName(scope.plan.topology, datacenter.name, key),
    replication: { userManaged: { replicas: [{ location: datacenter.region }] } },
    labels: tags('secrets'),
  });
  const version = new SecretManagerSecretVersion(part, terraformName(key), {
    secret: secret.id,
    secretData: value,
    // A new value stands before the old one goes: machines ask for the latest and must always find one.
    lifecycle: { createBeforeDestroy: true },
  });
  return { secret, version };
}
