import type { CloudFactsTable } from '../../../../kernel/cloud/facts';
import type { Spec } from '../../../../spec/spec';
import { ringSpecOf } from '../of-plan';
import type { StandingSizes } from '../../../../spec/standing';
import type { Ledger } from '../../../sizing/reckoned';
import type { DatastoreSizer } from '../../contract';
import { sizeReplication, type ReplicationEnd } from './replication';
import { sizeRing } from './ring';
import { ringLoad } from './ring-load';

/** Makes the sizer of Cassandra nodes in each datacenter, and of the replication between each two datacenters. */
export function ringSizer(
  whole: Spec,
  facts: CloudFactsTable,
  ledger: Ledger,
  standing: StandingSizes,
): DatastoreSizer {
  const spec = ringSpecOf(whole);
  const rings = new Map(Object.entries(standing));
  const ends: ReplicationEnd[] = [];
  return {
    datacenter({ datacenter, demand, peak, clients }) {
      if (!clients) throw new Error('Cassandra has clients in every datacenter');
      const kongNodes = clients.most;
      const load = ringLoad({ spec, datacenter: datacenter.name, demand, peak, kongNodes }, ledger);
      const stands = rings.get(datacenter.name);
      const need = { spec, load, ...(stands ? { standing: stands } : {}) };
      const { sizing, data, issues } = sizeRing(need, datacenter, facts[datacenter.cloud], ledger);
      ends.push({ datacenter: datacenter.name, load, data, nodes: sizing.nodes });
      return () => ({ sizing, issues });
    },
    replication: () => sizeReplication(spec, ends, ledger),
  };
}
