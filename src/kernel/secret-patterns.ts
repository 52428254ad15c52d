import type { CloudFactsTable, SecretPattern } from './cloud/facts';

/** Returns the patterns of every kind of secret: those of every cloud, and private keys. */
export function knownSecrets(facts: CloudFactsTable): readonly SecretPattern[] {
  const ofClouds = Object.values(facts).flatMap(({ secretForms }) => secretForms);
  return [{ what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/ }, ...ofClouds];
}

/**
 * These patterns match `password = value`, `"psk": "value"`: neither empty, nor a variable, nor a hole that the machine
 * fills in.
 */
export const ASSIGNED_SECRETS: readonly SecretPattern[] = [
  {
    what: 'a password',
    pattern: /(password|passphrase|pre_?shared_?key|\bpsk)["']?\s*[:=]\s*(["'][^"'$%{<]{4,}["']|[\w+/.-]{6,}\s*$)/im,
  },
];

/** These patterns match secrets in an address: everyone who reads the files that it is written to would see them. */
export const SECRETS_IN_ADDRESSES: readonly SecretPattern[] = [
  { what: 'a password', pattern: /:\/\/[^/\s:@]*:[^/\s@]+@/ },
  { what: 'a password', pattern: /(password|passphrase|pre_?shared_?key|\bpsk|token|secret)=[^&\s]+/i },
];
