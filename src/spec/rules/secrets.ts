import type { CloudFactsTable, SecretPattern } from '../../kernel/cloud/facts';
import type { Issue, PathStep } from '../../kernel/issue';
import { ASSIGNED_SECRETS, knownSecrets, SECRETS_IN_ADDRESSES } from '../../kernel/secret-patterns';
import { secretInSpec } from '../issues/secrets';

/** Checks that no text of a spec looks like a secret, which would be in every file made of it and in version control. */
export function checkSecrets(value: unknown, facts: CloudFactsTable): Issue[] {
  return secretsIn(value, [], [...knownSecrets(facts), ...ASSIGNED_SECRETS, ...SECRETS_IN_ADDRESSES]);
}

function secretsIn(value: unknown, path: readonly PathStep[], patterns: readonly SecretPattern[]): Issue[] {
  if (typeof value === 'string') {
    const found = patterns.find(({ pattern }) => pattern.test(value));
    return found ? [secretInSpec(path, found.what)] : [];
  }
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((each, i) => secretsIn(each, [...path, i], patterns));
  return Object.entries(value).flatMap(([key, each]) => secretsIn(each, [...path, key], patterns));
}
