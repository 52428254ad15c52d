import { z } from 'zod';
import { ENGINES_NOT_BUILT, type DatastoreNotes } from './contract';
import { BUILT_ENGINES, DATASTORES, DEFAULT_ENGINE, type BuiltEngine } from './registry';

type Rooms = typeof DATASTORES;

type Section<Engine extends BuiltEngine> = z.output<z.ZodObject<Rooms[Engine]['section']>>;

/** The section `datastore` after validation, told apart by `engine`: each engine has fields of its own. */
export type DatastoreDocument =
  | { readonly [Engine in BuiltEngine]: { readonly engine: Engine } & Section<Engine> }[BuiltEngine]
  | { readonly engine: (typeof ENGINES_NOT_BUILT)[number]['id'] };

/** The schema of the section `datastore`. The compiler refuses it when an engine's fields are missing from it. */
export const datastoreSchema: z.ZodType<DatastoreDocument> = z.strictObject({
  engine: z
    .enum([...BUILT_ENGINES, ...ENGINES_NOT_BUILT.map(({ id }) => id)])
    .default(DEFAULT_ENGINE)
    .meta({ description: `The datastore of Kong. Only ${BUILT_ENGINES.join(' and ')} is built today.` }),
  ...DATASTORES[DEFAULT_ENGINE].section,
});

/** Fields of a datacenter about the nodes of its datastore, one for each engine, named by its id. */
export const datastoreNodesFields = Object.fromEntries(BUILT_ENGINES.map((id) => [id, DATASTORES[id].nodes])) as {
  readonly [Engine in BuiltEngine]: Rooms[Engine]['nodes'];
};

/** Returns what the datastores add to the description of a field that is not their own. */
export function datastoreNote(field: keyof DatastoreNotes): string {
  return BUILT_ENGINES.map((id) => DATASTORES[id].notes[field]).join(' ');
}
