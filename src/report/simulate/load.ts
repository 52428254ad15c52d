import type { Left } from './left';
import type { DatacenterModel, Model } from './model';

/** The load of Kong's pools after a loss. */
export interface Load {
  /** Load of each datacenter that clients still use, in the plan's order. */
  readonly datacenters: readonly DatacenterLoad[];
  /** Datacenters that fall one after the other, since each has to do more than it can; in the order of their fall. */
  readonly falls: readonly string[];
}

export interface DatacenterLoad {
  readonly datacenter: string;
  readonly requestsPerSecond: number;
  readonly nodes: number;
  /** Busy part of the vCPUs, of the nodes that are left; above 1 there is more to do than they can. */
  readonly utilization: number;
  /** Nodes that would keep it at the target. */
  readonly neededNodes: number;
  /** Nodes that automatic scaling may start. */
  readonly maximumNodes: number;
}

/** A datacenter is overloaded above this part of its vCPUs. */
const ALL_BUSY = 1;

/** Sums of shares and products of them differ by less than this from what they stand for. */
const ROUNDING = 1e-9;

/**
 * Computes the load of each datacenter that still has Kong. The others' requests arrive there in proportion to its
 * share, as weighted DNS records do, and as sizing counts it. A datacenter that has more to do than it can is taken
 * for the next that falls: its balancer finds no node well, so its requests go to those that are left.
 */
export function loadAfter(model: Model, left: Left): Load {
  const standing = model.datacenters.filter(({ name }) => (left.touched.get(name)?.kongNodes ?? 1) > 0);
  const first = loads(model, left, standing);
  const falls: string[] = [];
  let them = first;
  for (;;) {
    const over = them
      .filter(({ utilization }) => utilization > ALL_BUSY + ROUNDING)
      .map(({ datacenter }) => datacenter);
    if (over.length === 0) return { datacenters: first, falls };
    falls.push(...over);
    const fallen = new Set(falls);
    them = loads(
      model,
      left,
      standing.filter(({ name }) => !fallen.has(name)),
    );
  }
}

function loads(model: Model, left: Left, standing: readonly DatacenterModel[]): DatacenterLoad[] {
  const share = standing.length === model.datacenters.length ? 1 : standing.reduce((sum, it) => sum + it.share, 0);
  return standing.map(({ name, peakRate, pool }) => {
    const nodes = left.touched.get(name)?.kongNodes ?? pool.nodes;
    const requestsPerSecond = peakRate / share;
    return {
      datacenter: name,
      requestsPerSecond,
      nodes,
      utilization: requestsPerSecond / (nodes * pool.nodeCapacity),
      neededNodes: Math.ceil(requestsPerSecond / (pool.nodeCapacity * model.targetUtilization) - ROUNDING),
      maximumNodes: pool.maximumNodes,
    };
  });
}

/** True if a load is within the target, rounding errors aside. */
export function isWithin(target: number, { utilization }: DatacenterLoad): boolean {
  return utilization <= target + ROUNDING;
}
