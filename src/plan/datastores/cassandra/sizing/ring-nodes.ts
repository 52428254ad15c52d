import type { RingSpec } from '../of-plan';
import type { StandingSize } from '../../../../spec/standing';
import { fromMachine, type Candidate } from '../../../sizing/machine';
import { fromFigure, fromReckoned, wholeAtLeast, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import type { RingLoad } from './ring-load';
import { fromSpec } from '../../../sizing/spec-input';
import { BACKGROUND_RATIO, NODE_DATA_GIB, RACKS } from './cassandra-node';

/**
 * Computes the vCPUs of the whole ring of a datacenter, with a rack down and half of each node left for work behind the
 * requests.
 */
export function ringVcpus(datacenter: string, load: RingLoad, ledger: Ledger): ReckonedNumber {
  return ledger.add({
    id: `${datacenter}.cassandra.vcpus`,
    title: 'vCPUs that the ring of this datacenter needs',
    value: (load.busyVcpus.value * BACKGROUND_RATIO.value * RACKS.value) / (RACKS.value - 1),
    unit: 'vCPU',
    formula: 'busyVcpus * backgroundRatio * racks / (racks - 1)',
    inputs: [
      fromReckoned('busyVcpus', load.busyVcpus),
      fromFigure('backgroundRatio', BACKGROUND_RATIO, 'compaction, streaming, garbage collection and repair'),
      fromFigure('racks', RACKS),
    ],
    reason: 'two racks carry everything while the third is down, at half of their vCPUs',
  });
}

/**
 * Returns the number of nodes that a ring begins with: one on each rack and one for each copy, or the number that the
 * spec names.
 */
export function leastNodes({ datastore }: RingSpec, datacenter: string, ledger: Ledger): ReckonedNumber {
  const base = { id: `${datacenter}.cassandra.least-nodes`, title: 'Cassandra nodes at least', unit: 'nodes' };
  const { nodesPerDatacenter, replicationFactor } = datastore;
  if (nodesPerDatacenter !== undefined) {
    return ledger.add({
      ...base,
      value: nodesPerDatacenter,
      formula: 'nodesPerDatacenter',
      inputs: [fromSpec('datastore.nodesPerDatacenter', nodesPerDatacenter, 'nodes')],
      reason: 'the number that the spec names',
    });
  }
  return ledger.add({
    ...base,
    value: RACKS.value * Math.max(1, wholeAtLeast(replicationFactor / RACKS.value)),
    formula: 'racks * max(1, ceil(replicationFactor / racks))',
    inputs: [fromFigure('racks', RACKS), fromSpec('datastore.replicationFactor', replicationFactor, 'replicas')],
    reason: 'whole threes, so that each rack holds a full copy of the data',
  });
}

/** The inputs for the number of nodes, whatever the machine. */
export interface RingNodesNeed {
  readonly spec: RingSpec;
  readonly datacenter: string;
  readonly vcpus: ReckonedNumber;
  readonly data: ReckonedNumber;
  readonly least: ReckonedNumber;
  /** The ring that stands, which has no fewer nodes afterwards unless the spec names their number. */
  readonly standing?: StandingSize;
}

/**
 * Returns the number of machines, in threes, with so many vCPUs each that together have the vCPUs which the ring needs.
 */
export function nodesForLoad({ vcpus }: Pick<RingNodesNeed, 'vcpus'>, machineVcpus: number): number {
  return RACKS.value * wholeAtLeast(vcpus.value / (RACKS.value * machineVcpus));
}

/** Returns the number of nodes, in threes, of one machine type, or the number that the spec names. */
export function nodesNeeded(need: RingNodesNeed, machineVcpus: number): number {
  const { nodesPerDatacenter, replicationFactor } = need.spec.datastore;
  if (nodesPerDatacenter !== undefined) return nodesPerDatacenter;
  const forData =
    RACKS.value * wholeAtLeast((need.data.value * replicationFactor) / (RACKS.value * NODE_DATA_GIB.value));
  return Math.max(need.least.value, nodesForLoad(need, machineVcpus), forData);
}

/** The nodes of a ring: those that the load needs, and those that there are. They differ if more stand. */
export interface RingNodes {
  readonly sized: ReckonedNumber;
  readonly nodes: ReckonedNumber;
}

/** Returns the nodes of the ring with their explanation. */
export function ringNodes(need: RingNodesNeed, candidate: Candidate, ledger: Ledger): RingNodes {
  const standing = need.spec.datastore.nodesPerDatacenter === undefined ? (need.standing?.nodes ?? 0) : 0;
  const id = `${need.datacenter}.cassandra.nodes`;
  if (standing <= nodesNeeded(need, candidate.machine.vcpus)) {
    const sized = sizedNodes(need, { id, title: 'Cassandra nodes' }, candidate, ledger);
    return { sized, nodes: sized };
  }
  const text = { id: `${need.datacenter}.cassandra.sized-nodes`, title: 'Cassandra nodes that the load needs' };
  const sized = sizedNodes(need, text, candidate, ledger);
  const nodes = ledger.add({
    id,
    title: 'Cassandra nodes',
    value: standing,
    unit: 'nodes',
    formula: 'max(standingNodes, sizedNodes)',
    inputs: [
      {
        name: 'standingNodes',
        value: standing,
        unit: 'nodes',
        source: { kind: 'lock', path: `datacenters.${need.datacenter}.nodes` },
      },
      fromReckoned('sizedNodes', sized),
    ],
    reason: `kept at ${standing}: the lock holds what stands; sized ${sized.value}`,
  });
  return { sized, nodes };
}

function sizedNodes(
  need: RingNodesNeed,
  text: { readonly id: string; readonly title: string },
  candidate: Candidate,
  ledger: Ledger,
): ReckonedNumber {
  const base = { ...text, value: nodesNeeded(need, candidate.machine.vcpus), unit: 'nodes' };
  const { nodesPerDatacenter, replicationFactor } = need.spec.datastore;
  if (nodesPerDatacenter !== undefined) {
    return ledger.add({
      ...base,
      formula: 'leastNodes',
      inputs: [fromReckoned('leastNodes', need.least)],
      reason: 'the number that the spec names',
    });
  }
  return ledger.add({
    ...base,
    formula:
      'max(leastNodes, racks * ceil(ringVcpus / (racks * vcpus)), racks * ceil(data * replicationFactor / (racks * nodeData)))',
    inputs: [
      fromReckoned('leastNodes', need.least),
      fromFigure('racks', RACKS),
      fromReckoned('ringVcpus', need.vcpus),
      fromMachine('vcpus', candidate.machine.vcpus, 'vCPU', candidate),
      fromReckoned('data', need.data),
      fromSpec('datastore.replicationFactor', replicationFactor, 'replicas'),
      fromFigure('nodeData', NODE_DATA_GIB),
    ],
    reason: 'whole threes, so that each rack holds a full copy of the data; at least three',
  });
}
