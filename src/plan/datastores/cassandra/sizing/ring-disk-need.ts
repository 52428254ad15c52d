import type { DiskFacts } from '../../../../kernel/cloud/services';
import { compareVersions } from '../../../../kernel/version';
import type { Figure } from '../../../../kernel/figure';
import { fromFigure, fromReckoned, wholeAtLeast, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import { ringHints } from './ring-hints';
import type { NodeShare } from './ring-share';
import {
  BLOCK_KIB,
  COMPACTION_MIB,
  DISK_PART,
  FIXED_GIB,
  MINIMUM_DISK_GIB,
  MISS_PART,
  MUTATION_BYTES,
  WRITE_AMPLIFICATION,
} from './cassandra-node';

/** The demands of a node's share of the ring on its disk. */
export interface DiskNeed {
  readonly throughput: ReckonedNumber;
  readonly iops: ReckonedNumber;
  /** GiB for data, hints and the database's other files. */
  readonly room: ReckonedNumber;
  /** GiB of a disk that has the room, and the operations if they come with the size. */
  readonly size: ReckonedNumber;
}

export interface DiskPlace {
  readonly datacenter: string;
  /** Line or release of Cassandra. */
  readonly version: string;
  readonly limits: DiskFacts;
}

export function diskNeed(place: DiskPlace, share: NodeShare, ledger: Ledger): DiskNeed {
  const throughput = neededThroughput(place, share, ledger);
  const iops = neededIops(place, share, throughput, ledger);
  const room = neededRoom(place, share, ledger);
  return { throughput, iops, room, size: neededSize(place, share, { throughput, iops, room }, ledger) };
}

function compaction(version: string): Figure {
  return compareVersions(version, '4.0.0') < 0 ? COMPACTION_MIB['3.11'] : COMPACTION_MIB.later;
}

function neededThroughput(
  { datacenter, version }: DiskPlace,
  { prefix, who, writes }: NodeShare,
  ledger: Ledger,
): ReckonedNumber {
  const mib = (writes.value * MUTATION_BYTES.value) / 2 ** 20;
  return ledger.add({
    id: `${datacenter}.cassandra.${prefix}needed-throughput`,
    title: `Disk throughput that ${who} needs`,
    value: mib * 2 + Math.max(compaction(version).value, mib * (WRITE_AMPLIFICATION.value - 2)),
    unit: 'MiB/s',
    formula:
      'nodeWrites * mutationBytes / 1048576 * 2 + max(compaction, nodeWrites * mutationBytes / 1048576 * (amplification - 2))',
    inputs: [
      fromReckoned('nodeWrites', writes),
      fromFigure('mutationBytes', MUTATION_BYTES),
      fromFigure('compaction', compaction(version), `Cassandra ${version}`),
      fromFigure('amplification', WRITE_AMPLIFICATION),
    ],
    reason: 'commit log and flush, and compaction at its throttle or at the pace of the writes, whichever is more',
  });
}

function neededIops(
  { datacenter }: DiskPlace,
  { prefix, who, reads }: NodeShare,
  throughput: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber {
  return ledger.add({
    id: `${datacenter}.cassandra.${prefix}needed-iops`,
    title: `Disk operations per second that ${who} needs`,
    value: reads.value * MISS_PART.value + (throughput.value * 1024) / BLOCK_KIB.value,
    unit: 'IOPS',
    formula: 'nodeReads * missPart + neededThroughput * 1024 / blockKib',
    inputs: [
      fromReckoned('nodeReads', reads),
      fromFigure('missPart', MISS_PART),
      fromReckoned('neededThroughput', throughput),
      fromFigure('blockKib', BLOCK_KIB),
    ],
    reason: 'reads that miss memory, with one rack of three down, and the blocks of compaction',
  });
}

function neededRoom({ datacenter }: DiskPlace, share: NodeShare, ledger: Ledger): ReckonedNumber {
  const hints = ringHints(datacenter, share, ledger);
  return ledger.add({
    id: `${datacenter}.cassandra.${share.prefix}needed-room`,
    title: `Disk room that ${share.who} needs`,
    value: share.data.value / DISK_PART.value + hints.value + FIXED_GIB.value,
    unit: 'GiB',
    formula: 'nodeData / diskPart + hints + fixed',
    inputs: [
      fromReckoned('nodeData', share.data),
      fromFigure('diskPart', DISK_PART, 'compaction writes the new files before it deletes the old'),
      fromReckoned('hints', hints),
      fromFigure('fixed', FIXED_GIB),
    ],
    reason: 'compaction needs as much again as the data; hints of a long outage come on top',
  });
}

/** Computes the size of the disk in whole tens of GiB, since people read and compare it. */
function neededSize(
  { datacenter, limits }: DiskPlace,
  { prefix, who }: NodeShare,
  { throughput, iops, room }: Omit<DiskNeed, 'size'>,
  ledger: Ledger,
): ReckonedNumber {
  const base = {
    id: `${datacenter}.cassandra.${prefix}needed-disk`,
    title: `Data disk that ${who} needs`,
    unit: 'GiB',
  };
  const common = [
    fromFigure('minimum', MINIMUM_DISK_GIB),
    fromReckoned('neededRoom', room),
    fromFigure('maximum', limits.maximumGib),
  ];
  const tens = (gib: number): number => Math.min(limits.maximumGib.value, 10 * wholeAtLeast(gib / 10));
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
