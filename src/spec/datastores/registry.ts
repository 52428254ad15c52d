import { ENGINE_IDS, type EngineId } from '../../kernel/ids';
import { CASSANDRA } from './cassandra/datastore';
import type { DatastoreOfSpec } from './contract';

/** The spec's rooms of datastores: the one list of them in this layer. */
export const DATASTORES = { cassandra: CASSANDRA } as const satisfies Readonly<Record<EngineId, DatastoreOfSpec>>;

/** The engine that a spec gets without asking for one. */
export const DEFAULT_ENGINE = 'cassandra' satisfies EngineId;

/** The section `datastore` of a spec with every default filled in, told apart by `engine`. */
export type DatastoreSpec = ReturnType<(typeof DATASTORES)[EngineId]['resolve']>;

/** Whether topogen builds this engine, of those that a spec may name. */
export function isBuilt(engine: string): engine is EngineId {
  return (ENGINE_IDS as readonly string[]).includes(engine);
}
