import keys from './keys.json';

/**
 * The top-level keys of each line's own cassandra.yaml, commented-out ones included, read at 3.11.17, 4.0.14, 4.1.7 and
 * 5.0.1. A key that was renamed is listed for each line under the name of that line alone.
 */
const KEYS_BY_LINE: Readonly<Record<string, readonly string[]>> = keys;

/** Returns the keys of a configuration that its line of Cassandra lacks: it would refuse to start. */
export function unknownKeys(line: string, yaml: string): string[] {
  const known = KEYS_BY_LINE[line];
  if (!known) throw new Error(`no key table for Cassandra ${line}`);
  return topLevelKeys(yaml).filter((key) => !known.includes(key));
}

function topLevelKeys(yaml: string): string[] {
  return [...yaml.matchAll(/^([a-z_]+):/gm)].map((match) => match[1] ?? '');
}
