/**
 * Returns the datacenter of that name from anything that has a list of them: a spec, a plan, or a part of a plan.
 *
 * @throws Error if there is none, which is a bug of topogen: names are checked when the spec is read
 */
export function datacenterOf<T extends { readonly name: string }>(
  holder: { readonly datacenters: readonly T[] },
  name: string,
): T {
  const datacenter = holder.datacenters.find((it) => it.name === name);
  if (!datacenter) throw new Error(`there is no datacenter ${name}`);
  return datacenter;
}
