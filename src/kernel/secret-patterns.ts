/** A form that a secret is known by. */
export interface SecretPattern {
  readonly what: string;
  readonly pattern: RegExp;
}

/** Forms that secrets are known by, wherever they stand. */
export const KNOWN_SECRETS: readonly SecretPattern[] = [
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY/ },
  { what: 'an access key of AWS', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'an API key of Google', pattern: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  { what: 'an access token of Google', pattern: /\bya29\.[0-9A-Za-z_-]{20,}/ },
];

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
