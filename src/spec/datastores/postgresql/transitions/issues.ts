import { issue, type Issue } from '../../../../kernel/issue';
import { show } from '../../../issues/show';

/** These functions make the issues about changes of a PostgreSQL that stands. */

export function databaseDiskLowered(datacenter: string, was: number, is: number): Issue {
  return issue('database-disk-lowered', {
    path: ['datastore', 'diskGib'],
    message: `the disk of PostgreSQL in ${datacenter} has ${was} GiB: no cloud makes a disk smaller, so with ${is} the instance would be made anew, and all its data be lost`,
    remedy: `leave diskGib out, or write ${was} or more`,
  });
}

export function primaryMoved(was: string, is: string): Issue {
  return issue('primary-moved', {
    path: ['datastore'],
    message: `PostgreSQL stands in ${was}: in ${is} it would begin empty, and the instance of ${was} be destroyed with all its data`,
    remedy: `leave it in ${was}; to move, name ${is} in "replicas" first, and promote that replica once it has everything`,
  });
}

export function replicaPromoted(was: string, is: string): Issue {
  return issue('replica-promoted', {
    path: ['datastore', 'primary'],
    message: `PostgreSQL is written in ${was}: in ${is} the replica is promoted for good, what it has not received by then is lost, and the instance of ${was} is destroyed, with a last backup`,
    remedy: `write "primary": ${show(was)}; the way is in OPERATIONS.md: fence the old primary, wait until ${is} has everything, promote`,
  });
}

export function primaryAsReplica(was: string, is: string): Issue {
  return issue('primary-as-replica', {
    path: ['datastore', 'replicas'],
    message: `${was} has the instance that was written in: no service makes a primary the replica of another, and the apply would fail`,
    remedy: `leave ${show(was)} out of replicas until ${is} is the primary and the instance of ${was} is gone; then name it`,
  });
}

export function replicaOfFormerPrimary(datacenter: string, was: string, is: string): Issue {
  return issue('replica-of-former-primary', {
    path: ['datastore', 'replicas'],
    message: `${datacenter} has a replica of the instance of ${was}: no service lets it follow that of ${is} instead, and the apply would fail`,
    remedy: `leave ${show(datacenter)} out of replicas until ${is} is the primary and the replica is gone; then name it, and it is copied anew`,
  });
}

/** @param hasReaders true if nodes of Kong read from it */
export function replicaRemoved(datacenter: string, hasReaders: boolean): Issue {
  return issue('replica-removed', {
    path: ['datastore', 'replicas'],
    message: `${datacenter} has a replica of PostgreSQL: without it ${hasReaders ? 'Kong there reads from the primary, and ' : ''}nothing can take its place there when its datacenter is lost`,
    remedy: `leave ${show(datacenter)} in replicas; the way to remove it is in OPERATIONS.md`,
  });
}

export function postgresqlStepBack(was: string, is: string): Issue {
  return issue('postgresql-step-back', {
    path: ['datastore', 'version'],
    message: `PostgreSQL ${was} stands: ${is} does not read its files, and no service goes back`,
    remedy: `write "version": ${show(was)}; the way back is a restored backup from before the upgrade`,
  });
}

export function postgresqlMajorUpgrade(was: string, is: string): Issue {
  return issue('postgresql-major-upgrade', {
    path: ['datastore', 'version'],
    message: `PostgreSQL ${was} stands: the step to ${is} stops the instance for minutes, and there is no way back but a backup`,
    remedy: `write "version": ${show(was)}; the way is in OPERATIONS.md: a backup, a rehearsal on a restored copy, and an hour in which nobody changes the configuration`,
  });
}

export function postgresqlUpgradeWithReplicas(was: string, is: string, replicas: readonly string[]): Issue {
  return issue('postgresql-upgrade-with-replicas', {
    path: ['datastore', 'version'],
    message: `PostgreSQL ${was} stands, with replicas in ${replicas.join(', ')}: a primary of ${is} cannot be followed by them, and they do not come along by themselves`,
    remedy: `write "version": ${show(was)}; the way is in OPERATIONS.md: remove the replicas, upgrade the primary, and make them anew`,
  });
}
