import type { EngineId } from '../../kernel/ids';
import type { CassandraPlan, RingPlan, RingSizing } from './cassandra/plan';

/**
 * The parts of a plan that depend on the engine: one for the topology, one for each datacenter, and the sizes in each
 * datacenter. The field `engine` of each distinguishes the members of the unions below.
 */
interface EnginePlans {
  readonly cassandra: { readonly topology: RingPlan; readonly datacenter: CassandraPlan; readonly sizing: RingSizing };
}

/** The datastore over all datacenters. */
export type DatastorePlan = EnginePlans[EngineId]['topology'];

/** The datastore's part in one datacenter. */
export type DatacenterDatastorePlan = EnginePlans[EngineId]['datacenter'];

/** Sizes of the datastore in one datacenter. */
export type DatastoreSizing = EnginePlans[EngineId]['sizing'];
