import type { DatastoreOfSpec } from '../contract';
import { DEFAULT_KONG } from '../../kong-releases';
import { releaseNames } from '../../releases';
import { CASSANDRA_RELEASES, NEWEST_KONG, releasesBetween } from './releases';
import { privateKeysOf, resolveCassandra } from './resolve';
import { checkCassandra } from './rules';
import { cassandraNodes, cassandraSection } from './schema';
import { judgeRing } from './transitions/judge';

/** `CASSANDRA` answers what the spec's stages ask of a datastore. */
export const CASSANDRA = {
  id: 'cassandra',
  notes: {
    datacenterName: 'Also its name in Cassandra, where it can never change.',
    zones: 'one per Cassandra rack',
    kongVersion: `${DEFAULT_KONG} with cassandra, up to ${NEWEST_KONG}`,
  },
  releases: releaseNames(CASSANDRA_RELEASES),
  newestKong: NEWEST_KONG,
  defaultKong: DEFAULT_KONG,
  section: cassandraSection,
  nodes: cassandraNodes,
  check: checkCassandra,
  resolve: resolveCassandra,
  privateKeys: privateKeysOf,
  judge: judgeRing,
  steps: { between: releasesBetween, skipped: 'cassandra-release-skipped' },
} satisfies DatastoreOfSpec;
