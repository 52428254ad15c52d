import type { CloudFactsTable } from '../../../../kernel/cloud/facts';
import type { Issue } from '../../../../kernel/issue';
import type { DatastoreSpec } from '../../../../spec/datastores/section';
import type { PostgresqlSpec } from '../../../../spec/datastores/postgresql/resolve';
import type { DatacenterSpec, Spec } from '../../../../spec/spec';
import type { StandingSizes } from '../../../../spec/standing';
import type { Ledger, ReckonedNumber } from '../../../sizing/reckoned';
import type { DatastoreNeed, DatastoreSizer, SizedDatastore } from '../../contract';
import { ENGINE } from '../of-plan';
import { kongConnections, neededConnections } from './connections';
import { farPrimary, mayHaveReplica, roundTrip } from './far-primary';
import { sizeInstance, type SizedInstance } from './instance';
import { copiesFrom, replicaOf } from './replica';

/**
 * Makes the sizer of PostgreSQL: the primary, which Kong of every datacenter but data planes connects to, and its replicas, which are of the
 * same size.
 */
export function postgresqlSizer(
  spec: Spec,
  facts: CloudFactsTable,
  ledger: Ledger,
  standing: StandingSizes,
): DatastoreSizer {
  const section = sectionOf(spec.datastore);
  const connections: ReckonedNumber[] = [];
  const needs: DatastoreNeed[] = [];
  let sizedPrimary: SizedInstance | undefined;
  return {
    datacenter(need) {
      needs.push(need);
      if (need.clients) connections.push(kongConnections(need, need.clients, ledger));
      return () => sized(need);
    },
    replication: () => [],
  };

  function sized({ datacenter, clients }: DatastoreNeed): SizedDatastore {
    if (datacenter.name === section.primary) {
      const { sizing, issues } = primary();
      return { sizing: { engine: ENGINE, part: 'primary', instance: sizing }, issues };
    }
    const hasReplica = section.replicas.includes(datacenter.name);
    // Data planes are no clients of it.
    const issues = clients ? [farFrom(home().datacenter, datacenter, hasReplica)] : [];
    if (!hasReplica) return { sizing: { engine: ENGINE, part: 'clients' }, issues };
    const place = placeOf(datacenter);
    const instance = replicaOf(primary().sizing, section.primary, place, ledger);
    const copies = copiesFrom(section.primary, place, ledger);
    return { sizing: { engine: ENGINE, part: 'replica', instance, copies }, issues };
  }

  function farFrom(far: DatacenterSpec, datacenter: DatacenterSpec, hasReplica: boolean): Issue {
    return farPrimary(['datacenters', spec.datacenters.indexOf(datacenter)], {
      datacenter: datacenter.name,
      primary: far.name,
      milliseconds: roundTrip(facts, datacenter, far, ledger).value,
      hasReplica,
      mayHaveReplica: mayHaveReplica(facts, datacenter, far),
    });
  }

  /** Sizes the primary once: the datacenters come in order of index, and any of them may have it. */
  function primary(): SizedInstance {
    const { datacenter, demand } = home();
    sizedPrimary ??= sizeInstance(
      {
        spec,
        section,
        ...placeOf(datacenter),
        connections: neededConnections(datacenter.name, connections, ledger),
        counted: demand.afterLoss,
      },
      ledger,
    );
    return sizedPrimary;
  }

  function home(): DatastoreNeed {
    const need = needs.find(({ datacenter }) => datacenter.name === section.primary);
    if (!need) throw new Error(`there is no datacenter ${section.primary} for the primary`);
    return need;
  }

  function placeOf(datacenter: DatacenterSpec) {
    return {
      datacenter,
      facts: facts[datacenter.cloud],
      standing: new Map(Object.entries(standing)).get(datacenter.name),
    };
  }
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
