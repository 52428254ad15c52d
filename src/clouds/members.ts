/** What each member of a datacenter's cluster has one of, by name: that of a role, or of a pool. */
export type ByMember<T> = ReadonlyMap<string, T>;

/** That of one member. Throws when it has none. */
export function memberOf<T>(all: ByMember<T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`${name} is not among ${[...all.keys()].join(', ')}`);
  return found;
}
