import { resolveRelease } from '../../releases';
import { CASSANDRA_RELEASES } from './releases';
import type { CassandraSection } from './schema';

/** A ring of Cassandra as the user asked for it, every default applied. */
export interface CassandraSpec extends CassandraSection {
  readonly engine: 'cassandra';
}

/** The section with a full release number. */
export function resolveCassandra(section: CassandraSection): CassandraSpec {
  return { ...section, engine: 'cassandra', version: resolveRelease(section.version, CASSANDRA_RELEASES) };
}
