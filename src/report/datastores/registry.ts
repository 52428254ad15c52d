import type { EngineId } from '../../kernel/ids';
import type { Plan } from '../../plan/plan';
import { CASSANDRA_REPORT } from './cassandra/report';
import type { DatastoreReport } from './contract';

/** What is said of every datastore. */
export const DATASTORE_REPORTS: Readonly<Record<EngineId, DatastoreReport>> = { cassandra: CASSANDRA_REPORT };

/** What is said of the datastore of a plan. */
export function datastoreReport({ datastore }: Pick<Plan, 'datastore'>): DatastoreReport {
  return DATASTORE_REPORTS[datastore.engine];
}
