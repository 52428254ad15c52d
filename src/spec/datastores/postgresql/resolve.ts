import type { BackupsSpec } from '../../backups';
import type { PostgresqlSection } from './schema';
import { newestFor } from './releases';

/** The section `datastore` of a spec on PostgreSQL, every default applied. */
export interface PostgresqlSpec extends Omit<PostgresqlSection, 'version' | 'primary' | 'backupRetentionDays'> {
  readonly engine: 'postgresql';
  readonly version: string;
  readonly backupRetentionDays: number;
  /** Name of a datacenter; the others have clients alone, but for those in `replicas`. */
  readonly primary: string;
}

/**
 * Fills in the release that Kong's own table ends at, and the only datacenter as that of the primary.
 *
 * @param kong full release of Kong
 * @param datacenters their names; where there are several, a rule holds that the section names the primary's
 * @param backups a rule holds that there are some
 */
export function resolvePostgresql(
  section: PostgresqlSection,
  kong: string,
  datacenters: readonly string[],
  backups: BackupsSpec | undefined,
): PostgresqlSpec {
  const primary = section.primary ?? datacenters[0];
  if (primary === undefined) throw new Error('no rule refused a spec without datacenters');
  if (backups === undefined) throw new Error('no rule refused a database without backups');
  return {
    ...section,
    engine: 'postgresql',
    version: section.version ?? newestFor(kong),
    primary,
    backupRetentionDays: backups.keepDays,
    replicas: [...section.replicas].sort(),
  };
}
