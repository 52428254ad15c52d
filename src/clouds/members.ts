/** A value for each member of a datacenter's cluster, by the name of a role or of a pool. */
export type ByMember<T> = ReadonlyMap<string, T>;

/**
 * Returns the value of one member.
 *
 * @throws Error if it has none
 */
export function memberOf<T>(all: ByMember<T>, name: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`${name} is not among ${[...all.keys()].join(', ')}`);
  return found;
}
