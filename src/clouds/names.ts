import { clusterStack, terraformName } from '../plan/naming';
import type { DnsEntryPlan } from '../plan/dns';
import type { DatacenterPlan } from '../plan/plan';
import type { BalancerEnd, StackOutputs, StackScope } from './contract';

/** The names of the gateway are in this `.tf` file of the stack `dns`. */
export const NAMES_PART = 'names';

/** Returns the outputs of the cluster stack that a balancer is in. */
export function clusterOutputs(scope: StackScope, { name }: DatacenterPlan): StackOutputs {
  return scope.outputsOf(clusterStack(name));
}

/**
 * Returns the addresses of the machines that lead clients to Kong in a datacenter; undefined where the cloud's own balancer does.
 *
 * @param output of its cluster stack, with the addresses by machine
 */
export function machinesEnd(
  { balancers }: DatacenterPlan,
  outputs: StackOutputs,
  output: string,
): BalancerEnd | undefined {
  if (!balancers) return undefined;
  const [first, second] = balancers.nodes.map(({ name }) => outputs.entry(output, name));
  if (first === undefined || second === undefined) throw new Error('a pair has two');
  return { kind: 'address', addresses: [first, second] };
}

/** Returns the id of what the names have of a datacenter: `gateway_us_east` is its part in the one name of all. */
export function nameId(what: string, { datacenter }: DnsEntryPlan): string {
  return terraformName(what, datacenter);
}
