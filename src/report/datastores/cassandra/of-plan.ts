import type { CassandraPlan, RingPlan, RingSizing } from '../../../plan/datastores/cassandra/plan';
import type { DatacenterDatastorePlan, DatastorePlan, DatastoreSizing } from '../../../plan/datastores/plans';

/** Returns the ring of a plan. */
export function ringOf({ datastore }: { readonly datastore: DatastorePlan }): RingPlan {
  return own(datastore);
}

/** Returns the Cassandra nodes of a datacenter. */
export function cassandraOf({ datastore }: { readonly datastore: DatacenterDatastorePlan }): CassandraPlan {
  return own(datastore);
}

/** Returns the sizes of Cassandra nodes. */
export function ringSizingOf(sizing: DatastoreSizing): RingSizing {
  return own(sizing);
}

/**
 * Returns the value with Cassandra's type.
 *
 * @throws Error if the value is of another engine
 */
function own<T extends { readonly engine: string }>(value: T): T & { readonly engine: 'cassandra' } {
  if (value.engine !== 'cassandra') throw new Error(`Cassandra's report was asked of ${value.engine}`);
  return value as T & { readonly engine: 'cassandra' };
}
