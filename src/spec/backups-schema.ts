import * as z from 'zod';

/** Hours between two backups that the schedulers of both clouds know; each divides a day. */
const HOURS_BETWEEN = [1, 2, 3, 4, 6, 8, 12, 24] as const;

const everyHours = z
  .literal([...HOURS_BETWEEN])
  .optional()
  .meta({
    description:
      'Hours between two backups; a managed database has one a day, and can be taken back to any moment between. Default: 24.',
  });

const keepDays = z.int().min(1).max(365).optional().meta({
  description:
    'Days for which each backup is kept; of a managed database 35 at most. After ten days a node may not come back alone with what it had. Default: 7.',
});

const copyTo = z
  .union([z.string(), z.record(z.string(), z.string())])
  .optional()
  .meta({
    description:
      'Second region for backups, of the same cloud: a datacenter by its name, or a region. Text for all datacenters, or an object with a place for each that has one, such as { "us-east": "us-west" }; where every datacenter has all of the data, the copies of one are enough. Of a managed database the primary alone has backups. Either the cloud copies them there, with a key of their own, and keeps them as long as the first ones, or it stores them there instead. Default: backups stay in their datacenter\'s region.',
  });

const configuration = z.boolean().optional().meta({
  description:
    "Whether a node of each cloud puts an export of Kong's configuration, with every key and credential in it, into a bucket there once a day. It is listed for `keepDays` days, and stays in the bucket for 30 more, in which it can be brought back and read. Kong can from 1.3.0 on. A change of it makes those nodes anew. Default: false.",
});

/** The section `backups`. Its defaults depend on the datastore, and are applied in `backups.ts`. */
export const backupsSchema = z
  .union([z.strictObject({ everyHours, keepDays, copyTo, configuration }), z.literal('none')])
  .meta({
    description:
      'Backups of everything that holds data: snapshots of the data disks, or those that a managed database makes itself. none: no snapshots, which warns. Default: one a day.',
  });

/** The section as the user wrote it. */
export type BackupsDocument = z.output<typeof backupsSchema>;
