import type { CassandraSpec } from '../../../spec/datastores/cassandra/resolve';
import type { Spec } from '../../../spec/spec';
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

/** A spec whose datastore is a ring. */
export interface RingSpec extends Spec {
  readonly datastore: CassandraSpec;
}

/**
 * Returns a spec on Cassandra as one.
 *
 * @throws Error if it has another datastore
 */
export function ringSpecOf(spec: Spec): RingSpec {
  const { datastore } = spec;
  if (datastore.engine !== ENGINE) throw new Error('the spec has no Cassandra ring');
  return { ...spec, datastore };
}
