import type { Issue } from '../../../kernel/issue';
import { compareVersions, tryParseVersion } from '../../../kernel/version';
import type { AroundDatastore } from '../contract';
import * as issues from './issues';
import type { CassandraSection } from './schema';

/** Levels that wait for other datacenters. */
const CROSSING = ['QUORUM', 'EACH_QUORUM', 'ALL'];

/** First release of Kong with `cassandra_read_consistency` and `cassandra_write_consistency`. */
const TWO_LEVELS_FROM = '2.1.0';

/** Reads and writes wait for no other datacenter, and on an old Kong both have one level. */
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
