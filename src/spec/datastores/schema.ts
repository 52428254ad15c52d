import { z } from 'zod';
import { ENGINE_IDS, type EngineId } from '../../kernel/ids';
import { ENGINES_NOT_BUILT, type DatastoreNotes } from './contract';
import { DATASTORES, DEFAULT_ENGINE } from './registry';

type NodesByEngine = { readonly [Engine in EngineId]: (typeof DATASTORES)[Engine]['nodes'] };

/** Fields of a datacenter about the nodes of its datastore, one for each engine, named by its id. */
export const datastoreNodesFields = Object.fromEntries(
  ENGINE_IDS.map((id) => [id, DATASTORES[id].nodes]),
) as NodesByEngine;

/** The section `datastore`. */
export const datastoreSchema = z.strictObject({
  engine: z
    .enum([...ENGINE_IDS, ...ENGINES_NOT_BUILT.map(({ id }) => id)])
    .default(DEFAULT_ENGINE)
    .meta({ description: `The datastore of Kong. Only ${ENGINE_IDS.join(' and ')} is built today.` }),
  ...DATASTORES[DEFAULT_ENGINE].section,
});

/** What the datastores add to the description of a field outside their own. */
export function datastoreNote(field: keyof DatastoreNotes): string {
  return ENGINE_IDS.map((id) => DATASTORES[id].notes[field]).join(' ');
}
