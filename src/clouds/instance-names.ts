/*
 * The private names of a managed datastore's instances, for the builders of every cloud: each is a record in each
 * datacenter, which leads to whatever stands.
 */

/** Kong goes to a new address this many seconds after it is put in, when another instance takes over for good. */
export const NAME_TTL_SECONDS = 10;

/** Comment at the record that leads to the primary. */
export const WHY_PRIMARY_NAME =
  'Kong knows no other name of the primary: an instance that is promoted or restored is put here, and no node is replaced for it.';

/** Comment at the record that leads to the replica of its datacenter. */
export const WHY_REPLICA_NAME =
  'Kong reads by this name where there is a replica; it leads to the primary where there is none, so that nodes find somebody while a replica comes or goes.';
