import type { DataDiskAt, SnapshotCommands } from '../../kernel/cloud/snapshots';

/** The copy is attached under this name, by which the machine finds its device. */
const DEVICE_NAME = 'snapshot';

/** Returns the name of the copy, which is no longer than that of the data disk. */
function copyOf({ machine }: DataDiskAt): string {
  return `${machine}-old`;
}

function place({ zone, project = '' }: DataDiskAt): string {
  return `--project ${project} --zone ${zone}`;
}

/** Commands of gcloud. Without the user's key a disk that is made of a snapshot would have one of Google's. */
export const GOOGLE_SNAPSHOT_COMMANDS: SnapshotCommands = {
  lasting: '',

  list: ({ disk, project = '' }) =>
    [
      `gcloud compute snapshots list --project ${project} --filter 'sourceDisk~/${disk}$'`,
      `  --sort-by creationTimestamp --format 'table(name, creationTimestamp, status)'`,
    ].join(' \\\n'),

  attach: (at) =>
    [
      `gcloud compute disks create ${copyOf(at)} ${place(at)} --type pd-ssd \\`,
      `  --source-snapshot "$SNAPSHOT"${at.kmsKey === undefined ? '' : ` --kms-key ${at.kmsKey}`}`,
      `gcloud compute instances attach-disk ${at.machine} ${place(at)} \\`,
      `  --disk ${copyOf(at)} --device-name ${DEVICE_NAME}`,
      `echo /dev/disk/by-id/google-${DEVICE_NAME}`,
    ].join('\n'),

  detach: (at) =>
    [
      `gcloud compute instances detach-disk ${at.machine} ${place(at)} --disk ${copyOf(at)}`,
      `gcloud compute disks delete ${copyOf(at)} ${place(at)} --quiet`,
    ].join('\n'),

  endKey: () => '',
};
