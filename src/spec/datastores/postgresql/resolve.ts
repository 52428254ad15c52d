import type { PostgresqlSection } from './schema';
import { newestFor } from './releases';

/** The section `datastore` of a spec on PostgreSQL, every default applied. */
export interface PostgresqlSpec extends Omit<PostgresqlSection, 'version'> {
  readonly engine: 'postgresql';
  readonly version: string;
}

/**
 * Fills in the release that Kong's own table ends at.
 *
 * @param kong full release of Kong
 */
export function resolvePostgresql(section: PostgresqlSection, kong: string): PostgresqlSpec {
  return { ...section, engine: 'postgresql', version: section.version ?? newestFor(kong) };
}
