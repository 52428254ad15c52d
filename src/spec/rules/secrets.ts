import type { Issue, PathStep } from '../../kernel/issue';
import { ASSIGNED_SECRETS, KNOWN_SECRETS, SECRETS_IN_ADDRESSES } from '../../kernel/secret-patterns';
import { secretInSpec } from '../issues/secrets';

const PATTERNS = [...KNOWN_SECRETS, ...ASSIGNED_SECRETS, ...SECRETS_IN_ADDRESSES];

/** Checks that no text of a spec looks like a secret, which would be in every file made of it and in version control. */
export function checkSecrets(value: unknown, path: readonly PathStep[] = []): Issue[] {
  if (typeof value === 'string') {
    const found = PATTERNS.find(({ pattern }) => pattern.test(value));
    return found ? [secretInSpec(path, found.what)] : [];
  }
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((each, i) => checkSecrets(each, [...path, i]));
  return Object.entries(value).flatMap(([key, each]) => checkSecrets(each, [...path, key]));
}
