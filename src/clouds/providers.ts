import type { DatacenterPlan } from '../plan/plan';

/**
 * Returns the providers that a stack needs for datacenters of one cloud, each with the first datacenter that it is for. A stack of
 * one datacenter has one without a name, whatever other stacks have.
 *
 * @throws Error without datacenters
 */
export function byProvider(datacenters: readonly DatacenterPlan[]): ReadonlyMap<string | undefined, DatacenterPlan> {
  const [first, ...others] = datacenters;
  if (!first) throw new Error('a stack without datacenters needs no provider');
  if (others.length === 0) return new Map([[undefined, first]]);
  const found = new Map<string | undefined, DatacenterPlan>();
  for (const datacenter of datacenters)
    if (!found.has(datacenter.providerAlias)) found.set(datacenter.providerAlias, datacenter);
  return found;
}
