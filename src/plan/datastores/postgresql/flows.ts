import { role, tcp } from '../../flow';
import type { DatacenterPlan, Endpoint, Flow } from '../../plan';
import { ENGINE, postgresqlIn } from './of-plan';

export const SQL_PORT = 5432;

/** Lets Kong reach the primary, wherever it is, and the replica of its own datacenter. */
export function clientFlows(kong: Endpoint, at: DatacenterPlan, datacenters: readonly DatacenterPlan[]): Flow[] {
  return [
    ...(postgresqlIn(at).part === 'replica' ? [sql(kong, at, 'Kong reads its configuration from the replica')] : []),
    ...datacenters
      .filter((to) => postgresqlIn(to).part === 'primary')
      .map((to) => sql(kong, to, 'Kong reads and writes its configuration')),
  ];
}

function sql(kong: Endpoint, to: DatacenterPlan, purpose: string): Flow {
  return tcp(kong, role(to, ENGINE), SQL_PORT, 'sql', purpose);
}
