import { CLOUD_FACTS, CLOUD_KNOWLEDGE } from '../clouds/facts';
import { isExpression, type Resources, type SecurityFault, type TunnelEnd } from '../clouds/resources';
import type { Artifact } from '../kernel/artifact';
import type { SecretPattern } from '../kernel/cloud/facts';
import { ASSIGNED_SECRETS, knownSecrets } from '../kernel/secret-patterns';
import type { StackJson } from './assembly';

/** A stack as it will be written. */
export interface CheckedStack {
  readonly name: string;
  readonly json: StackJson;
  /** The files beside its JSON. */
  readonly files: readonly Artifact[];
}

/**
 * Checks the synthesised stacks against promises that no spec can waive: a VPN proposes one strong transform, no two
 * tunnels share a key, no secret is written out in the JSON or in a file, only the proxy's ports are open to the
 * internet, and no machine has a public address except the VPN instances.
 *
 * @throws Error with every address at fault: the bug is then topogen's, not the spec's
 */
export function holdSecure(stacks: readonly CheckedStack[]): void {
  const faults = stacks.flatMap((stack) =>
    securityFaults(stack).map(({ address, fault }) => `${stack.name}: ${address} ${fault}`),
  );
  if (faults.length > 0) throw new Error(`not safe to build:\n${faults.join('\n')}`);
}

const KNOWLEDGE = Object.values(CLOUD_KNOWLEDGE);
const KNOWN_SECRETS = knownSecrets(CLOUD_FACTS);

/** Returns every fault of a stack against those promises. */
export function securityFaults({ json, files }: CheckedStack): SecurityFault[] {
  const resources = (json['resource'] ?? {}) as Resources;
  const ends = KNOWLEDGE.flatMap(({ security }) => security.tunnelEnds(resources));
  return [
    ...KNOWLEDGE.flatMap(({ security }) => security.faults(resources)),
    ...sharedKeys(ends),
    ...literalSecrets(resources),
    ...leaks('the JSON', JSON.stringify(json), KNOWN_SECRETS),
    ...files.flatMap(({ path, text }) => leaks(path, text, [...KNOWN_SECRETS, ...ASSIGNED_SECRETS])),
  ];
}

/** Finds shared keys. A key may belong to one end of a tunnel, or to two ends of which one refers to the other. */
function sharedKeys(ends: readonly TunnelEnd[]): SecurityFault[] {
  const byKey = new Map<unknown, TunnelEnd[]>();
  for (const end of ends) byKey.set(end.key, [...(byKey.get(end.key) ?? []), end]);
  return [...byKey.values()].flatMap(([one, other, ...more]) => {
    if (!one || !other) return [];
    const facing = one.there === other.here || other.there === one.here;
    if (facing && more.length === 0) return [];
    const others = [other, ...more].map(({ address }) => address).join(', ');
    return [{ address: one.address, fault: `shares its key with ${others}` }];
  });
}

/** The values of arguments with these names are secrets. */
const SECRET_ARGUMENT =
  /^(.*_)?(password|preshared_key|shared_secret|secret_string|secret_binary|secret_data|auth_token|private_key)(_wo)?$/;

function literalSecrets(resources: Resources): SecurityFault[] {
  return Object.entries(resources).flatMap(([type, named]) =>
    Object.entries(named).flatMap(([name, attributes]) =>
      literalArguments(attributes, '').map((path) => ({
        address: `${type}.${name}`,
        fault: `has a literal secret in ${path}`,
      })),
    ),
  );
}

/** Arguments of these names hold the user's own words, which are no secrets of topogen's whatever their keys are. */
const TAGS = ['tags', 'labels', '//'];

/** Returns the paths of literal secrets in a value, which is that of the argument `key`. There are hardly ever any. */
function literalArguments(value: unknown, key: string): string[] {
  if (typeof value === 'string') return SECRET_ARGUMENT.test(key) && !isExpression(value) ? [''] : [];
  if (value === null || typeof value !== 'object') return NO_PATHS;
  let found: string[] = NO_PATHS;
  for (const [name, each] of Object.entries(value)) {
    if (TAGS.includes(name)) continue;
    const below = literalArguments(each, name);
    if (below.length > 0) found = [...found, ...below.map((path) => (path === '' ? name : `${name}.${path}`))];
  }
  return found;
}

const NO_PATHS: string[] = [];

function leaks(address: string, text: string, patterns: readonly SecretPattern[]): SecurityFault[] {
  return patterns.filter(({ pattern }) => pattern.test(text)).map(({ what }) => ({ address, fault: `holds ${what}` }));
}
