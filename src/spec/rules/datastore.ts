import { compareVersions, parseVersion, tryParseVersion, versionLine } from '../../kernel/version';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import * as issues from '../issues/datastore';
import { malformedRelease } from '../issues/kong';
import { RACKS } from '../racks';
import { CASSANDRA_LINES, KONG_LINES, resolveRelease } from '../releases';
import type { SpecDocument } from '../schema';

type DatastoreDocument = SpecDocument['datastore'];

/** Nodes that a datacenter may have: Kong's data never needs more, and the addresses of a rack stay in one block. */
const MOST_NODES = 99;

/** The datastore is one that topogen builds and Kong can use, with enough nodes for its copies. */
export function checkDatastore(draft: Draft): Issue[] {
  const { datastore } = draft;
  if (!datastore) return [];
  // The rest of the section speaks of Cassandra.
  if (datastore.engine !== 'cassandra') return [issues.engineNotBuilt(['datastore', 'engine'], datastore.engine)];
  return [
    ...checkCassandraRelease(datastore.version, draft),
    ...checkNodes(datastore.nodesPerDatacenter),
    ...checkCopies(datastore, draft),
    ...checkConsistency(datastore, draft),
  ];
}

function checkCassandraRelease(version: string, draft: Draft): Issue[] {
  const path = ['datastore', 'version'];
  if (!tryParseVersion(version)) return [malformedRelease(path, version, '3.11 or 3.11.17')];
  const line = CASSANDRA_LINES.get(versionLine(version));
  if (!line) return [issues.unknownCassandraLine(path, version, [...CASSANDRA_LINES.keys()])];
  const newer = (parseVersion(version).patch ?? 0) > line.lastPatch;
  return [
    ...(newer ? [issues.cassandraNewerThanTable(path, version, line.release)] : []),
    ...checkPair(draft.kong?.version, resolveRelease(version, CASSANDRA_LINES)),
  ];
}

/**
 * From 0.15 to 2.4 Kong's migrations trip over the wording of an error that Cassandra 4.0 changed; before, they read
 * tables that 3.0 removed unless the version begins with 3 (Kong issue 6973, pull requests 3873 and 7490).
 */
function checkPair(kong: string | undefined, cassandra: string): Issue[] {
  const path = ['datastore', 'version'];
  const known = kong !== undefined && tryParseVersion(kong) && KONG_LINES.has(versionLine(kong));
  if (!known || compareVersions(cassandra, '4.0.0') < 0) return [];
  const release = resolveRelease(kong, KONG_LINES);
  return compareVersions(release, '2.5.0') < 0
    ? [issues.kongCannotUseCassandra(path, release, cassandra)]
    : [issues.kongUntestedOnCassandra(path, release, cassandra)];
}

function checkNodes(nodes: number | undefined): Issue[] {
  const path = ['datastore', 'nodesPerDatacenter'];
  if (nodes === undefined) return [];
  if (nodes < RACKS) return [issues.tooFewNodes(path, nodes, RACKS)];
  if (nodes > MOST_NODES) return [issues.tooManyNodes(path, nodes, MOST_NODES)];
  const below = nodes - (nodes % RACKS);
  return below === nodes ? [] : [issues.nodesNotInThrees(path, nodes, below, below + RACKS)];
}

function checkCopies(
  { replicationFactor: copies, nodesPerDatacenter: nodes }: DatastoreDocument,
  draft: Draft,
): Issue[] {
  const path = ['datastore', 'replicationFactor'];
  if (copies === 1) return [issues.singleCopy(path)];
  if (copies === 2) return [issues.twoCopies(path)];
  if (nodes !== undefined)
    return copies > Math.max(nodes, RACKS) ? [issues.copiesExceedNodes(path, copies, nodes)] : [];
  if (draft.isBroken(['datastore', 'nodesPerDatacenter']) || copies <= RACKS) return [];
  return [issues.copiesNeedNodes(path, copies, Math.ceil(copies / RACKS) * RACKS)];
}

const CROSSING = ['QUORUM', 'EACH_QUORUM', 'ALL'];

function checkConsistency({ readConsistency, writeConsistency }: DatastoreDocument, draft: Draft): Issue[] {
  const levels = [
    { path: ['datastore', 'readConsistency'], level: readConsistency },
    { path: ['datastore', 'writeConsistency'], level: writeConsistency },
  ];
  const crossing = levels.filter(({ level }) => draft.datacenters.length > 1 && CROSSING.includes(level));
  const version = draft.kong?.version ?? '';
  // cassandra_read_consistency and cassandra_write_consistency exist since Kong 2.1.0.
  const oneOnly = tryParseVersion(version) !== undefined && compareVersions(version, '2.1.0') < 0;
  const differ = oneOnly && readConsistency !== writeConsistency;
  return [
    ...crossing.map(({ path, level }) => issues.consistencyCrossesLinks(path, level)),
    ...(differ
      ? [issues.oneConsistencyOnly(['datastore', 'writeConsistency'], version, readConsistency, writeConsistency)]
      : []),
  ];
}
