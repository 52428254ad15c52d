import type { EngineId } from '../../kernel/ids';
import type { CassandraPlan, RingPlan, RingSizing } from './cassandra/plan';
import type { DatacenterPostgresqlPlan, PostgresqlPlan, PostgresqlSizing } from './postgresql/plan';

/**
 * The parts of a plan that depend on the engine: one for the topology, one for each datacenter, and the sizes in each
 * datacenter. The field `engine` of each distinguishes the members of the unions below.
 */
interface EnginePlans {
  readonly cassandra: { readonly topology: RingPlan; readonly datacenter: CassandraPlan; readonly sizing: RingSizing };
  readonly postgresql: {
    readonly topology: PostgresqlPlan;
    readonly datacenter: DatacenterPostgresqlPlan;
    readonly sizing: PostgresqlSizing;
  };
}

/** The plans above, held to have an entry for each engine. The compiler objects here when one is missing. */
type Plans = OfEveryEngine<EnginePlans>;

type OfEveryEngine<Entries extends Readonly<Record<EngineId, unknown>>> = Entries;

/** The datastore over all datacenters. */
export type DatastorePlan = Plans[keyof Plans]['topology'];

/** The datastore's part in one datacenter. */
export type DatacenterDatastorePlan = Plans[keyof Plans]['datacenter'];

/** Sizes of the datastore in one datacenter. */
export type DatastoreSizing = Plans[keyof Plans]['sizing'];
