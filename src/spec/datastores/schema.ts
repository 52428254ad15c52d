import * as z from 'zod';
import type { NodeDocument } from '../schema-values';
import type { DatastoreNotes, DatastoreOfSpec } from './contract';
import { BUILT_ENGINES, DATASTORES, DEFAULT_ENGINE, type BuiltEngine } from './registry';

type Rooms = typeof DATASTORES;

type Section<Engine extends BuiltEngine> = z.output<z.ZodObject<Rooms[Engine]['section']>>;

/** The section `datastore` after validation, told apart by `engine`: each engine has fields of its own. */
export type DatastoreDocument = {
  readonly [Engine in BuiltEngine]: { readonly engine: Engine } & Section<Engine>;
}[BuiltEngine];

/** The schema of the section `datastore`: a section that names no engine is one of the default engine. */
export const datastoreSchema = z.discriminatedUnion(
  'engine',
  BUILT_ENGINES.map((id) => z.strictObject({ engine: engineField(id), ...DATASTORES[id].section })) as unknown as [
    z.ZodObject<{ engine: z.ZodLiteral }>,
  ],
) as unknown as z.ZodType<DatastoreDocument>;

function engineField(id: BuiltEngine): z.ZodType {
  const named = z.literal(id);
  const description = `The datastore of Kong: ${BUILT_ENGINES.join(' or ')}.`;
  // The union finds its member by this key, and takes one that may be absent for a section without it.
  if (id === DEFAULT_ENGINE) return named.default(DEFAULT_ENGINE).optional().meta({ description });
  return named.meta({ description });
}

/** The engines whose nodes are machines of the topology's own. */
export type EngineOfMachines = {
  [Engine in BuiltEngine]: Rooms[Engine] extends { readonly nodes: z.ZodType } ? Engine : never;
}[BuiltEngine];

/** Their ids. */
export const ENGINES_OF_MACHINES = BUILT_ENGINES.filter(
  (id) => (DATASTORES[id] as DatastoreOfSpec).nodes !== undefined,
) as readonly EngineOfMachines[];

/** Fields of a datacenter about the nodes of its datastore, one for each of those engines, named by its id. */
export const datastoreNodesFields = Object.fromEntries(
  ENGINES_OF_MACHINES.map((id) => [id, DATASTORES[id].nodes]),
) as unknown as { readonly [Engine in EngineOfMachines]: z.ZodType<NodeDocument> & Rooms[Engine]['nodes'] };

/** Returns what the datastores add to the description of a field that is not their own. */
export function datastoreNote(field: keyof DatastoreNotes, separator = ' '): string {
  return BUILT_ENGINES.map((id) => DATASTORES[id].notes[field])
    .filter((note) => note !== '')
    .join(separator);
}
