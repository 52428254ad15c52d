import type { Standing } from '../spec/standing';

/** Returns what differs between two states of what stands, in words: `us-east nodes 3 to 6`. */
export function lockChanges(before: Standing, after: Standing): string[] {
  const [old, fresh] = [new Map(factsOf(before)), new Map(factsOf(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .sort()
    .filter((key) => old.get(key) !== fresh.get(key))
    .map((key) => `${key} ${old.get(key) ?? 'none'} to ${fresh.get(key) ?? 'none'}`);
}

function factsOf({
  datacenters,
  datastore,
  pools,
  links,
  redis,
  state,
  hybrid,
  ...topology
}: Standing): [string, string][] {
  const parts = [
    ['', topology],
    ['pools ', pools ?? {}],
    ['datastore ', datastore],
    ['links ', links === undefined ? {} : { ...links, inner: JSON.stringify(links.inner) }],
    ['hybrid ', hybrid ?? {}],
    ['redis ', redis ?? {}],
    ['state ', state ?? {}],
    ...Object.entries(datacenters).map(([name, facts]) => [`${name} `, facts] as const),
  ] as const;
  return parts.flatMap(([prefix, facts]) =>
    Object.entries(facts).map(([key, value]): [string, string] => [`${prefix}${key}`, String(value)]),
  );
}
