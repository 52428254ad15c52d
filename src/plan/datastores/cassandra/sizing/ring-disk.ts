import type { CloudFacts } from '../../../../kernel/cloud-facts';
import { compareVersions } from '../../../../kernel/version';
import type { Spec } from '../../../../spec/spec';
import {
  fromFigure,
  fromReckoned,
  wholeAtLeast,
  type Figure,
  type Ledger,
  type ReckonedInput,
  type ReckonedNumber,
} from '../../../sizing/reckoned';
import { diskIops, diskThroughput } from './ring-disk-performance';
import { ringHints } from './ring-hints';
import type { RingLoad } from './ring-load';
import { fromSpec } from '../../../sizing/spec-input';
import {
  BLOCK_KIB,
  COMPACTION_MIB,
  DISK_PART,
  FIXED_GIB,
  MAXIMUM_DISK_GIB,
  MINIMUM_DISK_GIB,
  MISS_PART,
  MUTATION_BYTES,
  WRITE_AMPLIFICATION,
} from './cassandra-node';
import { CLOUD_LIMITS, type DiskLimits } from '../../../sizing/tables/cloud-limits';

export interface RingDiskNeed {
  readonly spec: Spec;
  readonly datacenter: string;
  readonly load: RingLoad;
  /** GiB of one copy of all rows. */
  readonly data: ReckonedNumber;
  /** Nodes of the ring in this datacenter. */
  readonly nodes: number;
}

export interface RingDisk {
  readonly gib: number;
  readonly iops: number;
  readonly mibPerSecond: number;
  /** What data and load need, whatever the spec says and the disk can. */
  readonly needed: { readonly gib: number; readonly iops: number; readonly mibPerSecond: number };
}

/** The data disk of each node: room for the data twice over and for hints, and the operations that the load asks for. */
export function sizeRingDisk(need: RingDiskNeed, facts: CloudFacts, ledger: Ledger): RingDisk {
  const limits = CLOUD_LIMITS[facts.id].disk;
  const throughput = neededThroughput(need, ledger);
  const iops = neededIops(need, throughput, ledger);
  const room = neededRoom(need, ledger);
  const needed = neededSize(need, limits, room, iops, throughput, ledger);
  const size = chosenSize(need, needed, ledger);
  const order = { datacenter: need.datacenter, limits, size, iops, throughput };
  const granted = diskThroughput(order, ledger);
  return {
    gib: size.value,
    iops: diskIops(order, granted, ledger).value,
    mibPerSecond: granted.value,
    needed: { gib: room.value, iops: iops.value, mibPerSecond: throughput.value },
  };
}

function nodesInput({ datacenter, nodes }: RingDiskNeed): ReckonedInput {
  return {
    name: 'nodes',
    value: nodes,
    unit: 'nodes',
    source: { kind: 'reckoned', id: `${datacenter}.cassandra.nodes` },
  };
}

function compaction(version: string): Figure {
  return compareVersions(version, '4.0.0') < 0 ? COMPACTION_MIB['3.11'] : COMPACTION_MIB.later;
}

function neededThroughput(need: RingDiskNeed, ledger: Ledger): ReckonedNumber {
  const { spec, datacenter, load, nodes } = need;
  const { replicationFactor, version } = spec.datastore;
  const written = ledger.add({
    id: `${datacenter}.cassandra.node-writes`,
    title: 'Writes per second to one node',
    value: ((load.counterWrites.value + load.tokenWrites.value) * replicationFactor) / nodes,
    unit: 'writes/s',
    formula: '(counterWrites + tokenWrites) * replicationFactor / nodes',
    inputs: [
      fromReckoned('counterWrites', load.counterWrites),
      fromReckoned('tokenWrites', load.tokenWrites),
      fromSpec('datastore.replicationFactor', replicationFactor, 'replicas'),
      nodesInput(need),
    ],
    reason: 'each write goes to as many nodes as there are copies',
  });
  const mib = (written.value * MUTATION_BYTES.value) / 2 ** 20;
  return ledger.add({
    id: `${datacenter}.cassandra.needed-throughput`,
    title: 'Disk throughput that one node needs',
    value: mib * 2 + Math.max(compaction(version).value, mib * (WRITE_AMPLIFICATION.value - 2)),
    unit: 'MiB/s',
    formula:
      'nodeWrites * mutationBytes / 1048576 * 2 + max(compaction, nodeWrites * mutationBytes / 1048576 * (amplification - 2))',
    inputs: [
      fromReckoned('nodeWrites', written),
      fromFigure('mutationBytes', MUTATION_BYTES),
      fromFigure('compaction', compaction(version), `Cassandra ${version}`),
      fromFigure('amplification', WRITE_AMPLIFICATION),
    ],
    reason: 'commit log and flush, and compaction at its throttle or at the pace of the writes, whichever is more',
  });
}

/** Replicas that answer a read. */
function readReplicas({ readConsistency, replicationFactor }: Spec['datastore']): number {
  if (readConsistency === 'ONE' || readConsistency === 'LOCAL_ONE') return 1;
  return readConsistency === 'ALL' ? replicationFactor : Math.floor(replicationFactor / 2) + 1;
}

