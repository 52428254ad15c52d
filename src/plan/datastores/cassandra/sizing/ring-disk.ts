import type { CloudFacts } from '../../../../kernel/cloud/facts';
import { fromReckoned, type Ledger, type ReckonedNumber, type ReckonedText } from '../../../sizing/reckoned';
import { diskNeed, type DiskNeed } from './ring-disk-need';
import { diskIops, diskThroughput } from './ring-disk-performance';
import { ringCopies, ringSnapshots } from './ring-snapshots';
import { shareOfFullestNode, shareOfNode } from './ring-share';
import type { RingWorkNeed } from './ring-work';
import { fromSpec } from '../../../sizing/spec-input';

export interface RingDisk {
  readonly gib: number;
  /** Size by data and load, or by the spec; smaller than `gib` if larger disks stand. */
  readonly sizedGib: number;
  readonly iops: number;
  readonly mibPerSecond: number;
  /** GiB of the snapshots that are kept of all disks; undefined if there are none. */
  readonly snapshotGib?: number;
  /** GiB of snapshots that go to a second region in a month; undefined if there is none. */
  readonly copiedGibPerMonth?: number;
  /** Needs of data and load, regardless of the spec and of the disk's limits. */
  readonly needed: { readonly gib: number; readonly iops: number; readonly mibPerSecond: number };
}

/**
 * Sizes the data disk of each node: room for the data twice over and for hints, and the operations that the load needs.
 * It is the disk of a node at its fullest, so that it does not become smaller when the ring gets more nodes.
 */
export function sizeRingDisk(need: RingWorkNeed, facts: CloudFacts, ledger: Ledger): RingDisk {
  const { spec, datacenter, ring, least } = need;
  const { dataDisk: limits } = facts;
  const place = { datacenter, version: spec.datastore.version, limits };
  const needed = diskNeed(place, shareOfNode(need, ledger), ledger);
  const hasGrown = ring.nodes.value > least.value;
  const fullest = hasGrown ? diskNeed(place, shareOfFullestNode(need, ledger), ledger) : needed;
  const sized = sizedDisk(need, needed, fullest);
  const size = keptSize(need, sized, ledger);
  const order = { datacenter, limits, size, iops: fullest.iops, throughput: fullest.throughput };
  const granted = diskThroughput(order, ledger);
  const iops = diskIops(order, granted, ledger);
  const snapshots = ringSnapshots(need, size, needed.room, ledger);
  const copies = ringCopies(need, size, needed.room, ledger);
  return {
    gib: size.value,
    sizedGib: sized.value,
    iops: iops.value,
    mibPerSecond: granted.value,
    ...(snapshots === undefined ? {} : { snapshotGib: snapshots.value }),
    ...(copies === undefined ? {} : { copiedGibPerMonth: copies.value }),
    needed: { gib: needed.room.value, iops: needed.iops.value, mibPerSecond: needed.throughput.value },
  };
}

/** Makes the number for the size that the spec names, or that data and load need. */
function sizedDisk({ spec, datacenter, ring, least }: RingWorkNeed, needed: DiskNeed, fullest: DiskNeed): SizeText {
  const base = { id: `${datacenter}.cassandra.disk`, title: 'Data disk of each Cassandra node', unit: 'GiB' };
  const { diskGib } = spec.datastore;
  if (diskGib !== undefined) {
    return {
      ...base,
      value: diskGib,
      formula: 'diskGib',
      inputs: [fromSpec('datastore.diskGib', diskGib, 'GiB')],
      reason: `the size that the spec names; data and load need ${needed.size.value} GiB`,
    };
  }
  return {
    ...base,
    value: fullest.size.value,
    formula: 'neededDisk',
    inputs: [fromReckoned('neededDisk', fullest.size)],
    reason:
      fullest.size.value === needed.size.value
        ? 'what data and load need'
        : `what each of ${least.value} nodes needed before there were ${ring.nodes.value}; a disk never becomes smaller`,
  };
}

type SizeText = ReckonedText<number>;

/** Returns the size of the disks that stand if it is larger, unless the spec names one. */
function keptSize({ spec, datacenter, standing }: RingWorkNeed, sized: SizeText, ledger: Ledger): ReckonedNumber {
  const kept = spec.datastore.diskGib === undefined ? (standing?.diskGib ?? 0) : 0;
  if (kept <= sized.value) return ledger.add(sized);
  const needed = ledger.add({
    ...sized,
    id: `${datacenter}.cassandra.sized-disk`,
    title: 'Data disk that data and load need',
  });
  return ledger.add({
    id: sized.id,
    title: sized.title,
    value: kept,
    unit: sized.unit,
    formula: 'max(standingDisk, sizedDisk)',
    inputs: [
      {
        name: 'standingDisk',
        value: kept,
        unit: 'GiB',
        source: { kind: 'lock', path: `datacenters.${datacenter}.diskGib` },
      },
      fromReckoned('sizedDisk', needed),
    ],
    reason: `kept at ${kept}: the lock holds what stands; sized ${sized.value}`,
  });
}
