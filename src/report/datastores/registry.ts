import type { EngineId } from '../../kernel/ids';
import type { Plan } from '../../plan/plan';
import { CASSANDRA_REPORT } from './cassandra/report';
import type { DatastoreReport } from './contract';
import { POSTGRESQL_REPORT } from './postgresql/report';

/** The reports' answers of every datastore. */
export const DATASTORE_REPORTS: Readonly<Record<EngineId, DatastoreReport>> = {
  cassandra: CASSANDRA_REPORT,
  postgresql: POSTGRESQL_REPORT,
};

/** Returns the answers of a plan's datastore. */
export function datastoreReport({ datastore }: Pick<Plan, 'datastore'>): DatastoreReport {
  return DATASTORE_REPORTS[datastore.engine];
}
