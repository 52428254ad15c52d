import type { LinkPlan } from '../../plan/plan';
import type { Member } from '../datastores/losses';
import type { Loss, LostRole } from './loss';
import { instancesOf, type DatacenterModel, type Model } from './model';

/** The parts of a topology that a set of losses leaves. */
export interface Left {
  /** Datacenters that have lost a part or all of theirs; every other is whole. */
  readonly touched: ReadonlyMap<string, LeftThere>;
  /** Links that are lost, by themselves or with what they end on. */
  readonly down: ReadonlySet<string>;
  /** Datacenters that are lost whole. */
  readonly gone: readonly string[];
  /** Far ends of the lost links of each datacenter that has any, of those between datacenters that are left. */
  readonly cut: ReadonlyMap<string, readonly string[]>;
  /** Links that have lost one of the two VPN instances that they end on, and with it half of their tunnels. */
  readonly halved: ReadonlySet<string>;
}

/** The parts of one datacenter that are left. */
export interface LeftThere {
  /** True if all of it is lost. */
  readonly gone: boolean;
  /** Kong nodes that clients reach. */
  readonly kongNodes: number;
  /** True if all machines are lost that lead clients to Kong. */
  readonly isShut: boolean;
  /** Control planes; 0 where there never were any. */
  readonly controlNodes: number;
  /** Names of the datastore's machines that are lost. */
  readonly lostMembers: ReadonlySet<string>;
  readonly redis: RedisState;
  /** True if the zone is lost by which all machines reach the internet. */
  readonly isOffline: boolean;
}

/** `taken-over`: a replica serves; the counts of the last moments may be gone. */
export type RedisState = 'absent' | 'well' | 'taken-over' | 'lost';

export function leftAfter(model: Model, losses: readonly Loss[]): Left {
  const touched = new Map<string, LeftThere>();
  const [down, halved] = [new Set<string>(), new Set<string>()];
  for (const [name, own] of byDatacenter(losses)) {
    const at = model.byName.get(name);
    if (!at) throw new Error(`the plan has no datacenter ${name}`);
    const there = leftThere(at, own);
    touched.set(name, there);
    const links = model.linksAt.get(name) ?? [];
    if (there.gone) links.forEach(({ id }) => down.add(id));
    else addLostTunnels(at, own, links, { down, halved });
  }
  for (const loss of losses) if (loss.kind === 'link') down.add(loss.link);
  for (const id of down) halved.delete(id);
  const gone = [...touched].flatMap(([name, it]) => (it.gone ? [name] : []));
  return { touched, gone, down, cut: cutBy(model, down, gone), halved };
}

function cutBy(
  { linkById }: Model,
  down: ReadonlySet<string>,
  gone: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (at: string, far: string): void => {
    const others = found.get(at);
    if (others) others.push(far);
    else found.set(at, [far]);
  };
  for (const id of down) {
    const link = linkById.get(id);
    if (!link) throw new Error(`the plan has no link ${id}`);
    const [one, other] = [link.left.datacenter, link.right.datacenter];
    if (gone.includes(one) || gone.includes(other)) continue;
    add(one, other);
    add(other, one);
  }
  return found;
}

type LossThere = Exclude<Loss, { readonly kind: 'link' }>;

function byDatacenter(losses: readonly Loss[]): ReadonlyMap<string, readonly LossThere[]> {
  const found = new Map<string, LossThere[]>();
  for (const loss of losses) {
    if (loss.kind === 'link') continue;
    const own = found.get(loss.datacenter);
    if (own) own.push(loss);
    else found.set(loss.datacenter, [loss]);
  }
  return found;
}

