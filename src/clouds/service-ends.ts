import type { Role } from '../kernel/ids';
import type { DatacenterPlan, Endpoint, Plan } from '../plan/plan';

/*
 * A service that a cloud runs has no machine of the plan. The flow table tells where it stands and who calls it.
 */

/** True if a flow ends at the role in this datacenter: the cloud's own service stands here. */
export function standsIn({ flows }: Plan, datacenter: DatacenterPlan, role: Role): boolean {
  return flows.some(({ to }) => isRole(to, role) && to.datacenter === datacenter.name);
}

/** True if members of this datacenter call the role, wherever it stands. */
export function isCalledFrom({ flows }: Plan, datacenter: DatacenterPlan, role: Role): boolean {
  return flows.some(({ from, to }) => isRole(to, role) && from.kind === 'role' && from.datacenter === datacenter.name);
}

function isRole(end: Endpoint, role: Role): end is Extract<Endpoint, { kind: 'role' }> {
  return end.kind === 'role' && end.role === role;
}
