import type { DatastoreOfSpec } from './contract';
import { BUILT_ENGINES, DATASTORES, type BuiltEngine } from './registry';
import type { DatastoreDocument } from './schema';

type BuiltDocument = Extract<DatastoreDocument, { readonly engine: BuiltEngine }>;

/** The section `datastore` with every default filled in, told apart by `engine`. */
export type DatastoreSpec = ReturnType<(typeof DATASTORES)[BuiltEngine]['resolve']>;

/** Returns the datastore that a section names; its methods take this very section. */
export function roomOf({ engine }: BuiltDocument): DatastoreOfSpec {
  return DATASTORES[engine];
}

/** True if topogen builds the datastore that a section names. */
export function isBuilt(document: DatastoreDocument): document is BuiltDocument {
  return (BUILT_ENGINES as readonly string[]).includes(document.engine);
}

/** Fills in every default of a section. */
export function resolveDatastore(document: BuiltDocument): DatastoreSpec {
  return roomOf(document).resolve(document) as DatastoreSpec;
}
