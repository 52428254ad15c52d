import { releaseLine } from '../../../../kernel/version';

/** The differences between the lines of Cassandra, each fact once. */
export interface CassandraLine {
  /** Name of the line, e.g. `3.11`. */
  readonly line: string;
  /** Suite of Apache's apt repository (download page of cassandra.apache.org). */
  readonly suite: string;
  /** Ubuntu 22.04 packages that it runs on, Java first (its `debian/control`). */
  readonly packages: readonly [string, ...string[]];
  /** Folder of that Java under `/usr/lib/jvm`, before a hyphen and the architecture. */
  readonly javaHome: string;
  /** Garbage collector of the JVM options that its package ships; topogen leaves them as they are. */
  readonly collector: 'CMS' | 'G1';
  /** True if it rejects a replication map with the name of a datacenter that has no node (NEWS.txt of 4.0). */
  readonly refusesUnknownDatacenters: boolean;
  /** True if `system_auth` must name every datacenter that has nodes (NetworkTopologyStrategy.java of 4.1). */
  readonly authNeedsEveryDatacenter: boolean;
  /** Remark for people who choose a line. */
  readonly standing: string;
}

/**
 * Every supported line, oldest first. The sources are named at the fields; all of them were read at 3.11.17, 4.0.14,
 * 4.1.7 and 5.0.1.
 */
export const CASSANDRA_LINES: readonly CassandraLine[] = [
  {
    line: '3.11',
    suite: '311x',
    packages: ['openjdk-8-jre-headless', 'python2'],
    javaHome: 'java-8-openjdk',
    collector: 'CMS',
    refusesUnknownDatacenters: false,
    authNeedsEveryDatacenter: false,
    standing:
      "The default: the only line in Kong's compatibility table. Apache ended its maintenance when 5.0 came out.",
  },
  {
    line: '4.0',
    suite: '40x',
    packages: ['openjdk-11-jre-headless', 'python3'],
    javaHome: 'java-11-openjdk',
    collector: 'CMS',
    refusesUnknownDatacenters: true,
    authNeedsEveryDatacenter: false,
    standing:
      'Kong never ran its release tests against it; Kong 2.5 is the first that accepts its error texts during migrations.',
  },
  {
    line: '4.1',
    suite: '41x',
    packages: ['openjdk-11-jre-headless', 'python3'],
    javaHome: 'java-11-openjdk',
    collector: 'CMS',
    refusesUnknownDatacenters: true,
    authNeedsEveryDatacenter: true,
    standing: 'As 4.0; no statement by Kong is known. Its keys carry units and have new names.',
  },
  {
    line: '5.0',
    suite: '50x',
    packages: ['openjdk-11-jre-headless', 'python3'],
    javaHome: 'java-11-openjdk',
    collector: 'G1',
    refusesUnknownDatacenters: true,
    authNeedsEveryDatacenter: true,
    standing: 'As 4.1. Java 11, since its NEWS.txt calls Java 17 experimental.',
  },
];

/**
 * Returns the line of a full release such as `3.11.17`.
 *
 * @throws Error on a release of no supported line, which the spec's rules keep out
 */
export function cassandraLine(version: string): CassandraLine {
  const found = CASSANDRA_LINES.find((entry) => entry.line === releaseLine(version));
  if (!found) throw new Error(`Cassandra ${version} belongs to no supported line`);
  return found;
}
