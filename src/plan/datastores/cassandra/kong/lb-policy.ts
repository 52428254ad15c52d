import { compareVersions } from '../../../../kernel/version';

/**
 * Returns the load balancing policy towards Cassandra, always one that is aware of the datacenter.
 *
 * From 0.14 on it is the one that keeps a request on one coordinator, which saves a connection for each query. Up to
 * 2.8 that policy could stay with a remote coordinator that it once failed over to (lua-cassandra before 1.5.2). That
 * cannot happen here: only nodes of the same datacenter can reach Cassandra's client port, so a remote coordinator
 * never answers. 0.10 to 0.13 have the plain policy alone.
 */
export function cassandraLbPolicy(version: string): 'DCAwareRoundRobin' | 'RequestDCAwareRoundRobin' {
  return compareVersions(version, '0.14.0') < 0 ? 'DCAwareRoundRobin' : 'RequestDCAwareRoundRobin';
}
