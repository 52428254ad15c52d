import { Password } from '@cdktf/provider-random/lib/password';
import { RandomProvider } from '@cdktf/provider-random/lib/provider';
import { TlsProvider } from '@cdktf/provider-tls/lib/provider';
import type { StackScope } from '../clouds/contract';
import { buildClusterCertificate } from './cluster-certificate';
import { datastoreOf } from '../plan/datastores/registry';
import { buildNodeCertificate } from './node-certificate';
import { SHARED_STACK, terraformName } from '../plan/naming';

/**
 * Passwords have letters and digits alone: kong.conf would cut a value at `#`, and datastores end a string at a quote.
 * 40 of them have 238 bits.
 */
export const PASSWORD_LENGTH = 40;

/** Builds the resources that the whole topology has once: the generated passwords, and the certificates that its machines know each other by. */
export function buildShared(scope: StackScope): void {
  new RandomProvider(scope.root, 'random');
  const { hybrid } = scope.plan.kong;
  const ofNodes = datastoreOf(scope.plan).certificate?.(scope.plan);
  if (hybrid ?? ofNodes) new TlsProvider(scope.root, 'tls');
  if (hybrid) buildClusterCertificate(scope, hybrid.certificate);
  if (ofNodes) buildNodeCertificate(scope, ofNodes);
  const certificates = [hybrid?.certificate.secret, ofNodes?.secret, ofNodes?.trustSecret];
  for (const { key } of scope.plan.secrets.filter((it) => !certificates.includes(it.key))) {
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
