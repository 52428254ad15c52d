import type { CloudFacts } from '../kernel/cloud/facts';
import type { BackupsSpec } from '../spec/backups';

/** When backups are made, and for how long they are kept. */
export type BackupsPlan = BackupsSpec;

/** The second region of a datacenter's backups. */
export interface BackupCopiesPlan {
  readonly region: string;
  /** True if they are copies with a key of their own there; false if the cloud stores the backups there alone. */
  readonly ownKey: boolean;
}

/** Daily exports of Kong's configuration in a bucket, one object for each day. They hold every key and credential that it has. */
export interface ExportsPlan {
  /** Hour in UTC from which on nodes try, once an hour, until the day has an export. */
  readonly hour: number;
  /** Each is kept for this many days. */
  readonly keptDays: number;
  /** Days for which one that has expired, or was deleted by somebody, can be brought back. */
  readonly recoverableDays: number;
}

/** Plans the second region of a datacenter's backups; nothing where they have none. */
export function planBackupCopies(
  region: string | undefined,
  { backupCopies }: CloudFacts,
): { readonly backupCopies?: BackupCopiesPlan } {
  return region === undefined ? {} : { backupCopies: { region, ownKey: backupCopies === 'own-key' } };
}
