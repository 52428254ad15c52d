import type { Issue } from '../../../kernel/issue';
import type { BackupsDocument } from '../../backups-schema';
import * as issues from './backup-issues';
import type { PostgresqlSection } from './schema';

/** The service makes one backup a day, and keeps the log between two. */
const HOURS_BETWEEN = 24;

/**
 * Checks what the section `backups` says of a database whose service makes its own: it cannot be without, has one a day, and
 * keeps each for one number of days, whichever of two words says so.
 *
 * @param backups undefined where it is malformed
 * @param most days that the cloud of the primary keeps backups at most, and its name; undefined while nobody knows the cloud
 */
export function checkBackups(
  { backupRetentionDays }: PostgresqlSection,
  backups: BackupsDocument | undefined,
  most: { readonly days: number; readonly cloud: string } | undefined,
): Issue[] {
  if (backups === 'none') return [issues.databaseNeedsBackups(['backups'])];
  const { everyHours, keepDays } = backups ?? {};
  const contradicts = keepDays !== undefined && backupRetentionDays !== undefined && keepDays !== backupRetentionDays;
  const kept = [
    [['backups', 'keepDays'], keepDays],
    [['datastore', 'backupRetentionDays'], backupRetentionDays],
  ] as const;
  return [
    ...(everyHours === undefined || everyHours === HOURS_BETWEEN
      ? []
      : [issues.databaseBacksUpDaily(['backups', 'everyHours'], everyHours, HOURS_BETWEEN)]),
    ...(contradicts ? [issues.backupsContradict(['backups', 'keepDays'], keepDays, backupRetentionDays)] : []),
    ...kept.flatMap(([path, days]) =>
      most === undefined || days === undefined || days <= most.days
        ? []
        : [issues.backupsKeptTooLong(path, days, most.cloud, most.days)],
    ),
  ];
}
