import { clusterStack, terraformName } from '../plan/naming';
import type { DnsEntryPlan } from '../plan/dns';
import type { DatacenterPlan } from '../plan/plan';
import type { StackOutputs, StackScope } from './contract';

/** The names of the gateway are in this `.tf` file of the stack `dns`. */
export const NAMES_PART = 'names';

/** Returns the outputs of the cluster stack that a balancer is in. */
export function clusterOutputs(scope: StackScope, { name }: DatacenterPlan): StackOutputs {
  return scope.outputsOf(clusterStack(name));
}

/** Returns the id of what the names have of a datacenter: `gateway_us_east` is its part in the one name of all. */
export function nameId(what: string, { datacenter }: DnsEntryPlan): string {
  return terraformName(what, datacenter);
}
