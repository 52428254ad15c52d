import type { Standing, StandingDatacenter } from '../standing';

/** Both sides of a change: what stands, and what the spec would make of it. */
export interface Change {
  readonly before: Standing;
  readonly after: Standing;
  /** The spec of `after`, in which issues have their places. */
  readonly spec: { readonly datacenters: readonly { readonly name: string }[] };
}

/** A datacenter that stays. */
export interface StayingDatacenter {
  readonly name: string;
  readonly before: StandingDatacenter;
  readonly after: StandingDatacenter;
}

/** Returns the datacenters that stay, in order of name. */
export function stayingDatacenters({ before, after }: Omit<Change, 'spec'>): StayingDatacenter[] {
  const old = new Map(Object.entries(before.datacenters));
  return Object.entries(after.datacenters)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, now]) => {
      const then = old.get(name);
      return then === undefined ? [] : [{ name, before: then, after: now }];
    });
}

/** True if a datacenter has another cloud, region or project, in which everything is made anew. */
export function isElsewhere(it: Omit<StayingDatacenter, 'name'>): boolean {
  const { before, after } = it;
  return before.cloud !== after.cloud || before.region !== after.region || otherProject(it) !== undefined;
}

/** Returns the project that a datacenter stands in and the one that it would have; undefined if it keeps it, or none is known. */
export function otherProject({
  before: { project: was },
  after: { project: is },
}: Omit<StayingDatacenter, 'name'>): { readonly was: string; readonly is: string } | undefined {
  return was === undefined || is === undefined || was === is ? undefined : { was, is };
}

/** Returns those that stay in their place. In another one everything is made anew, which is judged by itself. */
export function stayingInPlace(change: Omit<Change, 'spec'>): StayingDatacenter[] {
  return stayingDatacenters(change).filter((it) => !isElsewhere(it));
}
