import type { Spec } from '../../spec/spec';
import { linkId } from '../naming';
import { fromFigure, fromReckoned, type Ledger, type ReckonedInput, type ReckonedNumber } from './reckoned';
import type { RingLoad } from './ring-load';
import type { PairReplication } from './sizing';
import { fromSpec } from './spec-input';
import { COUNTER_BYTES, IDLE_MBIT, STREAM_MBIT, WIRE_FACTOR, WIRE_FIXED_BYTES } from './tables/cassandra-node';
import { HOURS_PER_MONTH, MEAN_PART } from './tables/traffic';

/** One end of a pair. */
export interface ReplicationEnd {
  readonly datacenter: string;
  readonly load: RingLoad;
  readonly data: ReckonedNumber;
  /** Cassandra nodes, each of which streams on its own. */
  readonly nodes: number;
}

/** What crosses between each two datacenters. Ends in order of index. */
export function sizeReplication(
  spec: Spec,
  ends: readonly ReplicationEnd[],
  ledger: Ledger,
): readonly PairReplication[] {
  return ends.flatMap((left, i) => ends.slice(i + 1).map((right) => pair(spec, left, right, ledger)));
}

function pair(spec: Spec, left: ReplicationEnd, right: ReplicationEnd, ledger: Ledger): PairReplication {
  const id = linkId(left.datacenter, right.datacenter);
  const mbit = pairMbit(id, left, right, ledger);
  const rebuild = pairRebuild(id, left, right, ledger);
  return {
    id,
    left: left.datacenter,
    right: right.datacenter,
    replicationMbitPerSecond: mbit.value,
    gibPerMonth: monthlyVolume(spec, id, left, right, ledger).value,
    catchUpMbitPerSecond: mbit.value - IDLE_MBIT.value,
    rebuildGib: left.data.value,
    rebuildHours: rebuild.value,
  };
}

const WIRE_INPUTS: readonly ReckonedInput[] = [
  fromFigure('wireFixed', WIRE_FIXED_BYTES),
  fromFigure('wireFactor', WIRE_FACTOR),
  fromFigure('rowBytes', COUNTER_BYTES),
];

const WIRE_BYTES = WIRE_FIXED_BYTES.value + WIRE_FACTOR.value * COUNTER_BYTES.value;
const WIRE = '(wireFixed + wireFactor * rowBytes)';

/** Each write crosses once to each other datacenter, where one node spreads it to the copies. */
function pairMbit(id: string, left: ReplicationEnd, right: ReplicationEnd, ledger: Ledger): ReckonedNumber {
  const busier = Math.max(left.load.localWrites.value, right.load.localWrites.value);
  return ledger.add({
    id: `${id}.replication.mbit-per-second`,
    title: `Replication between ${left.datacenter} and ${right.datacenter}, busier direction`,
    value: IDLE_MBIT.value + (busier * WIRE_BYTES * 8) / 1e6,
    unit: 'Mbit/s',
    formula: `idle + max(leftWrites, rightWrites) * ${WIRE} * 8 / 1000000`,
    inputs: [
      fromFigure('idle', IDLE_MBIT),
      fromReckoned('leftWrites', left.load.localWrites),
      fromReckoned('rightWrites', right.load.localWrites),
      ...WIRE_INPUTS,
    ],
    reason: 'uncompressed: compression between datacenters makes it less',
  });
}

function monthlyVolume(
  spec: Spec,
  id: string,
  left: ReplicationEnd,
  right: ReplicationEnd,
  ledger: Ledger,
): ReckonedNumber {
  const writes = (left.load.localWrites.value + right.load.localWrites.value) / spec.kong.peakFactor;
  const mbit = writes * MEAN_PART.value * WIRE_BYTES * 8e-6 + 2 * IDLE_MBIT.value;
  return ledger.add({
    id: `${id}.replication.volume`,
    title: `GiB of replication between ${left.datacenter} and ${right.datacenter} in a month, both directions`,
    value: (mbit * 125_000 * 3600 * HOURS_PER_MONTH.value) / 2 ** 30,
    unit: 'GiB',
    formula: `((leftWrites + rightWrites) / peakFactor * meanPart * ${WIRE} * 8 / 1000000 + 2 * idle) * 125000 * 3600 * hours / 1073741824`,
    inputs: [
      fromReckoned('leftWrites', left.load.localWrites),
      fromReckoned('rightWrites', right.load.localWrites),
      fromSpec('kong.peakFactor', spec.kong.peakFactor, ''),
      fromFigure('meanPart', MEAN_PART),
      ...WIRE_INPUTS,
      fromFigure('idle', IDLE_MBIT),
      fromFigure('hours', HOURS_PER_MONTH),
    ],
    reason: 'what data transfer is paid for',
  });
}

function pairRebuild(id: string, left: ReplicationEnd, right: ReplicationEnd, ledger: Ledger): ReckonedNumber {
  const nodes = Math.min(left.nodes, right.nodes);
  return ledger.add({
    id: `${id}.replication.rebuild-hours`,
    title: `Hours to build one of ${left.datacenter} and ${right.datacenter} anew from the other`,
    value: (left.data.value * 8 * 2 ** 30) / 1e6 / (nodes * STREAM_MBIT.value) / 3600,
    unit: 'h',
    formula: 'data * 8 * 1073741824 / 1000000 / (nodes * streamMbit) / 3600',
    inputs: [
      fromReckoned('data', left.data),
      {
        name: 'nodes',
        what: 'of the smaller ring',
        value: nodes,
        unit: 'nodes',
        source: { kind: 'reckoned', id: `${(left.nodes <= right.nodes ? left : right).datacenter}.cassandra.nodes` },
      },
      fromFigure('streamMbit', STREAM_MBIT),
    ],
    reason: 'at least: links slower than all nodes together make it longer',
  });
}
