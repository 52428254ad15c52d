import type { EngineId } from '../../kernel/ids';
import type { Plan } from '../plan';
import { CASSANDRA } from './cassandra/datastore';
import type { DatastoreContract } from './contract';
import { POSTGRESQL } from './postgresql/datastore';

/** Every datastore that a topology can be planned on. */
export const DATASTORES: Readonly<Record<EngineId, DatastoreContract>> = {
  cassandra: CASSANDRA,
  postgresql: POSTGRESQL,
};

/** Returns the datastore of a plan. */
export function datastoreOf({ datastore }: Pick<Plan, 'datastore'>): DatastoreContract {
  return DATASTORES[datastore.engine];
}
