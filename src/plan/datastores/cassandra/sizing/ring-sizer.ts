import type { CloudFactsTable } from '../../../../kernel/cloud/facts';
import type { Spec } from '../../../../spec/spec';
import type { Ledger } from '../../../sizing/reckoned';
import type { DatastoreSizer } from '../../contract';
import { sizeReplication, type ReplicationEnd } from './replication';
import { sizeRing } from './ring';
import { ringLoad } from './ring-load';

/** Makes the sizer of Cassandra nodes in each datacenter, and of the replication between each two datacenters. */
export function ringSizer(spec: Spec, facts: CloudFactsTable, ledger: Ledger): DatastoreSizer {
  const ends: ReplicationEnd[] = [];
  return {
    datacenter({ datacenter, demand, peak, kongNodes }) {
      const load = ringLoad({ spec, datacenter: datacenter.name, demand, peak, kongNodes }, ledger);
      const { sizing, data, issues } = sizeRing({ spec, load }, datacenter, facts[datacenter.cloud], ledger);
      ends.push({ datacenter: datacenter.name, load, data, nodes: sizing.nodes });
      return { sizing, issues };
    },
    replication: () => sizeReplication(spec, ends, ledger),
  };
}
