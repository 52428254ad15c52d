import type { Sizing } from '../../../src/plan/sizing/sizing';
import type { Spec } from '../../../src/spec/spec';
import { onlyPool } from '../../support/only-pool';

/**
 * A recount by brute force, which shares nothing with the code that sizes: it takes the node counts of a finished sizing,
 * puts the nodes into zones one by one, takes away every loss that the spec wants covered, one after the other, hands the
 * requests of what is gone to what is left, and reports how busy the nodes are that remain.
 */
export interface Remainder {
  readonly loss: string;
  readonly datacenter: string;
  readonly utilization: number;
  /** Connections in use for each that the workers may have. */
  readonly connections: number;
  /** GiB that requests under way take of each GiB that is free for them. */
  readonly memory: number;
}

/** Requests per second that one fully busy node of a datacenter carries. */
export type NodeCapacity = (datacenter: string, machine: { readonly type: string; readonly vcpus: number }) => number;

export function recount(spec: Spec, sizing: Sizing, capacityOf: NodeCapacity): readonly Remainder[] {
  const losses =
    spec.kong.survives === 'datacenter' ? [undefined, ...spec.datacenters.map(({ name }) => name)] : [undefined];
  return losses.flatMap((gone) => {
    const alive = spec.datacenters.filter(({ name }) => name !== gone);
    if (alive.length === 0) return [];
    const whole = alive.reduce((sum, { share }) => sum + share, 0);
    return alive.flatMap(({ name, share }) => {
      const sized = sizing.datacenters.find(({ datacenter }) => datacenter === name);
      if (!sized) throw new Error(`nothing is sized for ${name}`);
      const rate = (spec.requestsPerSecond * spec.kong.peakFactor * share) / whole;
      const { nodes, machine } = onlyPool(sized);
      return remainders(spec, nodes).map(({ loss, left }): Remainder => {
        const inFlight = (rate * (spec.kong.upstreamLatencyMilliseconds + 10)) / 1000;
        return {
          loss: [...(gone === undefined ? [] : [gone]), loss].join(' and '),
          datacenter: name,
          utilization: rate / (left * capacityOf(name, machine)),
          connections: (2 * inFlight) / (left * machine.vcpus * 8_192),
          memory: (inFlight * 128) / 1_048_576 / (left * (machine.memoryGib - 1.25 - machine.vcpus / 2)),
        };
      });
    });
  });
}

/** What may be lost inside a datacenter, and how many nodes are left of it. */
function remainders(spec: Spec, nodes: number): readonly { readonly loss: string; readonly left: number }[] {
  const zones = ['a', 'b', 'c'].map((zone, position) => ({
    zone,
    nodes: Array.from({ length: nodes }, (_, node) => node % 3).filter((at) => at === position).length,
  }));
  const node = { loss: 'one node', left: nodes - 1 };
  if (spec.kong.survives === 'node') return [node];
  return [node, ...zones.map((it) => ({ loss: `zone ${it.zone}`, left: nodes - it.nodes }))];
}
