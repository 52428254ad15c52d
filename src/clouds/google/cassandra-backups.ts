import type { ComputeDisk } from '@cdktf/provider-google/lib/compute-disk';
import { ComputeDiskResourcePolicyAttachment } from '@cdktf/provider-google/lib/compute-disk-resource-policy-attachment';
import { ComputeResourcePolicy } from '@cdktf/provider-google/lib/compute-resource-policy';
import type { BackupsPlan } from '../../plan/backup-copies';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import { atHour } from '../backup-hours';
import { terraformName } from '../../plan/naming';
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
  const { id, nameParts, location } = placeOfSnapshots(datacenter);
  const policy = new ComputeResourcePolicy(part, id, {
    name: computeName(plan, datacenter, ...nameParts),
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
        storageLocations: [location],
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

/** The region that stores snapshots, and what their schedule is called for it. */
interface PlaceOfSnapshots {
  readonly id: string;
  readonly nameParts: readonly string[];
  readonly location: string;
}

/**
 * Returns the region that stores the snapshots: the datacenter's own, or a second one. Compute Engine does not move a schedule to
 * another place, so each place has a schedule of its own, with the place in its name: in one apply the disks change over to it, one
 * after another and untouched, before the former one goes.
 */
function placeOfSnapshots({ region, backupCopies }: DatacenterPlan): PlaceOfSnapshots {
  if (!backupCopies) return { id: BACKUPS, nameParts: [BACKUPS], location: region };
  const location = backupCopies.region;
  return { id: terraformName(BACKUPS, location), nameParts: [BACKUPS, shortRegion(location)], location };
}

/** Returns a region in at most six characters, as there is not room for all of them in a name: `europe-west4` as `eu-w4`. */
function shortRegion(region: string): string {
  const [continent = '', place = ''] = region.split('-');
  const compass = place.replace(/north|south|east|west|central/g, (word) => word.charAt(0));
  return `${continent.slice(0, 2)}-${compass}`;
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
