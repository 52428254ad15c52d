import { LOSSES, REPLACEMENT } from '../../clouds/replacement';
import type { Plan } from '../../plan/plan';
import type { Synthesis } from '../synthesize';
import { resourceChanges, type ResourceChange } from './resource-changes';
import { resourcesByStack } from './stack-resources';
import { topologyChanges, type TopologyChange } from './topology-changes';

/** What changes between two specs: in the topology, and in each stack. */
export interface TopologyDiff {
  readonly topology: readonly TopologyChange[];
  /** In order of apply, with stacks that go at the end; stacks without a change are left out. */
  readonly stacks: readonly {
    readonly stack: string;
    readonly action: 'add' | 'change' | 'remove';
    readonly resources: readonly ResourceChange[];
  }[];
}

/** A topology with its output. */
export interface Version {
  readonly plan: Plan;
  readonly synthesis: Synthesis;
}

/** Compares what two specs give. Reads generated values alone: what exists in the clouds is Terraform's to compare. */
export function diffTopologies(before: Version, after: Version): TopologyDiff {
  const old = resourcesByStack(before.synthesis.assembly);
  const fresh = resourcesByStack(after.synthesis.assembly);
  const names = [...fresh.keys(), ...[...old.keys()].filter((name) => !fresh.has(name))];
  const order = after.plan.stacks.map((stack) => stack.name);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const stacks = names
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((stack) => ({
      stack,
      action: !old.has(stack) ? ('add' as const) : !fresh.has(stack) ? ('remove' as const) : ('change' as const),
      resources: resourceChanges(old.get(stack) ?? new Map(), fresh.get(stack) ?? new Map(), {
        rules: REPLACEMENT,
        losses: LOSSES,
      }),
    }))
    .filter((it) => it.resources.length > 0);
  return { topology: topologyChanges(before.plan, after.plan), stacks };
}

/** Whether the two give the same. */
export function isSame(diff: TopologyDiff): boolean {
  return diff.topology.length === 0 && diff.stacks.length === 0;
}

/** The changes that lose something or cut something, with what they do. */
export function harms(diff: TopologyDiff): { readonly stack: string; readonly change: ResourceChange }[] {
  return diff.stacks.flatMap(({ stack, resources }) =>
    resources.filter((change) => change.loses !== undefined).map((change) => ({ stack, change })),
  );
}
