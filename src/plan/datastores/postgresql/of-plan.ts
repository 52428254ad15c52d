import type { DatacenterPlan, Plan } from '../../plan';
import type { DatastoreSizing } from '../plans';
import type { DatacenterPostgresqlPlan, PostgresqlPlan, PostgresqlSizing } from './plan';

/** The name of this engine, which is also its role and its tier. */
export const ENGINE = 'postgresql';

/**
 * Returns PostgreSQL of a plan.
 *
 * @throws Error if the plan has another datastore
 */
export function postgresqlOf({ datastore }: Pick<Plan, 'datastore'>): PostgresqlPlan {
  if (datastore.engine !== ENGINE) throw new Error('the plan has no PostgreSQL');
  return datastore;
}

/**
 * Returns the part of a datacenter in PostgreSQL.
 *
 * @throws Error if it has another datastore
 */
export function postgresqlIn({ datastore }: Pick<DatacenterPlan, 'datastore'>): DatacenterPostgresqlPlan {
  if (datastore.engine !== ENGINE) throw new Error('the datacenter has no part in PostgreSQL');
  return datastore;
}

/**
 * Returns the sizes of PostgreSQL.
 *
 * @throws Error if they are those of another datastore
 */
export function postgresqlSizingOf(sizing: DatastoreSizing): PostgresqlSizing {
  if (sizing.engine !== ENGINE) throw new Error('the sizes are not those of PostgreSQL');
  return sizing;
}
