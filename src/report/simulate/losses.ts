import type { Loss, NodeLoss } from './loss';
import type { DatacenterModel, Model } from './model';

/** Two losses at once, and how they lie to each other. */
export interface Pair {
  readonly losses: readonly [Loss, Loss];
  readonly lie: Lie;
}

export type Lie =
  | 'in one zone'
  | 'in two zones of a datacenter'
  | 'in one datacenter'
  | 'in two datacenters'
  | 'at an end of it'
  | 'elsewhere'
  | 'with a common end';

/**
 * Returns every loss of one thing. Of things that are alike in a datacenter there is one: a node of each role, and the
 * first zone, which has a node of every role that has any.
 */
export function singleLosses(model: Model): readonly Loss[] {
  return [...model.datacenters.flatMap(lossesThere), ...linkLosses(model)];
}

function lossesThere(at: DatacenterModel): Loss[] {
  const zone = at.zones[0]?.letter;
  return [
    ...nodeLosses(at),
    ...(zone === undefined ? [] : [{ kind: 'zone', datacenter: at.name, zone } as const]),
    { kind: 'datacenter', datacenter: at.name },
  ];
}

/** Returns the loss of the first machine of each role. */
function nodeLosses(at: DatacenterModel): NodeLoss[] {
  return machines(at).filter(({ role }, i, all) => all.findIndex((it) => it.role === role) === i);
}

/** Returns the loss of each machine of a datacenter; of those that are alike one stands for all. */
export function machines(datacenter: DatacenterModel): NodeLoss[] {
  const { name, pool, control, members, redisNodes, balancers, vpnInstances } = datacenter;
  const at = { kind: 'node', datacenter: name } as const;
  return [
    { ...at, role: 'kong', name: pool.name },
    ...(control ? [{ ...at, role: 'control', name: control.name } as const] : []),
    ...members.map((member): NodeLoss => ({ ...at, role: 'datastore', ...member })),
    ...(redisNodes > 0 ? [{ ...at, role: 'redis', name: 'redis' } as const] : []),
    ...balancers.map((balancer): NodeLoss => ({ ...at, role: 'balancer', ...balancer })),
    ...vpnInstances.map((instance): NodeLoss => ({ ...at, role: 'vpn', ...instance })),
  ];
}

export function linkLosses({ plan }: Model): Loss[] {
  return plan.links.map(({ id, left, right }) => ({
    kind: 'link',
    link: id,
    ends: [left.datacenter, right.datacenter],
  }));
}

/**
 * Returns every pair of losses that differ in their meaning: things that are alike in a datacenter are taken once. Two
 * links without a common end are left out, since each datacenter then misses no more than after one of them.
 *
 * @param links false to leave out pairs with a link
 */
export function doubleLosses(model: Model, links: boolean): readonly Pair[] {
  const there = model.datacenters.map(lossesThere);
  const apart = there.flatMap((own, i) =>
    there
      .slice(i + 1)
      .flatMap((others) =>
        own.flatMap((one) => others.map((other): Pair => ({ losses: [one, other], lie: 'in two datacenters' }))),
      ),
  );
  return [...model.datacenters.flatMap(pairsThere), ...apart, ...(links ? linkPairs(model, there.flat()) : [])];
}

/** Returns the pairs within one datacenter; what lies in a lost zone adds nothing to it. */
function pairsThere(at: DatacenterModel): Pair[] {
  const all = machines(at);
  const ofRole = (role: NodeLoss['role']): NodeLoss[] => all.filter((it) => it.role === role);
  const grouped = [...ofRole('kong'), ...ofRole('control'), ...ofRole('redis')];
  const zoned = [...ofRole('datastore'), ...ofRole('balancer'), ...ofRole('vpn')];
  const [first, second] = at.zones.map(({ letter }): Loss => ({ kind: 'zone', datacenter: at.name, zone: letter }));
  const single = nodeLosses(at);
  const pairs: [Loss, Loss, Lie][] = [
    ...grouped.map((it): [Loss, Loss, Lie] => [it, it, 'in one datacenter']),
    ...single.flatMap((one, i) =>
      single.slice(i + 1).map((other): [Loss, Loss, Lie] => [one, other, 'in one datacenter']),
    ),
    ...twins(zoned),
    ...(first && second ? [[first, second, 'in one datacenter'] as [Loss, Loss, Lie]] : []),
    ...(first ? grouped.map((it): [Loss, Loss, Lie] => [first, it, 'in one datacenter']) : []),
    ...(first ? besides(first, zoned) : []),
  ];
  return pairs.map(([one, other, lie]) => ({ losses: [one, other], lie }));
}

/** Returns two machines of one role in one zone, and two in two zones. */
function twins(zoned: readonly NodeLoss[]): [Loss, Loss, Lie][] {
  return zoned.flatMap((one, i): [Loss, Loss, Lie][] => {
    if (zoned.findIndex(({ role }) => role === one.role) !== i) return [];
    const others = zoned.slice(i + 1).filter(({ role }) => role === one.role);
    const near = others.find(({ zone }) => zone === one.zone);
    const far = others.find(({ zone }) => zone !== one.zone);
    return [
      ...(near ? [[one, near, 'in one zone'] as [Loss, Loss, Lie]] : []),
      ...(far ? [[one, far, 'in two zones of a datacenter'] as [Loss, Loss, Lie]] : []),
    ];
  });
}

/** Returns a zone with the first machine of each role that another zone has. */
function besides(zone: Loss, zoned: readonly NodeLoss[]): [Loss, Loss, Lie][] {
  const others = zoned.filter((it) => zone.kind === 'zone' && it.zone !== zone.zone);
  return others
    .filter(({ role }, i) => others.findIndex((it) => it.role === role) === i)
    .map((it): [Loss, Loss, Lie] => [zone, it, 'in two zones of a datacenter']);
}

function linkPairs(model: Model, there: readonly Loss[]): Pair[] {
  const links = linkLosses(model);
  const mixed = links.flatMap((link) =>
    there.map((other): Pair => ({
      losses: [link, other],
      lie: touches(link, other) ? 'at an end of it' : 'elsewhere',
    })),
  );
  const both = links.flatMap((one, i) =>
    links.slice(i + 1).flatMap((other): Pair[] => {
      return shareEnd(one, other) ? [{ losses: [one, other], lie: 'with a common end' }] : [];
    }),
  );
  return [...mixed, ...both];
}

function touches(link: Loss, other: Loss): boolean {
  return link.kind === 'link' && other.kind !== 'link' && link.ends.includes(other.datacenter);
}

function shareEnd(one: Loss, other: Loss): boolean {
  return one.kind === 'link' && other.kind === 'link' && one.ends.some((end) => other.ends.includes(end));
}
