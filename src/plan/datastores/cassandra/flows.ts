import { role, tcp } from '../../flow';
import type { DatacenterPlan, Endpoint, Flow, Plan } from '../../plan';
import { storagePorts, TLS_STORAGE_PORT } from './encryption';
import { ENGINE, ringOf } from './of-plan';

const CQL_PORT = 9042;

/** Lets the Cassandra nodes of every datacenter reach those of this one. */
export function ringFlows(
  to: DatacenterPlan,
  datacenters: readonly DatacenterPlan[],
  plan: Pick<Plan, 'datastore'>,
): Flow[] {
  const target = role(to, ENGINE);
  return datacenters.flatMap((from) => {
    const where = from === to ? 'within the datacenter' : `from ${from.name}`;
    return [
      ...storagePorts(ringOf(plan), from === to).map((port) => {
        const isTls = port === TLS_STORAGE_PORT;
        const purpose = `Cassandra gossip and replication${isTls ? ' by TLS' : ''} ${where}`;
        return tcp(role(from, ENGINE), target, port, isTls ? 'gossip-tls' : 'gossip', purpose);
      }),
      tcp(role(from, ENGINE), target, CQL_PORT, 'cql', `Start order and ring initialisation ${where}`),
    ];
  });
}

/** Lets Kong reach the Cassandra nodes of its own datacenter. */
export function clientFlows(kong: Endpoint, at: DatacenterPlan): Flow[] {
  return [tcp(kong, role(at, ENGINE), CQL_PORT, 'cql', 'Kong reads and writes its configuration')];
}
