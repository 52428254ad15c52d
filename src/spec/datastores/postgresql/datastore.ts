import type { DatastoreOfSpec } from '../contract';
import { DEFAULT_KONG, POSTGRESQL_RELEASES } from './releases';
import { resolvePostgresql } from './resolve';
import { checkPostgresql } from './rules';
import { postgresqlSection, type PostgresqlSection } from './schema';
import { judgePostgresql } from './transitions/judge';

/** `POSTGRESQL` answers what the spec's stages ask of a datastore. */
export const POSTGRESQL = {
  id: 'postgresql',
  notes: { datacenterName: '', zones: '', kongVersion: `${DEFAULT_KONG} with postgresql` },
  releases: [...POSTGRESQL_RELEASES].reverse(),
  newestKong: DEFAULT_KONG,
  defaultKong: DEFAULT_KONG,
  section: postgresqlSection,
  check: checkPostgresql,
  resolve: resolvePostgresql,
  backups: ({ backupRetentionDays, backupHour }: PostgresqlSection) => ({
    hour: backupHour,
    ...(backupRetentionDays === undefined ? {} : { keepDays: backupRetentionDays }),
  }),
  home: ({ primary }: PostgresqlSection, datacenters: readonly string[]) =>
    primary ?? (datacenters.length === 1 ? datacenters[0] : undefined),
  judge: judgePostgresql,
} satisfies DatastoreOfSpec;
