import type { Access, CopiesLeft } from '../datastores/losses';
import { controlledAccess } from './control-planes';
import { leftAfter, unreachedFrom, type Left, type RedisState } from './left';
import { isWithin, loadAfter, type DatacenterLoad } from './load';
import type { Loss } from './loss';
import type { Model } from './model';
import { isPromised } from './promise';

/** The state of a topology after a set of losses. */
export interface Outcome {
  readonly losses: readonly Loss[];
  readonly left: Left;
  /** Datacenters that are not lost, in the plan's order. */
  readonly datacenters: readonly DatacenterOutcome[];
  /** Worst access to the data in a datacenter that is left; `none` if none is. */
  readonly reads: Access;
  readonly writes: Access;
  /** Load of the busiest datacenter; undefined if no Kong is left. */
  readonly busiest: DatacenterLoad | undefined;
  /** Datacenters that the load makes fall one after the other. */
  readonly falls: readonly string[];
  /** Datacenters that are left and reach none of the others that are. */
  readonly cutOff: readonly string[];
  /** Datacenters that are left and whose machines do not reach the internet, with new ones that cannot install. */
  readonly offline: readonly string[];
  /** Datacenters that are left and have lost every machine that leads clients to their Kong. */
  readonly shut: readonly string[];
  /** Pairs of datacenters that are left and do not reach each other. */
  readonly pairsApart: number;
  /** True if the spec's `kong.survives` covers these losses together. */
  readonly promised: boolean;
  /**
   * True if every datacenter that is left reads and writes all rows, none is busier than the target, and each reaches the
   * internet whose services are there. In hybrid mode nobody has to write: clients are served without.
   */
  readonly holds: boolean;
}

export interface DatacenterOutcome {
  readonly datacenter: string;
  readonly reads: Access;
  readonly writes: Access;
  readonly copies: CopiesLeft;
  /** Load of its Kong; undefined if no node is left. */
  readonly load: DatacenterLoad | undefined;
  /** Datacenters that are left and that it does not reach. */
  readonly unreached: readonly string[];
  readonly redis: RedisState;
}

const RANK: Readonly<Record<Access, number>> = { none: 0, some: 1, all: 2 };

/** Returns what still works after losses that happen together. */
export function outcomeOf(model: Model, losses: readonly Loss[]): Outcome {
  const left = leftAfter(model, losses);
  const data = model.datastore.after(new Map([...left.touched].map(([name, it]) => [name, it.lostMembers])));
  const load = loadAfter(model, left);
  let next = 0;
  // Loads are in the plan's order, and some datacenters have none.
  const loadOf = (name: string): DatacenterLoad | undefined =>
    load.datacenters[next]?.datacenter === name ? load.datacenters[next++] : undefined;
  const isLeft = (name: string): boolean => !left.gone.includes(name);
  const stateOf = (name: string): Pick<DatacenterOutcome, 'reads' | 'writes' | 'copies' | 'unreached'> => {
    const unreached = unreachedFrom(model, left, name);
    return { ...controlledAccess(model, left, data, name, unreached), unreached: unreached.filter(isLeft) };
  };
  // Datacenters that have lost nothing of their own are all in one state, and most are such.
  const isHubLost = model.hub !== undefined && left.gone.includes(model.hub);
  let usual: ReturnType<typeof stateOf> | undefined;
  const datacenters = model.datacenters
    .filter(({ name }) => isLeft(name))
    .map(({ name, redisNodes }): DatacenterOutcome => {
      const isOwn = isHubLost || left.touched.has(name) || left.cut.has(name);
      const state = isOwn ? stateOf(name) : (usual ??= stateOf(name));
      return {
        datacenter: name,
        reads: state.reads,
        writes: state.writes,
        copies: state.copies,
        unreached: state.unreached,
        load: loadOf(name),
        redis: left.touched.get(name)?.redis ?? (redisNodes > 0 ? 'well' : 'absent'),
      };
    });
  const reads = worst(datacenters.map((it) => it.reads));
  const writes = worst(datacenters.map((it) => it.writes));
  const offline = [...left.touched].flatMap(([name, { isOffline }]) => (isOffline ? [name] : []));
  const shut = [...left.touched].flatMap(([name, { isShut }]) => (isShut ? [name] : []));
  const isBusy = load.datacenters.some((it) => !isWithin(model.targetUtilization, it));
  return {
    losses,
    left,
    datacenters,
    reads,
    writes,
    busiest: busiestOf(load.datacenters),
    falls: load.falls,
    cutOff: datacenters
      .filter(({ unreached }) => datacenters.length > 1 && unreached.length === datacenters.length - 1)
      .map(({ datacenter }) => datacenter),
    offline,
    shut,
    pairsApart: datacenters.reduce((sum, { unreached }) => sum + unreached.length, 0) / 2,
    promised: isPromised(model.survives, losses),
    holds:
      reads === 'all' &&
      (writes === 'all' || model.hybrid !== undefined) &&
      !isBusy &&
      !offline.some((name) => model.byName.get(name)?.callsOut) &&
      datacenters.every((it) => it.load !== undefined),
  };
}

function worst(them: readonly Access[]): Access {
  return them.reduce<Access>((a, b) => (RANK[b] < RANK[a] ? b : a), them.length === 0 ? 'none' : 'all');
}

function busiestOf(loads: readonly DatacenterLoad[]): DatacenterLoad | undefined {
  let found: DatacenterLoad | undefined;
  for (const load of loads) if (!found || load.utilization > found.utilization) found = load;
  return found;
}
