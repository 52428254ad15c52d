import { resolveRelease } from '../../releases';
import { CASSANDRA_RELEASES } from './releases';
import type { CassandraSection } from './schema';

/** A ring of Cassandra as the user asked for it, every default applied. */
export interface CassandraSpec extends CassandraSection {
  readonly engine: 'cassandra';
  readonly repositoryUrl: string;
  readonly repositoryKeyUrl: string;
}

/** Apache's own repository and keys (download page of cassandra.apache.org). */
const REPOSITORY_URL = 'https://debian.cassandra.apache.org';
const REPOSITORY_KEY_URL = 'https://downloads.apache.org/cassandra/KEYS';

/** The section with a full release number and the addresses that its packages come from. */
export function resolveCassandra(section: CassandraSection): CassandraSpec {
  return {
    ...section,
    engine: 'cassandra',
    version: resolveRelease(section.version, CASSANDRA_RELEASES),
    repositoryUrl: section.repositoryUrl ?? REPOSITORY_URL,
    repositoryKeyUrl: section.repositoryKeyUrl ?? REPOSITORY_KEY_URL,
  };
}
