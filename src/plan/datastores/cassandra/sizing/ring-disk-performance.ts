import type { DiskFacts } from '../../../../kernel/cloud/services';
import { fromFigure, fromReckoned, wholeAtLeast, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';

/** A disk of the chosen size, with the operations and the throughput that the load needs. */
export interface DiskOrder {
  readonly datacenter: string;
  readonly limits: DiskFacts;
  readonly size: ReckonedNumber;
  readonly iops: ReckonedNumber;
  readonly throughput: ReckonedNumber;
}

export function diskThroughput({ datacenter, limits, size, throughput }: DiskOrder, ledger: Ledger): ReckonedNumber {
  const base = {
    id: `${datacenter}.cassandra.disk-throughput`,
    title: `Throughput of each ${limits.type} disk`,
    unit: 'MiB/s',
  };
  if (limits.provisioned) {
    return ledger.add({
      ...base,
      value: Math.min(
        limits.maximumMibPerSecond.value,
        Math.max(limits.baseMibPerSecond.value, wholeAtLeast(throughput.value)),
      ),
      formula: 'min(maximum, max(included, ceil(neededThroughput)))',
      inputs: [
        fromFigure('maximum', limits.maximumMibPerSecond),
        fromFigure('included', limits.baseMibPerSecond),
        fromReckoned('neededThroughput', throughput),
      ],
      reason: 'what is included in the price of the disk, or bought on top',
    });
  }
  return ledger.add({
    ...base,
    value: Math.min(limits.maximumMibPerSecond.value, Math.floor(size.value * limits.mibPerSecondPerGib.value)),
    formula: 'min(maximum, floor(disk * mibPerSecondPerGib))',
    inputs: [
      fromFigure('maximum', limits.maximumMibPerSecond),
      fromReckoned('disk', size),
      fromFigure('mibPerSecondPerGib', limits.mibPerSecondPerGib),
    ],
    reason: 'comes with the size',
  });
}

/** Computes the operations of a disk. If they are bought, there are at least four for each MiB/s, as gp3 demands. */
export function diskIops(order: DiskOrder, granted: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const { datacenter, limits, size, iops } = order;
  const base = {
    id: `${datacenter}.cassandra.disk-iops`,
    title: `Operations per second of each ${limits.type} disk`,
    unit: 'IOPS',
  };
  if (limits.provisioned) {
    return ledger.add({
      ...base,
      value: Math.min(
        limits.maximumIops.value,
        Math.max(limits.baseIops.value, 100 * wholeAtLeast(iops.value / 100), granted.value * 4),
      ),
      formula: 'min(maximum, max(included, 100 * ceil(neededIops / 100), diskThroughput * 4))',
      inputs: [
        fromFigure('maximum', limits.maximumIops),
        fromFigure('included', limits.baseIops),
        fromReckoned('neededIops', iops),
        fromReckoned('diskThroughput', granted),
      ],
      reason: 'what is included in the price of the disk, or bought on top in hundreds',
    });
  }
  return ledger.add({
    ...base,
    value: Math.min(limits.maximumIops.value, Math.floor(size.value * limits.iopsPerGib.value)),
    formula: 'min(maximum, floor(disk * iopsPerGib))',
    inputs: [
      fromFigure('maximum', limits.maximumIops),
      fromReckoned('disk', size),
      fromFigure('iopsPerGib', limits.iopsPerGib),
    ],
    reason: 'come with the size',
  });
}
