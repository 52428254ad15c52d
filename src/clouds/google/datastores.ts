import type { EngineId } from '../../kernel/ids';
import type { Plan } from '../../plan/plan';
import { CASSANDRA } from './cassandra';
import type { DatastoreBuilder } from './datastore';
import { POSTGRESQL } from './postgresql';

const DATASTORES: Readonly<Record<EngineId, DatastoreBuilder>> = { cassandra: CASSANDRA, postgresql: POSTGRESQL };

/** Returns the builder of a plan's datastore. */
export function datastoreBuilder({ datastore }: Plan): DatastoreBuilder {
  return DATASTORES[datastore.engine];
}
