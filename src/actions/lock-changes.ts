import type { Standing } from '../spec/standing';

/** Returns what differs between two states of what stands, in words: `us-east nodes 3 to 6`. */
export function lockChanges(before: Standing, after: Standing): string[] {
  const [old, fresh] = [new Map(factsOf(before)), new Map(factsOf(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .sort()
    .filter((key) => old.get(key) !== fresh.get(key))
    .map((key) => `${key} ${old.get(key) ?? 'none'} to ${fresh.get(key) ?? 'none'}`);
}

/** Returns every fact by its words, such as `us-east nodes`; whatever a part of it holds, its words lead there. */
function factsOf({ datacenters, ...topology }: Standing): [string, string][] {
  return [...wordsOf(topology, []), ...wordsOf(datacenters, [])];
}

function wordsOf(value: unknown, path: readonly string[]): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path.join(' '), String(value)]];
  return Object.entries(value).flatMap(([key, each]) => wordsOf(each, [...path, key]));
}
