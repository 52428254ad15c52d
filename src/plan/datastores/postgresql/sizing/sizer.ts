import type { CloudFactsTable } from '../../../../kernel/cloud/facts';
import type { DatastoreSpec } from '../../../../spec/datastores/section';
import type { PostgresqlSpec } from '../../../../spec/datastores/postgresql/resolve';
import type { Spec } from '../../../../spec/spec';
import type { StandingSizes } from '../../../../spec/standing';
import type { Ledger } from '../../../sizing/reckoned';
import type { DatastoreSizer } from '../../contract';
import { ENGINE } from '../of-plan';
import { kongConnections, neededConnections } from './connections';
import { sizeInstance } from './instance';

/** Makes the sizer of PostgreSQL: one instance, in the one datacenter. */
export function postgresqlSizer(
  spec: Spec,
  facts: CloudFactsTable,
  ledger: Ledger,
  standing: StandingSizes,
): DatastoreSizer {
  const section = sectionOf(spec.datastore);
  return {
    datacenter(need) {
      const { datacenter, demand } = need;
      const connections = neededConnections(datacenter.name, [kongConnections(need, ledger)], ledger);
      const { sizing, issues } = sizeInstance(
        {
          spec,
          section,
          datacenter,
          facts: facts[datacenter.cloud],
          connections,
          counted: demand.afterLoss,
          standing: new Map(Object.entries(standing)).get(datacenter.name),
        },
        ledger,
      );
      return { sizing: { engine: ENGINE, part: 'primary', instance: sizing }, issues };
    },
    replication: () => [],
  };
}

/**
 * Returns the section of a spec on PostgreSQL.
 *
 * @throws Error if the spec has another datastore
 */
export function sectionOf(datastore: DatastoreSpec): PostgresqlSpec {
  if (datastore.engine !== ENGINE) throw new Error('the spec has no PostgreSQL');
  return datastore;
}
