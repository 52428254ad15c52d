import type { Issue } from '../../../kernel/issue';
import { compareVersions, tryParseVersion } from '../../../kernel/version';
import type { AroundDatastore } from '../contract';
import * as issues from './issues';
import type { CassandraSection } from './schema';

/** Levels at which a read or write waits for other datacenters. */
const CROSSING = ['QUORUM', 'EACH_QUORUM', 'ALL'];

/**
 * The first release of Kong that has `cassandra_read_consistency` and `cassandra_write_consistency`; before, one level
 * serves both.
 */
const TWO_LEVELS_FROM = '2.1.0';

/** Checks that reads and writes wait for no other datacenter, and that an old Kong is given one level for both. */
export function checkConsistency(
  { readConsistency, writeConsistency }: CassandraSection,
  { datacenters, kongVersion = '' }: AroundDatastore,
): Issue[] {
  const levels = [
    { path: ['datastore', 'readConsistency'], level: readConsistency },
    { path: ['datastore', 'writeConsistency'], level: writeConsistency },
  ];
  const crossing = levels.filter(({ level }) => datacenters.length > 1 && CROSSING.includes(level));
  const oneOnly = tryParseVersion(kongVersion) !== undefined && compareVersions(kongVersion, TWO_LEVELS_FROM) < 0;
  const differ = oneOnly && readConsistency !== writeConsistency;
  return [
    ...crossing.map(({ path, level }) => issues.consistencyCrossesLinks(path, level)),
    ...(differ
      ? [issues.oneConsistencyOnly(['datastore', 'writeConsistency'], kongVersion, readConsistency, writeConsistency)]
      : []),
  ];
}