function leftThere(at: DatacenterModel, losses: readonly LossThere[]): LeftThere {
  const gone = losses.some(({ kind }) => kind === 'datacenter');
  const zones = lostZones(losses);
  const lostMembers = new Set(at.members.filter(({ zone }) => gone || zones.has(zone)).map(({ name }) => name));
  for (const loss of losses) if (loss.kind === 'node' && loss.role === 'datastore') lostMembers.add(loss.name);
  const isShut = !gone && at.balancers.length > 0 && lostOf(at.balancers, losses, 'balancer') === at.balancers.length;
  return {
    gone,
    isShut,
    kongNodes: gone || isShut ? 0 : nodesLeft(at, at.pool.nodes, zones.size, count(losses, 'kong')),
    controlNodes: gone ? 0 : nodesLeft(at, at.control?.nodes ?? 0, zones.size, count(losses, 'control')),
    lostMembers,
    redis: redisLeft(at, gone, zones.size + count(losses, 'redis')),
    isOffline: !gone && at.egressZone !== undefined && zones.has(at.egressZone),
  };
}

function lostZones(losses: readonly LossThere[]): ReadonlySet<string> {
  return new Set(losses.flatMap((loss) => (loss.kind === 'zone' ? [loss.zone] : [])));
}

function count(losses: readonly LossThere[], role: 'kong' | 'control' | 'redis'): number {
  return losses.filter((loss) => loss.kind === 'node' && loss.role === role).length;
}

/** Returns how many machines of a role are lost, by themselves or with their zone. */
function lostOf(machines: readonly Member[], losses: readonly LossThere[], role: LostRole): number {
  const zones = lostZones(losses);
  const named = new Set(losses.flatMap((loss) => (loss.kind === 'node' && loss.role === role ? [loss.name] : [])));
  return machines.filter(({ name, zone }) => zones.has(zone) || named.has(name)).length;
}

/**
 * Returns the nodes of a group that are left. It spreads them over three zones as evenly as possible, and nobody
 * knows which zones have one more: the fullest are taken for lost.
 */
function nodesLeft({ zones }: DatacenterModel, nodes: number, lostZones: number, lostNodes: number): number {
  const standing = zones.slice(lostZones).reduce((sum, _, i) => sum + sizeOfZone(nodes, lostZones + i), 0);
  return Math.max(0, standing - lostNodes);
}

/** Returns the nodes in a zone, the fullest zone first, as `3, 2, 2` for 7. */
function sizeOfZone(nodes: number, position: number): number {
  return Math.floor((nodes + 2 - position) / 3);
}

/** Returns the state of Redis; each lost zone is taken to have one of its nodes, since the cloud chooses the zones. */
function redisLeft({ redisNodes }: DatacenterModel, gone: boolean, lostNodes: number): RedisState {
  if (redisNodes === 0) return 'absent';
  if (gone || lostNodes >= redisNodes) return 'lost';
  return lostNodes > 0 ? 'taken-over' : 'well';
}

function addLostTunnels(
  { name, vpnInstances }: DatacenterModel,
  losses: readonly LossThere[],
  links: readonly LinkPlan[],
  { down, halved }: { readonly down: Set<string>; readonly halved: Set<string> },
): void {
  if (vpnInstances.length === 0) return;
  const lost = lostOf(vpnInstances, losses, 'vpn');
  if (lost === 0) return;
  const state = lost === vpnInstances.length ? down : halved;
  for (const link of links) if (instancesOf(link) === name) state.add(link.id);
}

/**
 * Returns the datacenters that one no longer reaches, lost ones among them. In a mesh each pair has only its own link;
 * in a hub every way but the hub's own leads over the hub.
 */
export function unreachedFrom({ hub, datacenters }: Model, { gone, cut }: Left, from: string): readonly string[] {
  const own = cut.get(from) ?? [];
  if (hub === undefined || from === hub) return union(gone, own);
  if (own.length > 0 || gone.includes(hub)) return datacenters.flatMap(({ name }) => (name === from ? [] : [name]));
  return union(gone, cut.get(hub) ?? []);
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return other.length === 0 ? one : [...new Set([...one, ...other])];
}
