import { datacenterOf } from '../kernel/datacenter-of';
import { clusterStack, networkStack } from './naming';
import type { DatacenterPlan, Plan, StackPlan } from './plan';

/** A stack, and those that read its outputs from its state. */
export interface StateReaders {
  readonly stack: string;
  readonly readers: readonly string[];
}

type Planned = Pick<Plan, 'stacks' | 'datacenters' | 'kong'>;

/** Returns every stack that others read from, in the order of apply. Nobody reads from the stack of the links. */
export function stateReaders(plan: Planned): StateReaders[] {
  return plan.stacks.flatMap(({ name, layer }) => {
    const readers = plan.stacks.filter((it) => layer !== 'links' && readsFrom(plan, it, name));
    return readers.length === 0 ? [] : [{ stack: name, readers: readers.map((it) => it.name) }];
  });
}

function readsFrom(plan: Planned, reader: StackPlan, name: string): boolean {
  return reader.dependsOn.includes(name) || farAccounts(plan, reader).includes(name);
}

/** Returns the networks whose accounts of data planes the control planes' cluster lets read the seed, on other clouds. */
function farAccounts({ kong: { hybrid }, datacenters }: Planned, reader: StackPlan): string[] {
  if (!hybrid || reader.name !== clusterStack(hybrid.datacenter)) return [];
  const home: DatacenterPlan = datacenterOf({ datacenters }, hybrid.datacenter);
  return datacenters.filter(({ cloud }) => cloud !== home.cloud).map((it) => networkStack(it.name));
}
