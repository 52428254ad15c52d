import type { CloudFacts } from '../../../../kernel/cloud/facts';
import { soldOf } from '../../../../kernel/cloud/offerings';
import type { DatacenterSpec } from '../../../../spec/spec';
import { chosenBy, familyCandidates, fromMachine, namedCandidate, type Candidate } from '../../../sizing/machine';
import { describe } from '../../../sizing/machine-choice';
import { fromFigure, fromReckoned, type Ledger, type RunnerUp } from '../../../sizing/reckoned';
import { nodesForLoad, nodesNeeded, ringNodes, type RingNodes, type RingNodesNeed } from './ring-nodes';
import { MAXIMUM_VCPUS, MINIMUM_MEMORY_GIB, MINIMUM_VCPUS } from './cassandra-node';

/**
 * A ring of one machine type. Rings grow along one ladder, on which no rung has less of anything than the one below it:
 *
 *     3 x xlarge   3 x 2xlarge   3 x 4xlarge   6 x 4xlarge   9 x 4xlarge ...
 *
 * The cheapest mix for each load would go from 9 small nodes to 3 large ones and back as the load grows, and nodes that
 * hold data are not given up for a few percent. A larger machine is a restart of each node, its data staying where it
 * is; more nodes move a part of all data. Where more nodes stand than the load needs, the machine is that of the fewer.
 */
export interface Ring extends RingNodes {
  readonly candidate: Candidate;
}

export interface RingChoice extends Omit<RingNodesNeed, 'datacenter'> {
  readonly datacenter: DatacenterSpec;
  readonly facts: CloudFacts;
}

/** Returns a ring of the machine that the spec names, or of the lowest rung of the ladder that carries the load. */
export function chooseRing(choice: RingChoice, ledger: Ledger): Ring {
  const { datacenter, facts } = choice;
  const need: RingNodesNeed = { ...choice, datacenter: datacenter.name };
  const named = datacenter.datastore.machineType;
  const path = `datacenters[${datacenter.name}].cassandra.machineType`;
  if (named) {
    const candidate = namedCandidate(facts, datacenter.region, named, path);
    const ring = { candidate, ...ringNodes(need, candidate, ledger) };
    addNamed(need, ring, chosenBy(datacenter.datastore, path), ledger);
    return ring;
  }
  const ladders = machineLadders(facts, datacenter);
  const [ladder = []] = ladders;
  const candidate = lowestCarrying(need, ladder);
  if (!candidate) throw new Error(`${facts.title} offers no machine type for Cassandra`);
  const ring = { candidate, ...ringNodes(need, candidate, ledger) };
  addChosen(need, ring, ladders, ledger);
  return ring;
}

/**
 * Returns the machines of each family that all zones sell, smallest first, the family with the lowest price of a vCPU first; equal ones in
 * order of preference, and one without a price in this region last. The load does not matter here: a ring stays in its
 * family.
 */
function machineLadders(facts: CloudFacts, datacenter: DatacenterSpec): readonly (readonly Candidate[])[] {
  const minimum = { vcpus: MINIMUM_VCPUS.value, memoryGib: MINIMUM_MEMORY_GIB.value };
  return soldOf(facts, datacenter, facts.machineFamilies.memory)
    .map((family) => {
      const all = familyCandidates(facts, datacenter.region, [family], minimum);
      const sizes = all.filter(({ machine }) => machine.vcpus <= MAXIMUM_VCPUS.value);
      const priced = sizes.filter(({ usdPerHour }) => usdPerHour !== undefined);
      return priced.length > 0 ? priced : sizes;
    })
    .filter((sizes) => sizes.length > 0)
    .sort((a, b) => {
      const [left, right] = [vcpuPrice(a), vcpuPrice(b)];
      return left === right ? 0 : left - right;
    });
}

/**
 * Returns the price of a vCPU of the smallest machine in millionths of a USD per hour; infinite if no price is known,
 * since unknown is not free.
 */
function vcpuPrice([smallest]: readonly Candidate[]): number {
  if (smallest?.usdPerHour === undefined) return Infinity;
  return Math.round((smallest.usdPerHour / smallest.machine.vcpus) * 1e6);
}

