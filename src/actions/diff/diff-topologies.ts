import { PROVIDER_ADDITIONS } from '../../clouds/replacement';
import type { Plan } from '../../plan/plan';
import type { Synthesis } from '../synthesize';
import type { ResourceChange } from './resource-changes';
import { lossesAmong, stackChanges, type StackChange } from './stack-changes';
import { elementsByStack } from './stack-elements';
import { topologyChanges, type TopologyChange } from './topology-changes';

/** The changes between two specs: in the topology, and in each stack. */
export interface TopologyDiff {
  readonly topology: readonly TopologyChange[];
  /** Stacks in order of apply, removed stacks last; stacks without a change are left out. */
  readonly stacks: readonly StackChange[];
}

/** A topology with its output. */
export interface Version {
  readonly plan: Plan;
  readonly synthesis: Synthesis;
}

/** Compares the output of two specs. It reads generated values alone: Terraform compares them with the clouds. */
export function diffTopologies(before: Version, after: Version): TopologyDiff {
  const old = elementsByStack(before.synthesis.assembly, PROVIDER_ADDITIONS);
  const fresh = elementsByStack(after.synthesis.assembly, PROVIDER_ADDITIONS);
  const stacks = { old: before.plan.stacks, fresh: after.plan.stacks };
  return { topology: topologyChanges(before.plan, after.plan), stacks: stackChanges(old, fresh, stacks) };
}

/** True if both specs give the same. */
export function isSame(diff: TopologyDiff): boolean {
  return diff.topology.length === 0 && diff.stacks.length === 0;
}

/** Returns the changes that lose something. */
export function harms({ stacks }: TopologyDiff): { readonly stack: string; readonly change: ResourceChange }[] {
  return lossesAmong(stacks);
}
