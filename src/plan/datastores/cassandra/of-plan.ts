import type { DatacenterPlan, Plan } from '../../plan';
import type { DatastoreSizing } from '../plans';
import type { CassandraPlan, RingPlan, RingSizing } from './plan';

/** The name of this engine, which is also its role and its tier. */
export const ENGINE = 'cassandra';

/** The ring of a plan. Throws where the plan has another datastore: nothing of Cassandra's may then be asked for. */
export function ringOf({ datastore }: Pick<Plan, 'datastore'>): RingPlan {
  if (datastore.engine !== ENGINE) throw new Error('the plan has no Cassandra ring');
  return datastore;
}

/** The Cassandra nodes of a datacenter. Throws where it has another datastore. */
export function cassandraOf({ datastore }: Pick<DatacenterPlan, 'datastore'>): CassandraPlan {
  if (datastore.engine !== ENGINE) throw new Error('the datacenter has no Cassandra nodes');
  return datastore;
}

/** The sizes of Cassandra nodes. Throws where they are those of another datastore. */
export function ringSizingOf(sizing: DatastoreSizing): RingSizing {
  if (sizing.engine !== ENGINE) throw new Error('the sizes are not those of Cassandra nodes');
  return sizing;
}