/** Returns the smallest machine with which the least number of nodes carries the load; the largest if none does. */
function lowestCarrying(need: RingNodesNeed, ladder: readonly Candidate[]): Candidate | undefined {
  return ladder.find(({ machine }) => nodesForLoad(need, machine.vcpus) <= need.least.value) ?? ladder.at(-1);
}

function addNamed(
  { datacenter }: RingNodesNeed,
  { candidate, nodes }: Ring,
  { formula, input, why }: ReturnType<typeof chosenBy>,
  ledger: Ledger,
): void {
  const { type } = candidate.machine;
  ledger.add({
    ...machineEntry(datacenter, type),
    formula,
    inputs: [input],
    reason: `${nodes.value} x ${type}: ${why}`,
  });
}

function addChosen(need: RingNodesNeed, ring: Ring, ladders: readonly (readonly Candidate[])[], ledger: Ledger): void {
  const { machine, usdPerHour } = ring.candidate;
  const carries = nodesForLoad(need, machine.vcpus) <= need.least.value;
  ledger.add({
    ...machineEntry(need.datacenter, machine.type),
    formula: carries
      ? 'the smallest of its family of which leastNodes have ringVcpus'
      : 'the largest of its family up to maximumVcpus, since leastNodes of no smaller one have ringVcpus',
    inputs: [
      fromReckoned('leastNodes', need.least),
      fromReckoned('ringVcpus', need.vcpus),
      fromFigure('maximumVcpus', MAXIMUM_VCPUS),
      ...(usdPerHour === undefined ? [] : [fromMachine('usdPerHour', usdPerHour, 'USD/h', ring.candidate)]),
    ],
    reason: `${describe({ candidate: ring.candidate, nodes: ring.nodes.value })}; a ring grows by larger machines first and then by nodes, so that it never has to shrink`,
    runnersUp: [...otherSizes(need, ring, ladders[0] ?? []), ...otherFamilies(need, ring, ladders.slice(1))],
  });
}

function machineEntry(
  datacenter: string,
  value: string,
): { readonly id: string; readonly title: string; readonly value: string; readonly unit: '' } {
  return { id: `${datacenter}.cassandra.machine`, title: 'Machine type of the Cassandra nodes', value, unit: '' };
}

/** Returns the smaller machines of the family, from large to small, as runners-up. */
function otherSizes(need: RingNodesNeed, ring: Ring, ladder: readonly Candidate[]): readonly RunnerUp[] {
  return ladder
    .slice(0, ladder.indexOf(ring.candidate))
    .reverse()
    .map((candidate): RunnerUp => {
      const nodes = nodesNeeded(need, candidate.machine.vcpus);
      const what = describe({ candidate, nodes });
      return { what, why: whyNotSmaller(need, nodes, nodes * candidate.machine.vcpus, ring) };
    });
}

function whyNotSmaller(need: RingNodesNeed, nodes: number, vcpus: number, ring: Ring): string {
  if (nodes > ring.sized.value) return 'more nodes, some of which a larger load would give up again';
  if (nodesForLoad(need, vcpus / nodes) > nodes) return `${vcpus} vCPU are too few`;
  return 'enough for so many nodes, but less than each has while the data is small';
}

/** Returns the machine of each other family that would carry the load, as runners-up. */
function otherFamilies(
  need: RingNodesNeed,
  ring: Ring,
  families: readonly (readonly Candidate[])[],
): readonly RunnerUp[] {
  return families.flatMap((ladder): readonly RunnerUp[] => {
    const candidate = lowestCarrying(need, ladder);
    if (!candidate) return [];
    const what = describe({ candidate, nodes: nodesNeeded(need, candidate.machine.vcpus) });
    return [{ what, why: whyNotFamily(ring.candidate, candidate) }];
  });
}

function whyNotFamily(chosen: Candidate, other: Candidate): string {
  const [own, others] = [vcpuPrice([chosen]), vcpuPrice([other])];
  if (own === Infinity) return 'no price is known in this region; the other family is preferred';
  if (own === others) return 'costs the same; the other family is preferred';
  if (others === Infinity) return 'its price in this region is unknown';
  return `a vCPU is ${((others / own - 1) * 100).toFixed(1)} % dearer`;
}
