import { fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import { fromSpec } from '../../../sizing/spec-input';
import { HOURS_PER_MONTH } from '../../../sizing/tables/traffic';
import { CHANGED_DAILY } from './cassandra-node';
import type { RingWorkNeed } from './ring-work';

/**
 * Computes the room of the snapshots that are kept of all data disks of a datacenter. The first of a disk has every block in
 * use, each later one those that have changed since.
 *
 * @param room GiB in use on a node's disk: data, the room that compaction has written in, the commit log
 * @returns undefined if there are no backups
 */
export function ringSnapshots(
  { spec, datacenter, ring }: RingWorkNeed,
  disk: ReckonedNumber,
  room: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber | undefined {
  if (spec.backups === undefined) return undefined;
  const { keepDays } = spec.backups;
  return ledger.add({
    id: `${datacenter}.cassandra.snapshots`,
    title: 'Snapshots that are kept of the data disks',
    value: ring.nodes.value * Math.min(disk.value, room.value) * (1 + CHANGED_DAILY.value * keepDays),
    unit: 'GiB',
    formula: 'nodes * min(disk, neededRoom) * (1 + changedDaily * keepDays)',
    inputs: [
      fromReckoned('nodes', ring.nodes),
      fromReckoned('disk', disk),
      fromReckoned('neededRoom', room),
      fromFigure('changedDaily', CHANGED_DAILY),
      fromSpec('backups.keepDays', keepDays, 'days'),
    ],
    reason: 'the first snapshot of a disk has every block in use, each later one what has changed since',
  });
}

/**
 * Computes what goes to a second region in a month for snapshots there. The first copy of all, which goes once, is not in it.
 *
 * @param room GiB in use on a node's disk, as of the snapshots
 * @returns undefined if the datacenter has no second region
 */
export function ringCopies(
  { spec, datacenter, ring }: RingWorkNeed,
  disk: ReckonedNumber,
  room: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber | undefined {
  const to = spec.datacenters.find(({ name }) => name === datacenter)?.copyRegion;
  if (spec.backups === undefined || to === undefined) return undefined;
  return ledger.add({
    id: `${datacenter}.cassandra.copied-snapshots`,
    title: `Snapshots that go to ${to} in a month`,
    value: ring.nodes.value * Math.min(disk.value, room.value) * CHANGED_DAILY.value * (HOURS_PER_MONTH.value / 24),
    unit: 'GiB',
    formula: 'nodes * min(disk, neededRoom) * changedDaily * hours / 24',
    inputs: [
      fromReckoned('nodes', ring.nodes),
      fromReckoned('disk', disk),
      fromReckoned('neededRoom', room),
      fromFigure('changedDaily', CHANGED_DAILY),
      fromFigure('hours', HOURS_PER_MONTH),
    ],
    reason: 'after the first, a copy has what has changed since the one before',
  });
}
