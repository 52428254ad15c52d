import type { BackupsSpec } from '../backups';
import type { DatastoreOfSpec } from './contract';
import { DATASTORES, type BuiltEngine } from './registry';
import type { DatastoreDocument } from './schema';

/** The section `datastore` with every default filled in, told apart by `engine`. */
export type DatastoreSpec = ReturnType<(typeof DATASTORES)[BuiltEngine]['resolve']>;

/** Returns the datastore that a section names; its methods take this very section. */
export function roomOf({ engine }: DatastoreDocument): DatastoreOfSpec {
  return DATASTORES[engine];
}

/**
 * Fills in every default of a section.
 *
 * @param kong full release of Kong
 * @param datacenters their names
 * @param backups undefined if there are to be none
 */
export function resolveDatastore(
  document: DatastoreDocument,
  kong: string,
  datacenters: readonly string[],
  backups: BackupsSpec | undefined,
): DatastoreSpec {
  return roomOf(document).resolve(document, kong, datacenters, backups) as DatastoreSpec;
}
