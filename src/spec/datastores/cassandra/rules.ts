import type { Issue } from '../../../kernel/issue';
import { parseVersion, tryParseVersion, releaseLine } from '../../../kernel/version';
import { malformedRelease } from '../../issues/releases';
import { resolveRelease } from '../../releases';
import type { AroundDatastore } from '../contract';
import { checkConsistency } from './consistency';
import { checkEncryption } from './encryption';
import * as issues from './issues';
import { checkKongOnCassandra, checkPair } from './kong';
import { DEFAULT_COPIES, MOST_NODES, RACKS } from './racks';
import { CASSANDRA_RELEASES, DEFAULT_LINE, LEAST_SOUND } from './releases';
import type { CassandraSection } from './schema';

/** The replication map of `NetworkTopologyStrategy` has these options beside the names of datacenters. */
const REPLICATION_OPTIONS = ['class'];

/** Checks that the ring is of a release that topogen builds and Kong can use, with enough nodes for its copies. */
export function checkCassandra(section: CassandraSection, around: AroundDatastore): Issue[] {
  return [
    ...checkNames(around),
    ...checkKongOnCassandra(around),
    ...checkRelease(section.version, around),
    ...checkRepository(section),
    ...checkNodes(section.nodesPerDatacenter),
    ...checkCopies(section, around),
    ...checkConsistency(section, around),
    ...checkEncryption(section, around),
    ...(around.backups === 'none' ? [issues.ringWithoutBackups(['backups'])] : []),
  ];
}

function checkNames({ datacenters }: AroundDatastore): Issue[] {
  return datacenters
    .filter(({ name }) => REPLICATION_OPTIONS.includes(name))
    .map(({ path, name }) => issues.nameReservedByCassandra([...path, 'name'], name));
}

/** Checks that keys from an address of the user's own are pinned: the default fingerprints are of other keys. */
function checkRepository({ repositoryKeyUrl, repositoryKeyFingerprints }: CassandraSection): Issue[] {
  if (repositoryKeyUrl === undefined || repositoryKeyFingerprints !== undefined) return [];
  return [issues.repositoryKeysUnpinned(['datastore', 'repositoryKeyUrl'])];
}

function checkRelease(version: string, around: AroundDatastore): Issue[] {
  const path = ['datastore', 'version'];
  const example = `${DEFAULT_LINE} or ${resolveRelease(DEFAULT_LINE, CASSANDRA_RELEASES)}`;
  if (!tryParseVersion(version)) return [malformedRelease(path, version, example)];
  const line = CASSANDRA_RELEASES.get(releaseLine(version));
  if (!line) return [issues.unknownCassandraLine(path, version, [...CASSANDRA_RELEASES.keys()])];
  const newer = (parseVersion(version).patch ?? 0) > line.lastPatch;
  return [
    ...(newer ? [issues.cassandraNewerThanTable(path, version, line.release)] : []),
    ...checkSound(path, version, line.release),
    ...checkPair(around.kongVersion, resolveRelease(version, CASSANDRA_RELEASES)),
  ];
}

/** Checks that the ring can be initialised with the release, and that no known hole is open in it. */
function checkSound(path: Issue['path'], version: string, newest: string): Issue[] {
  const name = releaseLine(version);
  const least = LEAST_SOUND.get(name);
  const { patch } = parseVersion(version);
  if (!least || patch === undefined) return [];
  if (patch < least.nodetool)
    return [issues.cassandraNodetoolFails(path, version, `${name}.${least.nodetool}`, newest)];
  if (patch < least.privileges) return [issues.cassandraKnownFault(path, version, `${name}.${least.privileges}`)];
  return [];
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
  { replicationFactor: copies, nodesPerDatacenter: nodes }: CassandraSection,
  around: AroundDatastore,
): Issue[] {
  const path = ['datastore', 'replicationFactor'];
  if (copies === 1) return [issues.singleCopy(path, DEFAULT_COPIES)];
  if (copies === 2) return [issues.twoCopies(path, DEFAULT_COPIES)];
  if (nodes !== undefined)
    return copies > Math.max(nodes, RACKS) ? [issues.copiesExceedNodes(path, copies, nodes)] : [];
  if (around.isBroken(['datastore', 'nodesPerDatacenter']) || copies <= RACKS) return [];
  return [issues.copiesNeedNodes(path, copies, Math.ceil(copies / RACKS) * RACKS, DEFAULT_COPIES)];
}
