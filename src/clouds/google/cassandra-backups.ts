import type { ComputeDisk } from '@cdktf/provider-google/lib/compute-disk';
import { ComputeDiskResourcePolicyAttachment } from '@cdktf/provider-google/lib/compute-disk-resource-policy-attachment';
import { ComputeResourcePolicy } from '@cdktf/provider-google/lib/compute-resource-policy';
import type { BackupsPlan, DatacenterPlan, Plan } from '../../plan/plan';
import { atHour } from '../backup-hours';
import type { StackScope, TopologyPromise } from '../contract';
import { addressOf } from './provider';
import { computeName, stackTags, tags } from './tags';

/** File, and last part of the name of the schedule. */
const BACKUPS = 'backups';

const HOURS_OF_A_DAY = 24;

/**
 * Builds the schedule of snapshots of a datacenter's data disks, and puts the disks on it from outside: an argument of the disk
 * itself would be another reason for a plan to touch it. All are taken in one hour: a node starts from its own as after a power
 * cut, and a repair evens out what one has and another has not, which is the less the closer the snapshots are.
 *
 * @param disks the data disks, by the name of their node
 */
export function buildBackups(
  scope: StackScope,
  datacenter: DatacenterPlan,
  { everyHours, hour, keepDays }: BackupsPlan,
  disks: ReadonlyMap<string, ComputeDisk>,
): void {
  const { plan } = scope;
  const part = scope.part(BACKUPS);
  const startTime = atHour(hour);
  const policy = new ComputeResourcePolicy(part, BACKUPS, {
    name: computeName(plan, datacenter, BACKUPS),
    region: datacenter.region,
    description: `Snapshots of the data disks of ${plan.topology} ${datacenter.name}`,
    snapshotSchedulePolicy: {
      schedule:
        everyHours === HOURS_OF_A_DAY
          ? { dailySchedule: { daysInCycle: 1, startTime } }
          : { hourlySchedule: { hoursInCycle: everyHours, startTime } },
      retentionPolicy: { maxRetentionDays: keepDays, onSourceDiskDelete: 'KEEP_AUTO_SNAPSHOTS' },
      snapshotProperties: {
        labels: { ...stackTags(plan, [datacenter]), ...tags('cassandra') },
        // A snapshot of a disk with a key of the user's own has that key, which is in this region.
        storageLocations: [datacenter.region],
      },
    },
  });
  scope.comment(policy, 'Snapshots stay when a disk or the schedule goes, for as long as nobody deletes them.');
  for (const [id, disk] of disks) {
    new ComputeDiskResourcePolicyAttachment(part, id, {
      name: policy.name,
      disk: disk.name,
      zone: disk.zone,
      // A disk that is made anew has its name again, and is on no schedule.
      lifecycle: { replaceTriggeredBy: [`${addressOf(disk)}.id`] },
    });
  }
}

/**
 * Returns the assertion that every data disk is on the schedule.
 *
 * @param disks names of the disks in the stack
 */
export function backupPromises(plan: Plan, datacenter: DatacenterPlan, disks: readonly string[]): TopologyPromise[] {
  if (plan.backups === undefined) return [];
  return [
    {
      name: 'every_data_disk_is_backed_up',
      conditions: disks.map(
        (disk) => `google_compute_disk_resource_policy_attachment.${disk}.disk == google_compute_disk.${disk}.name`,
      ),
      message: `Every data disk of ${datacenter.name} must be on the schedule of snapshots.`,
    },
  ];
}
