import { compareVersions } from '../../../../kernel/version';

/**
 * The load balancing policy towards Cassandra: always one that knows the datacenter.
 *
 * From 0.14 on the one that keeps a request on one coordinator, which spares a connection for each query. Up to 2.8 it
 * could stay with a remote coordinator that it once failed over to (lua-cassandra before 1.5.2). That cannot happen
 * here: nodes may reach Cassandra's client port of their own datacenter only, so a remote coordinator never answers.
 * 0.10 to 0.13 have the plain policy alone.
 */
export function cassandraLbPolicy(version: string): 'DCAwareRoundRobin' | 'RequestDCAwareRoundRobin' {
  return compareVersions(version, '0.14.0') < 0 ? 'DCAwareRoundRobin' : 'RequestDCAwareRoundRobin';
}
