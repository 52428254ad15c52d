import type { CloudFactsTable, SecretPattern } from './cloud/facts';

/** Forms that secrets are known by, wherever they stand: those of every cloud, and what belongs to none. */
export function knownSecrets(facts: CloudFactsTable): readonly SecretPattern[] {
  const ofClouds = Object.values(facts).flatMap(({ secretForms }) => secretForms);
  return [{ what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/ }, ...ofClouds];
}

/** `password = value`, `"psk": "value"`: neither empty, nor a variable, nor a hole that the machine fills in. */
export const ASSIGNED_SECRETS: readonly SecretPattern[] = [
  {
    what: 'a password',
    pattern: /(password|passphrase|pre_?shared_?key|\bpsk)["']?\s*[:=]\s*(["'][^"'$%{<]{4,}["']|[\w+/.-]{6,}\s*$)/im,
  },
];

/** What stands in an address, and would be read by whoever reads the files that it is written to. */
export const SECRETS_IN_ADDRESSES: readonly SecretPattern[] = [
  { what: 'a password', pattern: /:\/\/[^/\s:@]*:[^/\s@]+@/ },
  { what: 'a password', pattern: /(password|passphrase|pre_?shared_?key|\bpsk|token|secret)=[^&\s]+/i },
];
