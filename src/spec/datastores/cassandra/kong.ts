import type { Issue } from '../../../kernel/issue';
import { compareVersions, tryParseVersion, releaseLine } from '../../../kernel/version';
import { kongKnownFault } from '../../issues/kong';
import { KONG_LINES } from '../../kong-releases';
import { resolveRelease, tryResolveRelease } from '../../releases';
import type { AroundDatastore } from '../contract';
import * as issues from './issues';
import { NEWEST_KONG, REMOVED_FROM_KONG } from './releases';

const KONG_VERSION = ['kong', 'version'];

/**
 * Checks that Kong is a release that can use Cassandra, and warns where its migrations are reported to fail on such a ring.
 */
export function checkKongOnCassandra({ kongVersion, datacenters }: AroundDatastore): Issue[] {
  if (kongVersion === undefined || !tryParseVersion(kongVersion)) return [];
  if (compareVersions(releaseLine(kongVersion), REMOVED_FROM_KONG) >= 0)
    return [issues.kongWithoutCassandra(KONG_VERSION, kongVersion, NEWEST_KONG)];
  const release = tryResolveRelease(kongVersion, KONG_LINES);
  return release === undefined ? [] : knownFaults(release, datacenters.length);
}

/**
 * Faults that are reported of Kong on a ring, by release and number of datacenters. Source: Kong issues 4226, 4229 and 7451;
 * CHANGELOG of 1.0.3, 1.1.1, 1.2.1 (pull request 4734), 2.7.0 and 2.8.2; the last was seen with Kong's own code.
 */
const KNOWN_FAULTS = [
  {
    first: '0.15.0',
    fixedIn: '1.0.3',
    fromDatacenters: 1,
    fault: 'migrations are reported to fail on a ring of more than one node',
  },
  {
    first: '1.1.0',
    fixedIn: '1.1.1',
    fromDatacenters: 1,
    fault: 'the migration from 0.14 damages the schema',
  },
  {
    first: '0.13.0',
    fixedIn: '1.2.1',
    fromDatacenters: 2,
    fault: 'checks of uniqueness and locks need a majority over all datacenters, so that none can be configured alone',
  },
  {
    first: '2.3.0',
    fixedIn: '2.7.0',
    fromDatacenters: 2,
    fault: 'migrations are reported to time out on a ring of more than one datacenter',
  },
  {
    first: '2.8.0',
    fixedIn: '2.8.2',
    fromDatacenters: 1,
    fault: 'routes with regular expressions answer 404 as soon as the migrations of 3.0 or newer have run beside it',
  },
];

function knownFaults(release: string, datacenters: number): Issue[] {
  return KNOWN_FAULTS.filter(
    ({ first, fixedIn, fromDatacenters }) =>
      datacenters >= fromDatacenters && compareVersions(release, first) >= 0 && compareVersions(release, fixedIn) < 0,
  ).map(({ fault, fixedIn }) => kongKnownFault(KONG_VERSION, release, fault, fixedIn));
}

/**
 * Checks that Kong and Cassandra fit each other. From 0.15 to 2.4 Kong's migrations trip over the wording of an error that
 * Cassandra 4.0 changed; before, they read tables that 3.0 removed unless the version begins with 3 (Kong issue 6973, pull
 * requests 3873 and 7490).
 */
export function checkPair(kongVersion: string | undefined, cassandra: string): Issue[] {
  const path = ['datastore', 'version'];
  const known = kongVersion !== undefined && tryParseVersion(kongVersion) && KONG_LINES.has(releaseLine(kongVersion));
  if (!known || compareVersions(cassandra, '4.0.0') < 0) return [];
  const release = resolveRelease(kongVersion, KONG_LINES);
  return compareVersions(release, '2.5.0') < 0
    ? [issues.kongCannotUseCassandra(path, release, cassandra)]
    : [issues.kongUntestedOnCassandra(path, release, cassandra)];
}
