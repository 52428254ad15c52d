import type { SnapshotCommands } from '../../kernel/cloud/snapshots';

/** Commands of the AWS CLI. Disks and machines are known by their tag `Name`, which snapshots take over from the disk. */
export const AWS_SNAPSHOT_COMMANDS: SnapshotCommands = {
  lasting:
    "On AWS they are readable for as long as the key of their datacenter's disks, which ends 30 days after it is destroyed.",

  list: ({ region, disk }) =>
    [
      `aws ec2 describe-snapshots --region ${region} --owner-ids self`,
      `  --filters Name=tag:Name,Values=${disk}`,
      `  --query 'sort_by(Snapshots, &StartTime)[].[SnapshotId,StartTime,State]' --output text`,
    ].join(' \\\n'),

  attach: ({ region, zone, machine }) =>
    [
      `INSTANCE="$(aws ec2 describe-instances --region ${region} \\`,
      `  --filters Name=tag:Name,Values=${machine} Name=instance-state-name,Values=running \\`,
      `  --query 'Reservations[0].Instances[0].InstanceId' --output text)"`,
      `VOLUME="$(aws ec2 create-volume --region ${region} --availability-zone ${zone} --volume-type gp3 \\`,
      `  --snapshot-id "$SNAPSHOT" --query VolumeId --output text)"`,
      `aws ec2 wait volume-available --region ${region} --volume-ids "$VOLUME"`,
      `aws ec2 attach-volume --region ${region} --volume-id "$VOLUME" --instance-id "$INSTANCE" --device /dev/sdg`,
      'echo "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${VOLUME/-/}"',
    ].join('\n'),

  detach: ({ region }) =>
    [
      `aws ec2 detach-volume --region ${region} --volume-id "$VOLUME"`,
      `aws ec2 wait volume-available --region ${region} --volume-ids "$VOLUME"`,
      `aws ec2 delete-volume --region ${region} --volume-id "$VOLUME"`,
    ].join('\n'),

  endKey: (region, name) =>
    [
      `KEY="$(aws kms describe-key --region ${region} --key-id alias/${name} --query KeyMetadata.KeyId --output text)"`,
      `aws kms schedule-key-deletion --region ${region} --key-id "$KEY"`,
    ].join('\n'),
};
