import { datastoreOf } from '../datastores/registry';
import type { DatacenterPlan, Plan } from '../plan';
import { toldBy } from './told-certificates';

/** Returns the members of a datacenter's cluster whose machines tell days: pools by their name, machines of the datastore by their role. */
export function tellersOf(plan: Pick<Plan, 'kong' | 'datastore'>, datacenter: DatacenterPlan): readonly string[] {
  const datastore = datastoreOf(plan);
  const isTold = datacenter.notify !== undefined && datastore.certificate?.(plan) !== undefined;
  const pools = datacenter.pools.filter((pool) => toldBy(plan.kong, datacenter, pool).length > 0);
  return [...pools.map(({ name }) => name), ...(isTold ? datastore.machineRoles : [])];
}
