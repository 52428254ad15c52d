import type { Left } from './left';
import { unreachedFrom } from './left';
import type { Model } from './model';

/** A link after a loss, in Mbit/s of each direction. */
export interface LinkAfter {
  readonly link: string;
  readonly state: 'up' | 'half' | 'down';
  /** Bandwidth: half of the plan's if half of its tunnels are lost, 0 if it is down. */
  readonly carriesMbitPerSecond: number;
  /** Replication of the pairs of datacenters that still reach each other over it. */
  readonly replicationMbitPerSecond: number;
  /** The same when the lost are back, with the hints of the outage, delivered in as long again as it lasted. */
  readonly onReturnMbitPerSecond: number;
}

/**
 * Returns every link with its load. No loss sends traffic another way: in a mesh each pair has its own link, in a hub
 * the two of the hub.
 */
export function linksAfter(model: Model, left: Left): readonly LinkAfter[] {
  const { plan } = model;
  const unreached = new Map(model.datacenters.map(({ name }) => [name, new Set(unreachedFrom(model, left, name))]));
  const isGone = (name: string): boolean => left.touched.get(name)?.gone === true;
  const linkOf = new Map(
    plan.links.flatMap(({ id, left: one, right: other }) => [
      [`${one.datacenter} ${other.datacenter}`, id],
      [`${other.datacenter} ${one.datacenter}`, id],
    ]),
  );
  const carried = new Map<string, number>();
  for (const { left: one, right: other, replicationMbitPerSecond } of plan.sizing.replication) {
    if (isGone(one) || isGone(other) || unreached.get(one)?.has(other)) continue;
    const direct = linkOf.get(`${one} ${other}`);
    const way =
      direct === undefined ? [linkOf.get(`${one} ${model.hub}`), linkOf.get(`${model.hub} ${other}`)] : [direct];
    for (const id of way) if (id !== undefined) carried.set(id, (carried.get(id) ?? 0) + replicationMbitPerSecond);
  }
  return plan.limits.bandwidth.map(({ link, offeredMbitPerSecond, afterOutageMbitPerSecond }): LinkAfter => {
    const state = left.down.has(link) ? 'down' : left.halved.has(link) ? 'half' : 'up';
    const part = { up: 1, half: 0.5, down: 0 }[state];
    return {
      link,
      state,
      carriesMbitPerSecond: offeredMbitPerSecond * part,
      replicationMbitPerSecond: carried.get(link) ?? 0,
      onReturnMbitPerSecond: afterOutageMbitPerSecond,
    };
  });
}
