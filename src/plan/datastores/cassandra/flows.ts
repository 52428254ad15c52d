import { role, tcp } from '../../flow';
import type { DatacenterPlan, Endpoint, Flow } from '../../plan';
import { ENGINE } from './of-plan';

/** Cassandra has one port for the ring (7000, which also carries TLS from 4.0 on) and one for clients. */
const STORAGE_PORT = 7000;
const CQL_PORT = 9042;

/** Lets the Cassandra nodes of every datacenter reach those of this one. */
export function ringFlows(to: DatacenterPlan, datacenters: readonly DatacenterPlan[]): Flow[] {
  const target = role(to, ENGINE);
  return datacenters.flatMap((from) => {
    const where = from === to ? 'within the datacenter' : `from ${from.name}`;
    return [
      tcp(role(from, ENGINE), target, STORAGE_PORT, 'gossip', `Cassandra gossip and replication ${where}`),
      tcp(role(from, ENGINE), target, CQL_PORT, 'cql', `Start order and ring initialisation ${where}`),
    ];
  });
}

/** Lets Kong reach the Cassandra nodes of its own datacenter. */
export function clientFlows(kong: Endpoint, at: DatacenterPlan): Flow[] {
  return [tcp(kong, role(at, ENGINE), CQL_PORT, 'cql', 'Kong reads and writes its configuration')];
}
