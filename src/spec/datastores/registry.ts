import type { EngineId } from '../../kernel/ids';
import { CASSANDRA } from './cassandra/datastore';
import type { DatastoreOfSpec } from './contract';
import { POSTGRESQL } from './postgresql/datastore';

/** `DATASTORES` is the spec layer's one list of engines. */
export const DATASTORES = { cassandra: CASSANDRA, postgresql: POSTGRESQL } as const satisfies Readonly<
  Record<EngineId, DatastoreOfSpec>
>;

/** A datastore of that list, which the compiler refuses unless it has every engine. */
export type BuiltEngine = keyof typeof DATASTORES;

/** Their ids. */
export const BUILT_ENGINES = Object.keys(DATASTORES) as readonly BuiltEngine[];

/** A spec that names no engine gets this one. */
export const DEFAULT_ENGINE = 'cassandra' satisfies BuiltEngine;