function neededIops(need: RingDiskNeed, throughput: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const { spec, datacenter, load, nodes } = need;
  const replicas = readReplicas(spec.datastore);
  const misses = (load.reads.value * replicas + load.counterWrites.value) * MISS_PART.value;
  return ledger.add({
    id: `${datacenter}.cassandra.needed-iops`,
    title: 'Disk operations per second that one node needs',
    value: misses / ((nodes * 2) / 3) + (throughput.value * 1024) / BLOCK_KIB.value,
    unit: 'IOPS',
    formula: '(reads * readReplicas + counterWrites) * missPart / (nodes * 2 / 3) + neededThroughput * 1024 / blockKib',
    inputs: [
      fromReckoned('reads', load.reads),
      {
        name: 'readReplicas',
        what: `that answer a read at ${spec.datastore.readConsistency}`,
        value: replicas,
        unit: 'replicas',
        source: fromSpec('datastore.readConsistency', spec.datastore.readConsistency, '').source,
      },
      fromReckoned('counterWrites', load.counterWrites),
      fromFigure('missPart', MISS_PART),
      nodesInput(need),
      fromReckoned('neededThroughput', throughput),
      fromFigure('blockKib', BLOCK_KIB),
    ],
    reason: 'reads that miss memory, with one rack of three down, and the blocks of compaction',
  });
}

function neededRoom(need: RingDiskNeed, ledger: Ledger): ReckonedNumber {
  const { spec, datacenter, data, nodes } = need;
  const hints = ringHints(need, ledger);
  const { replicationFactor } = spec.datastore;
  return ledger.add({
    id: `${datacenter}.cassandra.needed-room`,
    title: 'Disk room that one node needs',
    value: (data.value * replicationFactor) / nodes / DISK_PART.value + hints.value + FIXED_GIB.value,
    unit: 'GiB',
    formula: 'data * replicationFactor / nodes / diskPart + hints + fixed',
    inputs: [
      fromReckoned('data', data),
      fromSpec('datastore.replicationFactor', replicationFactor, 'replicas'),
      nodesInput(need),
      fromFigure('diskPart', DISK_PART, 'compaction writes the new files before it deletes the old'),
      fromReckoned('hints', hints),
      fromFigure('fixed', FIXED_GIB),
    ],
    reason: 'compaction needs as much again as the data; hints of a long outage come on top',
  });
}

/** In whole tens of GiB, since people read and compare it. */
function neededSize(
  need: RingDiskNeed,
  limits: DiskLimits,
  room: ReckonedNumber,
  iops: ReckonedNumber,
  throughput: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber {
  const base = {
    id: `${need.datacenter}.cassandra.needed-disk`,
    title: 'Data disk that one node needs',
    unit: 'GiB',
  };
  const common = [
    fromFigure('minimum', MINIMUM_DISK_GIB),
    fromReckoned('neededRoom', room),
    fromFigure('maximum', MAXIMUM_DISK_GIB),
  ];
  const tens = (gib: number): number => Math.min(MAXIMUM_DISK_GIB.value, 10 * wholeAtLeast(gib / 10));
  if (limits.provisioned) {
    return ledger.add({
      ...base,
      value: tens(Math.max(MINIMUM_DISK_GIB.value, room.value)),
      formula: 'min(maximum, 10 * ceil(max(minimum, neededRoom) / 10))',
      inputs: common,
      reason: `operations and throughput of ${limits.type} are bought apart from its size`,
    });
  }
  const { iopsPerGib, mibPerSecondPerGib } = limits;
  return ledger.add({
    ...base,
    value: tens(
      Math.max(
        MINIMUM_DISK_GIB.value,
        room.value,
        iops.value / iopsPerGib.value,
        throughput.value / mibPerSecondPerGib.value,
      ),
    ),
    formula:
      'min(maximum, 10 * ceil(max(minimum, neededRoom, neededIops / iopsPerGib, neededThroughput / mibPerSecondPerGib) / 10))',
    inputs: [
      ...common,
      fromReckoned('neededIops', iops),
      fromFigure('iopsPerGib', iopsPerGib),
      fromReckoned('neededThroughput', throughput),
      fromFigure('mibPerSecondPerGib', mibPerSecondPerGib),
    ],
    reason: `operations and throughput of ${limits.type} come with each GiB, so the size has to bring them`,
  });
}

function chosenSize(need: RingDiskNeed, needed: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const base = { id: `${need.datacenter}.cassandra.disk`, title: 'Data disk of each Cassandra node', unit: 'GiB' };
  const { diskGib } = need.spec.datastore;
  if (diskGib === undefined) {
    return ledger.add({
      ...base,
      value: needed.value,
      formula: 'neededDisk',
      inputs: [fromReckoned('neededDisk', needed)],
      reason: 'what data and load need',
    });
  }
  return ledger.add({
    ...base,
    value: diskGib,
    formula: 'diskGib',
    inputs: [fromSpec('datastore.diskGib', diskGib, 'GiB')],
    reason: `the size that the spec names; data and load need ${needed.value} GiB`,
  });
}
