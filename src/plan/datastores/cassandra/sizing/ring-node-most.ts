import { fromMachine } from '../../../sizing/machine';
import { fromFigure, fromReckoned, type Ledger } from '../../../sizing/reckoned';
import { readReplicas, readReplicasInput, type RingWorkNeed, type Term } from './ring-work';
import {
  BACKGROUND_RATIO,
  COUNTER_READ_MILLISECONDS,
  NODE_DATA_GIB,
  RACKS,
  READ_MILLISECONDS,
  WRITE_MILLISECONDS,
  WRITE_REPLICAS,
} from './cassandra-node';

/**
 * The most that one node can do and hold, whatever the ring carries: more load or data than this makes the ring grow by
 * nodes. For each kind of work the figure assumes that it has the node's vCPUs alone.
 */
export interface NodeMost {
  readonly writes: Term;
  readonly reads: Term;
  readonly data: Term;
}

export function nodeMost({ spec, datacenter, ring }: RingWorkNeed, ledger: Ledger): NodeMost {
  const { vcpus } = ring.candidate.machine;
  const busy = ledger.add({
    id: `${datacenter}.cassandra.node-busy-vcpus`,
    title: 'vCPUs that reads and writes may keep busy in one node',
    value: (vcpus * (RACKS.value - 1)) / RACKS.value / BACKGROUND_RATIO.value,
    unit: 'vCPU',
    formula: 'vcpus * (racks - 1) / racks / backgroundRatio',
    inputs: [
      fromMachine('vcpus', vcpus, 'vCPU', ring.candidate),
      fromFigure('racks', RACKS),
      fromFigure('backgroundRatio', BACKGROUND_RATIO),
    ],
    reason: 'a node that would be busier makes the ring grow',
  });
  const replicas = readReplicas(spec.datastore);
  return {
    writes: {
      value: (busy.value * 1000 * WRITE_REPLICAS.value) / WRITE_MILLISECONDS.value,
      formula: 'nodeBusyVcpus * 1000 * writeReplicas / writeMilliseconds',
      inputs: [
        fromReckoned('nodeBusyVcpus', busy),
        fromFigure('writeReplicas', WRITE_REPLICAS),
        fromFigure('writeMilliseconds', WRITE_MILLISECONDS),
      ],
    },
    reads: {
      value:
        (busy.value *
          1000 *
          Math.max(replicas / READ_MILLISECONDS.value, 1 / COUNTER_READ_MILLISECONDS.value) *
          RACKS.value) /
        (RACKS.value - 1),
      formula: 'nodeBusyVcpus * 1000 * max(readReplicas / readMilliseconds, 1 / counterRead) * racks / (racks - 1)',
      inputs: [
        fromReckoned('nodeBusyVcpus', busy),
        readReplicasInput(spec),
        fromFigure('readMilliseconds', READ_MILLISECONDS),
        fromFigure('counterRead', COUNTER_READ_MILLISECONDS),
        fromFigure('racks', RACKS),
      ],
    },
    data: { value: NODE_DATA_GIB.value, formula: 'nodeData', inputs: [fromFigure('nodeData', NODE_DATA_GIB)] },
  };
}
