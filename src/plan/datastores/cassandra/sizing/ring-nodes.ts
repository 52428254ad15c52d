import type { Spec } from '../../../../spec/spec';
import { fromMachine, type Candidate } from '../../../sizing/machine';
import { fromFigure, fromReckoned, wholeAtLeast, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import type { RingLoad } from './ring-load';
import { fromSpec } from '../../../sizing/spec-input';
import { BACKGROUND_RATIO, NODE_DATA_GIB, RACKS } from './cassandra-node';

/** vCPUs of the whole ring of a datacenter, with a rack down and half of each node left for work behind the requests. */
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

/** What decides the number of nodes, whatever the machine. */
export interface RingNodesNeed {
  readonly spec: Spec;
  readonly datacenter: string;
  readonly vcpus: ReckonedNumber;
  readonly data: ReckonedNumber;
}

/** Nodes in threes, of one machine type; the number that the spec names, when it names one. */
export function ringNodes(need: RingNodesNeed, candidate: Candidate, ledger: Ledger): ReckonedNumber {
  const base = { id: `${need.datacenter}.cassandra.nodes`, title: 'Cassandra nodes', unit: 'nodes' };
  const { nodesPerDatacenter, replicationFactor } = need.spec.datastore;
  if (nodesPerDatacenter !== undefined) {
    return ledger.add({
      ...base,
      value: nodesPerDatacenter,
      formula: 'nodesPerDatacenter',
      inputs: [fromSpec('datastore.nodesPerDatacenter', nodesPerDatacenter, 'nodes')],
      reason: 'the number that the spec names',
    });
  }
  const racks = RACKS.value;
  const forLoad = wholeAtLeast(need.vcpus.value / (racks * candidate.machine.vcpus));
  const forData = wholeAtLeast((need.data.value * replicationFactor) / (racks * NODE_DATA_GIB.value));
  const forCopies = wholeAtLeast(replicationFactor / racks);
  return ledger.add({
    ...base,
    value: racks * Math.max(1, forLoad, forData, forCopies),
    formula:
      'racks * max(1, ceil(ringVcpus / (racks * vcpus)), ceil(data * replicationFactor / (racks * nodeData)), ceil(replicationFactor / racks))',
    inputs: [
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
