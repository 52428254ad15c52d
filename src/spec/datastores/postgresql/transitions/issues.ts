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

export function primaryMoved(datacenter: string): Issue {
  return issue('primary-moved', {
    path: ['datacenters'],
    message: `PostgreSQL stands in ${datacenter}: elsewhere it would begin empty, and the instance of ${datacenter} be destroyed with all its data`,
    remedy: `leave it in ${datacenter}; to move, make a new topology of another name, and bring the configuration over with decK`,
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
