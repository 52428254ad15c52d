import type {
  DatacenterPostgresqlPlan,
  PostgresqlInstancePlan,
  PostgresqlPlan,
  PostgresqlSizing,
} from '../../../plan/datastores/postgresql/plan';
import type { DatacenterDatastorePlan, DatastorePlan, DatastoreSizing } from '../../../plan/datastores/plans';

/** Returns PostgreSQL of a plan. */
export function postgresqlOf({ datastore }: { readonly datastore: DatastorePlan }): PostgresqlPlan {
  return own(datastore);
}

/** Returns the part of a datacenter in PostgreSQL. */
export function postgresqlIn({ datastore }: { readonly datastore: DatacenterDatastorePlan }): DatacenterPostgresqlPlan {
  return own(datastore);
}

/** Returns the instance of a datacenter; undefined if it has clients alone. */
export function instanceIn(datacenter: {
  readonly datastore: DatacenterDatastorePlan;
}): PostgresqlInstancePlan | undefined {
  return postgresqlIn(datacenter).instance;
}

/** Returns the sizes of PostgreSQL. */
export function postgresqlSizingOf(sizing: DatastoreSizing): PostgresqlSizing {
  return own(sizing);
}

/** Returns the machines that an instance runs on: its own, and that of its standby. */
export function machinesOf(instance: PostgresqlInstancePlan | undefined): number {
  if (!instance) return 0;
  return instance.standby ? 2 : 1;
}

/**
 * Returns the value with PostgreSQL's type.
 *
 * @throws Error if the value is of another engine
 */
function own<T extends { readonly engine: string }>(value: T): T & { readonly engine: 'postgresql' } {
  if (value.engine !== 'postgresql') throw new Error(`PostgreSQL's report was asked of ${value.engine}`);
  return value as T & { readonly engine: 'postgresql' };
}
