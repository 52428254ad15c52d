import type { DatacenterPlan, Plan } from '../../plan';
import type { DatastoreSizing } from '../plans';
import type { CassandraPlan, RingPlan, RingSizing } from './plan';

/** The name of this engine, which is also its role and its tier. */
export const ENGINE = 'cassandra';

/**
 * Returns the ring of a plan.
 *
 * @throws Error if the plan has another datastore
 */
export function ringOf({ datastore }: Pick<Plan, 'datastore'>): RingPlan {
  if (datastore.engine !== ENGINE) throw new Error('the plan has no Cassandra ring');
  return datastore;
}

/**
 * Returns the Cassandra nodes of a datacenter.
 *
 * @throws Error if it has another datastore
 */
export function cassandraOf({ datastore }: Pick<DatacenterPlan, 'datastore'>): CassandraPlan {
  if (datastore.engine !== ENGINE) throw new Error('the datacenter has no Cassandra nodes');
  return datastore;
}

/**
 * Returns the sizes of Cassandra nodes.
 *
 * @throws Error if they are those of another datastore
 */
export function ringSizingOf(sizing: DatastoreSizing): RingSizing {
  if (sizing.engine !== ENGINE) throw new Error('the sizes are not those of Cassandra nodes');
  return sizing;
}
