import { role, tcp } from '../../flow';
import type { DatacenterPlan, Endpoint, Flow } from '../../plan';
import { ENGINE, postgresqlIn } from './of-plan';

export const SQL_PORT = 5432;

/** Lets Kong reach the primary, wherever it is. */
export function clientFlows(kong: Endpoint, _at: DatacenterPlan, datacenters: readonly DatacenterPlan[]): Flow[] {
  return datacenters
    .filter((to) => postgresqlIn(to).part === 'primary')
    .map((to) => tcp(kong, role(to, ENGINE), SQL_PORT, 'sql', 'Kong reads and writes its configuration'));
}
