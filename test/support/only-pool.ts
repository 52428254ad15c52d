/**
 * Returns the one pool of a datacenter, of its plan or of its sizing.
 *
 * @throws Error if it has another number of pools
 */
export function onlyPool<T>({ pools }: { readonly pools: readonly T[] }): T {
  const [pool, ...others] = pools;
  if (pool === undefined || others.length > 0) throw new Error(`there are ${pools.length} pools`);
  return pool;
}
