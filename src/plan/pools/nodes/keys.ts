import { compareVersions } from '../../../kernel/version';
import table from './keys.json';

/**
 * The history of every key of kong.conf: the releases that added it, changed its default (text) or removed it (null).
 * An empty text is a key without a default. Read from `kong/templates/kong_defaults.lua` at every release tag from
 * 0.9.0 to 3.9.3 of github.com/Kong/kong.
 */
type History = readonly (readonly [since: string, value: string | null])[];

const KEYS = table as unknown as Readonly<Record<string, History>>;

/** Returns the default that a release gives a key, or undefined if the release lacks the key. */
export function tryKongDefault(version: string, key: string): string | undefined {
  const history = KEYS[key] ?? [];
  const entry = history.filter(([since]) => compareVersions(since, version) <= 0).at(-1);
  return entry?.[1] ?? undefined;
}

export function kongKnowsKey(version: string, key: string): boolean {
  return tryKongDefault(version, key) !== undefined;
}

/**
 * Returns the default that a release gives a key.
 *
 * @throws Error if the release lacks the key, which is a bug of the generator
 */
export function kongDefault(version: string, key: string): string {
  const value = tryKongDefault(version, key);
  if (value === undefined) throw new Error(`Kong ${version} has no key ${key}`);
  return value;
}
