import type { EngineId } from '../../kernel/ids';
import { CASSANDRA } from './cassandra/datastore';
import type { DatastoreOfSpec } from './contract';

/** The spec's rooms of datastores: the one list of them in this layer. */
export const DATASTORES = { cassandra: CASSANDRA } as const satisfies Readonly<Record<EngineId, DatastoreOfSpec>>;

/** The engine that a spec gets without asking for one. */
export const DEFAULT_ENGINE = 'cassandra' satisfies EngineId;
