import type { BackupsSpec } from '../spec/backups';

/** When backups are made, and for how long they are kept. */
export type BackupsPlan = BackupsSpec;

/** The second region of a datacenter's backups. */
export interface BackupCopiesPlan {
  readonly region: string;
  /** True if they are copies with a key of their own there; false if the cloud stores the backups there alone. */
  readonly ownKey: boolean;
}
