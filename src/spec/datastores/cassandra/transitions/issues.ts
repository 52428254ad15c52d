import { issue, type Issue } from '../../../../kernel/issue';
import { show } from '../../../issues/show';

/** These functions make the issues about changes of a ring that stands. */

export function nodesLowered(datacenter: string, was: number, is: number): Issue {
  return issue('nodes-lowered', {
    path: ['datastore', 'nodesPerDatacenter'],
    message: `${datacenter} has ${was} nodes: with ${is} the data disks of ${was - is} would be destroyed, and rows that only they hold be lost`,
    remedy: `leave nodesPerDatacenter out, or write ${was} or more; to have fewer, first take the others out of the ring with nodetool decommission, highest number first`,
  });
}

export function dataDiskLowered(datacenter: string, was: number, is: number): Issue {
  return issue('data-disk-lowered', {
    path: ['datastore', 'diskGib'],
    message: `the data disks of ${datacenter} have ${was} GiB: no cloud makes a disk smaller, so with ${is} each would be made anew, all at once, and their rows be lost`,
    remedy: `leave diskGib out, or write ${was} or more`,
  });
}

export function cassandraStepBack(was: string, is: string): Issue {
  return issue('cassandra-step-back', {
    path: ['datastore', 'version'],
    message: `Cassandra ${was} stands: ${is} does not read the files that it has written`,
    remedy: `write "version": ${show(was)}; the way back is a snapshot from before the upgrade`,
  });
}

export function cassandraReleaseSkipped(was: string, is: string, between: readonly string[]): Issue {
  return issue('cassandra-release-skipped', {
    path: ['datastore', 'version'],
    message: `Cassandra ${was} stands, and a ring goes from line to line: to ${is} by ${between.join(', then ')}`,
    remedy: `write "version": ${show(between[0])}, take every node through it, one at a time, and run nodetool upgradesstables before the next`,
  });
}

export function replicationFactorChanged(was: number, is: number): Issue {
  return issue('replication-factor-changed', {
    path: ['datastore', 'replicationFactor'],
    message: `rows have ${was} copies in each datacenter: with ${is} alone in the spec the keyspaces stay as they are, and reads that count on ${is} may miss rows`,
    remedy: `write ${was}; or first ALTER KEYSPACE for Kong's and system_auth with ${is}, and ${is > was ? 'nodetool repair -full on every node' : 'nodetool cleanup on every node, one at a time'}`,
  });
}

export function kongTablesIncompatible(was: string, is: string): Issue {
  return issue('kong-tables-incompatible', {
    path: ['kong', 'version'],
    message: `Kong ${is} cannot use the tables that Kong ${was} has in Cassandra: its upgrade guide asks for a window of downtime, or for a new keyspace`,
    remedy: `write "version": ${show(was)}; the way is kong config db_export with ${was}, and kong config db_import into an empty keyspace with ${is}`,
  });
}

/** The one way that topogen knows to a ring that encrypts other traffic. */
const ENCRYPTED_BESIDE =
  'the way is a topology of another name beside this one, which begins with what you want: kong config db_export here, kong config db_import there, and clients led over by their name';

export function internodeEncryptionChanged(was: string, is: string): Issue {
  return issue('internode-encryption-changed', {
    path: ['datastore', 'encryption'],
    message: `the ring stands with "internode": ${show(was)}: nodes take files one after another, and those with ${show(is)} and those without would refuse each other, on ports that the firewalls of one alone open, so that the ring falls apart until the last node is made anew`,
    remedy: `write ${show(was)} there; ${ENCRYPTED_BESIDE}`,
  });
}

export function clientEncryptionChanged(was: boolean): Issue {
  return issue('client-encryption-changed', {
    path: ['datastore', 'encryption'],
    message: `the ring stands with "clients": ${was}: with ${!was} Kong's nodes, which an apply renews, could not speak to Cassandra's, which take files one after another, and would not start`,
    remedy: `write ${was} there; ${ENCRYPTED_BESIDE}`,
  });
}
