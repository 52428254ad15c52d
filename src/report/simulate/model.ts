import { zoneOfEgress } from '../../kernel/egress';
import type { BalancerPlan, DatacenterPlan, LinkPlan, Plan, VpnInstancePlan } from '../../plan/plan';
import type { HybridPlan, Loss as Covered } from '../../plan/pools/pool';
import type { DatastoreLosses, Member } from '../datastores/losses';
import { datastoreReport } from '../datastores/registry';

/** The numbers of a plan that the meaning of a loss depends on. */
export interface Model {
  readonly plan: Plan;
  readonly datastore: DatastoreLosses;
  /** Datacenters in the plan's order. */
  readonly datacenters: readonly DatacenterModel[];
  readonly byName: ReadonlyMap<string, DatacenterModel>;
  readonly linkById: ReadonlyMap<string, LinkPlan>;
  readonly linksAt: ReadonlyMap<string, readonly LinkPlan[]>;
  /** Datacenter through which the others reach each other; undefined in a mesh. */
  readonly hub: string | undefined;
  /** Place of the control planes; undefined where every node is one. */
  readonly hybrid: HybridPlan | undefined;
  readonly survives: Covered;
  readonly targetUtilization: number;
}

export interface DatacenterModel {
  readonly name: string;
  readonly share: number;
  /** Requests per second at the busiest time, with every datacenter well. */
  readonly peakRate: number;
  /** Pool that clients use. */
  readonly pool: {
    readonly name: string;
    readonly nodes: number;
    readonly maximumNodes: number;
    /** Requests per second of one fully busy node. */
    readonly nodeCapacity: number;
  };
  /** Control planes; undefined if none stand here. */
  readonly control: { readonly name: string; readonly nodes: number } | undefined;
  readonly zones: readonly { readonly name: string; readonly letter: string }[];
  readonly members: readonly Member[];
  /** Machines that lead clients to the pool; none where the cloud's own balancer does, which is in every zone. */
  readonly balancers: readonly Member[];
  readonly vpnInstances: readonly Member[];
  /** Number of nodes of its Redis; 0 if it has none. */
  readonly redisNodes: number;
  /** Letter of the zone by which all others reach the internet; undefined if each has a way of its own. */
  readonly egressZone: string | undefined;
  /** True if services behind Kong are on the internet. */
  readonly callsOut: boolean;
}

export function modelOf(plan: Plan): Model {
  const numbers = new Map(plan.sizing.reckoned.map(({ id, value }) => [id, value]));
  const numberOf = (id: string): number => {
    const value = numbers.get(id);
    if (typeof value !== 'number') throw new Error(`the plan has no number ${id}`);
    return value;
  };
  const { hybrid } = plan.kong;
  const ofDatastore = datastoreReport(plan).losses(plan);
  const datastore = hybrid ? writtenByControlPlanes(ofDatastore, hybrid) : ofDatastore;
  const callsOut = new Set(
    plan.sizing.datacenters.flatMap(({ datacenter, traffic }) => (traffic.upstreamsThroughNat ? [datacenter] : [])),
  );
  const datacenters = plan.datacenters.map((it) => datacenterModel(it, datastore, numberOf, callsOut.has(it.name)));
  return {
    plan,
    datastore,
    datacenters,
    byName: new Map(datacenters.map((it) => [it.name, it])),
    linkById: new Map(plan.links.map((link) => [link.id, link])),
    linksAt: linksByEnd(plan),
    hub: plan.shape.shape === 'hub' ? plan.shape.hub : undefined,
    hybrid,
    survives: plan.kong.survives,
    targetUtilization: plan.kong.targetUtilization,
  };
}

/** Returns the words of a datastore that control planes write alone, while data planes have all of it on their own disks. */
function writtenByControlPlanes(datastore: DatastoreLosses, { datacenter }: HybridPlan): DatastoreLosses {
  return {
    ...datastore,
    reads: 'the disk of each data plane',
    writes: `${datastore.writes}, by the control planes of ${datacenter}`,
    // Changes of the configuration come from one datacenter to all.
    isLocal: false,
  };
}

function datacenterModel(
  datacenter: DatacenterPlan,
  datastore: DatastoreLosses,
  numberOf: (id: string) => number,
  callsOut: boolean,
): DatacenterModel {
  const { name, share, pools, zones, balancers, vpnInstances, redis } = datacenter;
  const inZones = (nodes: readonly (BalancerPlan | VpnInstancePlan)[] = []): Member[] =>
    nodes.map((node) => ({ name: node.name, zone: node.zone.letter }));
  const pool = pools.find(({ takesClients }) => takesClients);
  if (!pool) throw new Error(`no pool of ${name} takes clients`);
  const control = pools.find(({ role }) => role === 'control-plane');
  return {
    name,
    share,
    peakRate: numberOf(`${name}.peak-rate`),
    pool: {
      name: pool.name,
      nodes: pool.nodes,
      maximumNodes: pool.maximumNodes,
      nodeCapacity: numberOf(`${name}.${pool.name}.node-capacity`),
    },
    control: control && { name: control.name, nodes: control.nodes },
    zones,
    members: datastore.members(name),
    balancers: inZones(balancers?.nodes),
    vpnInstances: inZones(vpnInstances?.nodes),
    redisNodes: redis?.nodes ?? 0,
    egressZone: zoneOfEgress(datacenter)?.letter,
    callsOut,
  };
}

function linksByEnd({ links, datacenters }: Plan): ReadonlyMap<string, readonly LinkPlan[]> {
  const found = new Map(datacenters.map(({ name }): [string, LinkPlan[]] => [name, []]));
  for (const link of links) {
    for (const { datacenter } of [link.left, link.right]) found.get(datacenter)?.push(link);
  }
  return found;
}

/** Returns the datacenter on whose VPN instances a link ends; undefined if it ends on none. */
export function instancesOf({ kind, left, right }: LinkPlan): string | undefined {
  if (kind !== 'gateway-vpn') return undefined;
  return [left, right].find(({ part }) => part === 'listens')?.datacenter;
}
