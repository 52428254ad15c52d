import type { RingSpec } from '../of-plan';
import { linkId } from '../../../naming';
import {
  fromFigure,
  fromReckoned,
  type Ledger,
  type ReckonedInput,
  type ReckonedNumber,
} from '../../../sizing/reckoned';
import type { RingLoad } from './ring-load';
import type { PairReplication } from '../../../sizing/sizing';
import { fromSpec } from '../../../sizing/spec-input';
import { COUNTER_BYTES, IDLE_MBIT, MUTATION_BYTES, STREAM_MBIT, WIRE_FACTOR, WIRE_FIXED_BYTES } from './cassandra-node';
import { HOURS_PER_MONTH, MEAN_PART } from '../../../sizing/tables/traffic';

/** One end of a pair of datacenters. */
export interface ReplicationEnd {
  readonly datacenter: string;
  readonly load: RingLoad;
  readonly data: ReckonedNumber;
  /** Number of Cassandra nodes, each of which streams on its own. */
  readonly nodes: number;
}

/** Sizes the replication between each two datacenters. Ends are in order of index. */
export function sizeReplication(
  spec: RingSpec,
  ends: readonly ReplicationEnd[],
  ledger: Ledger,
): readonly PairReplication[] {
  return ends.flatMap((left, i) => ends.slice(i + 1).map((right) => pair(spec, left, right, ledger)));
}

function pair(spec: RingSpec, left: ReplicationEnd, right: ReplicationEnd, ledger: Ledger): PairReplication {
  const id = linkId(left.datacenter, right.datacenter);
  const mbit = pairMbit(id, left, right, ledger);
  const rebuild = pairRebuild(id, left, right, ledger);
  return {
    id,
    left: left.datacenter,
    right: right.datacenter,
    replicationMbitPerSecond: mbit.value,
    leftToRightGibPerMonth: directionVolume(id, 'left-to-right', left, ledger).value,
    rightToLeftGibPerMonth: directionVolume(id, 'right-to-left', right, ledger).value,
    catchUpMbitPerSecond: catchUp(spec, id, left, right, ledger).value,
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

/**
 * Computes the rate of replication. Each write crosses once to each other datacenter, where one node spreads it to the
 * copies.
 */
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

/**
 * Computes the rate after an outage. Hints are kept for each copy that was missed, so each copy crosses on its own when
 * they are delivered.
 */
function catchUp(
  spec: RingSpec,
  id: string,
  left: ReplicationEnd,
  right: ReplicationEnd,
  ledger: Ledger,
): ReckonedNumber {
  const busier = Math.max(left.load.localWrites.value, right.load.localWrites.value);
  const copies = spec.datastore.replicationFactor;
  return ledger.add({
    id: `${id}.replication.catch-up`,
    title: `Hints between ${left.datacenter} and ${right.datacenter} after an outage`,
    value: (busier * copies * MUTATION_BYTES.value * 8) / 1e6,
    unit: 'Mbit/s',
    formula: 'max(leftWrites, rightWrites) * replicationFactor * mutationBytes * 8 / 1000000',
    inputs: [
      fromReckoned('leftWrites', left.load.localWrites),
      fromReckoned('rightWrites', right.load.localWrites),
      fromSpec('datastore.replicationFactor', copies, 'replicas'),
      fromFigure('mutationBytes', MUTATION_BYTES),
    ],
    reason: 'on top of the running replication, for as long again as the outage lasted',
  });
}

function directionVolume(
  id: string,
  direction: 'left-to-right' | 'right-to-left',
  from: ReplicationEnd,
  ledger: Ledger,
): ReckonedNumber {
  const mbit = IDLE_MBIT.value + (from.load.meanWrites.value * WIRE_BYTES * 8) / 1e6;
  return ledger.add({
    id: `${id}.replication.volume-${direction}`,
    title: `GiB of replication from ${from.datacenter} in a month, on this pair`,
    value: (mbit * 125_000 * 3600 * HOURS_PER_MONTH.value) / 2 ** 30,
    unit: 'GiB',
    formula: `(idle + meanWrites * ${WIRE} * 8 / 1000000) * 125000 * 3600 * hours / 1073741824`,
    inputs: [
      fromFigure('idle', IDLE_MBIT),
      fromReckoned('meanWrites', from.load.meanWrites),
      ...WIRE_INPUTS,
      fromFigure('hours', HOURS_PER_MONTH),
    ],
    reason: 'what data transfer is paid for',
  });
}

/** Computes the replication inside a datacenter: each write goes to the copies on the other racks. */
export function zoneVolume(spec: RingSpec, datacenter: string, load: RingLoad, ledger: Ledger): ReckonedNumber {
  const others = spec.datastore.replicationFactor - 1;
  const writes = load.counterWrites.value + load.tokenWrites.value;
  return ledger.add({
    id: `${datacenter}.cassandra.zone-volume`,
    title: 'GiB of replication between the zones in a month',
    value:
      (((writes / spec.kong.peakFactor) * MEAN_PART.value * others * WIRE_BYTES) / 2 ** 30) *
      3600 *
      HOURS_PER_MONTH.value,
    unit: 'GiB',
    formula: `(counterWrites + tokenWrites) / peakFactor * meanPart * (replicationFactor - 1) * ${WIRE} / 1073741824 * 3600 * hours`,
    inputs: [
      fromReckoned('counterWrites', load.counterWrites),
      fromReckoned('tokenWrites', load.tokenWrites),
      fromSpec('kong.peakFactor', spec.kong.peakFactor, ''),
      fromFigure('meanPart', MEAN_PART),
      fromSpec('datastore.replicationFactor', spec.datastore.replicationFactor, 'replicas'),
      ...WIRE_INPUTS,
      fromFigure('hours', HOURS_PER_MONTH),
    ],
    reason: 'each zone holds a copy; the first copy is counted as written in its own zone',
  });
}

function pairRebuild(id: string, left: ReplicationEnd, right: ReplicationEnd, ledger: Ledger): ReckonedNumber {
  const nodes = Math.min(left.nodes, right.nodes);
  return ledger.add({
    id: `${id}.replication.rebuild-hours`,
    title: `Hours to rebuild ${left.datacenter} from ${right.datacenter}, or the other way about`,
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
