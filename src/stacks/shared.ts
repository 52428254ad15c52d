import { Password } from '@cdktf/provider-random/lib/password';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import type { StackScope } from '../clouds/contract';
import { buildClusterCertificate } from './cluster-certificate';
import { SHARED_STACK, terraformName } from '../plan/naming';

/**
 * Passwords have letters and digits alone: kong.conf would cut a value at `#`, and datastores end a string at a quote.
 * 40 of them have 238 bits.
 */
export const PASSWORD_LENGTH = 40;

/** Builds the resources that the whole topology has once: the generated passwords, and the certificate of hybrid mode. */
export function buildShared(scope: StackScope): void {
  new RandomProvider(scope.root, 'random');
  const { hybrid } = scope.plan.kong;
  if (hybrid) buildClusterCertificate(scope, hybrid.certificate);
  for (const { key } of scope.plan.secrets.filter((it) => it.key !== hybrid?.certificate.secret)) {
    const password = new Password(scope.part('secrets'), terraformName(key), {
      length: PASSWORD_LENGTH,
      special: false,
    });
    scope.output(terraformName(key), password.result, `Generated password ${key}`, { sensitive: true });
  }
}

/** Returns the tokens of the passwords by their keys, read from the shared stack. */
export function sharedSecrets(scope: StackScope): Record<string, string> {
  const shared = scope.outputsOf(SHARED_STACK);
  return Object.fromEntries(scope.plan.secrets.map(({ key }) => [key, shared.string(terraformName(key))]));
}
