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
 */
export function resolveDatastore(
  document: DatastoreDocument,
  kong: string,
  datacenters: readonly string[],
): DatastoreSpec {
  return roomOf(document).resolve(document, kong, datacenters) as DatastoreSpec;
}
