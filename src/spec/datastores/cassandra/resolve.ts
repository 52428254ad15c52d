import { userText, type UserText } from '../../../kernel/text/text';
import { resolveRelease } from '../../releases';
import { CASSANDRA_RELEASES } from './releases';
import type { CassandraSection } from './schema';

/** The section `datastore` of a spec on Cassandra, every default applied. */
export interface CassandraSpec extends CassandraSection {
  readonly engine: 'cassandra';
  readonly repositoryUrl: UserText;
  readonly repositoryKeyUrl: UserText;
}

/** Nodes install from Apache's own repository by default (download page of cassandra.apache.org). */
const REPOSITORY_URL = userText('https://debian.cassandra.apache.org');
const REPOSITORY_KEY_URL = userText('https://downloads.apache.org/cassandra/KEYS');

/** Fills in the full release number and the addresses that the packages come from. */
export function resolveCassandra(section: CassandraSection): CassandraSpec {
  return {
    ...section,
    engine: 'cassandra',
    version: resolveRelease(section.version, CASSANDRA_RELEASES),
    repositoryUrl: section.repositoryUrl ?? REPOSITORY_URL,
    repositoryKeyUrl: section.repositoryKeyUrl ?? REPOSITORY_KEY_URL,
  };
}
