import { issue, type Issue } from '../../../kernel/issue';
import { count, show } from '../../issues/show';

/** These functions make the issues about a ring: its release and Kong's, names, nodes, copies and consistency. */

type Path = Issue['path'];

export function nameReservedByCassandra(path: Path, name: string): Issue {
  return issue('name-reserved-by-cassandra', {
    path,
    message: `${show(name)} cannot name a datacenter: it is an option of Cassandra's replication map`,
    remedy: 'choose another name',
  });
}

export function kongWithoutCassandra(path: Path, version: string, last: string): Issue {
  return issue('kong-without-cassandra', {
    path,
    message: `Kong ${version} cannot use Cassandra: 3.4.0 removed it`,
    remedy: `write ${show(last)}, the last with Cassandra, or "engine": "postgresql" in datastore`,
  });
}

export function unknownCassandraLine(path: Path, version: string, known: readonly string[]): Issue {
  return issue('unknown-cassandra-line', {
    path,
    message: `topogen does not configure Cassandra ${version}`,
    remedy: `write a release of ${known.join(', ')}`,
  });
}

export function cassandraNewerThanTable(path: Path, version: string, last: string): Issue {
  return issue('cassandra-newer-than-table', {
    severity: 'warning',
    path,
    message: `Cassandra ${version} is newer than the last that topogen knows of its line, ${last}`,
    remedy: 'check that the release exists',
  });
}

export function cassandraNodetoolFails(path: Path, version: string, least: string, newest: string): Issue {
  return issue('cassandra-nodetool-fails', {
    path,
    message: `nodetool of Cassandra ${version} fails on the Java of today ("Malformed IPv6 address"), so no ring could be initialised`,
    remedy: `write ${newest}; ${least} is the first of its line that works`,
  });
}

export function cassandraKnownFault(path: Path, version: string, least: string): Issue {
  return issue('cassandra-known-fault', {
    severity: 'warning',
    path,
    message: `Cassandra ${version} lets a user with MODIFY on all keyspaces become superuser (CVE-2025-23015)`,
    remedy: `write ${least} or newer, where this is fixed`,
  });
}

export function kongCannotUseCassandra(path: Path, kong: string, cassandra: string): Issue {
  return issue('kong-cannot-use-cassandra', {
    path,
    message: `Kong ${kong} fails on Cassandra ${cassandra}: its migrations do not understand 4.0 and newer`,
    remedy: 'write Cassandra 3.11, or Kong 2.5 or newer',
  });
}

export function kongUntestedOnCassandra(path: Path, kong: string, cassandra: string): Issue {
  return issue('kong-untested-on-cassandra', {
    severity: 'warning',
    path,
    message: `no release of Kong was tested on Cassandra ${cassandra}, Kong ${kong} neither: 3.11 alone is in its tables`,
    remedy: 'try your plugins and migrations on it first, or use 3.11',
  });
}

export function tooFewNodes(path: Path, nodes: number, least: number): Issue {
  return issue('too-few-nodes', {
    path,
    message: `${count(nodes, 'node')} ${nodes === 1 ? 'is' : 'are'} too few for a datacenter`,
    remedy: `write ${least} or more: one in each of three zones`,
  });
}

export function nodesNotInThrees(path: Path, nodes: number, below: number, above: number): Issue {
  return issue('nodes-not-in-threes', {
    path,
    message: `${nodes} nodes cannot be spread evenly over three zones`,
    remedy: `write ${below} or ${above}: uneven racks carry uneven data`,
  });
}

export function tooManyNodes(path: Path, nodes: number, most: number): Issue {
  return issue('too-many-nodes', {
    path,
    message: `${nodes} nodes are more than a datacenter's plan has room for`,
    remedy: `write ${most} or fewer`,
  });
}

export function copiesExceedNodes(path: Path, copies: number, nodes: number): Issue {
  return issue('copies-exceed-nodes', {
    path,
    message: `${copies} copies of each row do not fit on ${nodes} nodes`,
    remedy: `write ${nodes} or fewer, or raise nodesPerDatacenter`,
  });
}

export function copiesNeedNodes(path: Path, copies: number, nodes: number, usual: number): Issue {
  return issue('copies-need-nodes', {
    path,
    message: `${copies} copies of each row need as many nodes, and without nodesPerDatacenter there may be three`,
    remedy: `state "nodesPerDatacenter": ${nodes}, or write ${usual}`,
  });
}

export function singleCopy(path: Path, usual: number): Issue {
  return issue('single-copy', {
    path,
    message: 'one copy of each row means that a lost disk loses data',
    remedy: `write ${usual}`,
  });
}

export function twoCopies(path: Path, usual: number): Issue {
  return issue('two-copies', {
    severity: 'warning',
    path,
    message: "LOCAL_QUORUM of two copies needs both: one node down stops Kong's reads and writes",
    remedy: `write ${usual}, unless you accept that Kong cannot reach its data while one node restarts`,
  });
}

export function consistencyCrossesLinks(path: Path, consistency: string): Issue {
  return issue('consistency-crosses-links', {
    severity: 'warning',
    path,
    message: `${consistency} waits for other datacenters: a cut link stops Kong's access to its data, and every access pays the distance`,
    remedy: 'write LOCAL_QUORUM',
  });
}

export function oneConsistencyOnly(path: Path, kong: string, read: string, write: string): Issue {
  return issue('one-consistency-only', {
    path,
    message: `Kong ${kong} has one consistency for reads and writes, and ${read} and ${write} are given`,
    remedy: 'make them equal, or use Kong 2.1 or newer',
  });
}

export function repositoryKeysUnpinned(path: Path): Issue {
  return issue('repository-keys-unpinned', {
    severity: 'warning',
    path,
    message: "nodes trust Apache's own keys alone, whatever keys this address holds",
    remedy: 'add repositoryKeyFingerprints, unless the repository is a copy that Apache has signed',
  });
}

export function ringWithoutBackups(path: Path): Issue {
  return issue('ring-without-backups', {
    severity: 'warning',
    path,
    message:
      'nothing keeps what the ring had: a dropped keyspace, a faulty plugin or a wrong delete is on every copy within moments, and snapshots that are there already stay as they are and are paid for until you delete them',
    remedy: 'leave the key out, unless backups are made by other means',
  });
}

export function encryptsNothing(path: Path): Issue {
  return issue('encrypts-nothing', {
    severity: 'warning',
    path,
    message: '"dc" encrypts what goes between datacenters, and there is one',
    remedy: 'write "all", unless you will add one: it cannot change on a ring that stands',
  });
}

export function kongWithoutTls(path: Path, kong: string, least: string): Issue {
  return issue('kong-without-tls', {
    path,
    message: `the migrations of Kong ${kong} speak TLS 1.0 to Cassandra, which the Java of its nodes refuses`,
    remedy: `write Kong ${least} or newer, or leave "clients" out`,
  });
}
