import { lossesIn, PROVIDER_ADDITIONS, REPLACEMENT } from '../../clouds/replacement';
import type { Plan } from '../../plan/plan';
import type { Synthesis } from '../synthesize';
import { followReferences } from './follow-references';
import { resourceChanges, type ProviderKnowledge, type ResourceChange } from './resource-changes';
import { elementsByStack, type StackElements } from './stack-elements';
import { topologyChanges, type TopologyChange } from './topology-changes';

/** The changes between two specs: in the topology, and in each stack. */
export interface TopologyDiff {
  readonly topology: readonly TopologyChange[];
  /** Stacks in order of apply, removed stacks last; stacks without a change are left out. */
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

/** Compares the output of two specs. It reads generated values alone: Terraform compares them with the clouds. */
export function diffTopologies(before: Version, after: Version): TopologyDiff {
  const old = elementsByStack(before.synthesis.assembly, PROVIDER_ADDITIONS);
  const fresh = elementsByStack(after.synthesis.assembly, PROVIDER_ADDITIONS);
  const changes = changesByStack(old, fresh, knowledgeOf(before.plan));
  const order = after.plan.stacks.map((stack) => stack.name);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const stacks = [...changes]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([stack, resources]) => ({
      stack,
      action: !old.has(stack) ? ('add' as const) : !fresh.has(stack) ? ('remove' as const) : ('change' as const),
      resources,
    }))
    .filter((it) => it.resources.length > 0);
  return { topology: topologyChanges(before.plan, after.plan), stacks };
}

type ByStack = ReadonlyMap<string, StackElements>;

const NO_ELEMENTS: StackElements = new Map();

/** Returns the elements that differ by themselves, and the changes that follow in elements that refer to them. */
function changesByStack(
  old: ByStack,
  fresh: ByStack,
  knowledge: (stack: string) => ProviderKnowledge,
): Map<string, ResourceChange[]> {
  const names = [...new Set([...fresh.keys(), ...old.keys()])];
  const direct = names.map((stack) => {
    const changes = resourceChanges(old.get(stack) ?? NO_ELEMENTS, fresh.get(stack) ?? NO_ELEMENTS, knowledge(stack));
    return [stack, changes] as const;
  });
  const staying = [...fresh].map(([stack, elements]) => {
    return [stack, new Map([...elements].filter(([address]) => old.get(stack)?.has(address)))] as const;
  });
  return followReferences(new Map(direct), new Map(staying), knowledge);
}

/** A data source with other arguments may return anything: all its attributes count as new. */
const RULES = { ...REPLACEMENT, data: ['*'] };

/** Returns the knowledge for a stack of the old plan: only a stack that existed can lose anything. */
function knowledgeOf({ stacks }: Plan): (stack: string) => ProviderKnowledge {
  const layers = new Map(stacks.map((stack) => [stack.name, stack.layer] as const));
  return (stack) => ({ rules: RULES, losses: lossesIn(layers.get(stack)) });
}

/** True if both specs give the same. */
export function isSame(diff: TopologyDiff): boolean {
  return diff.topology.length === 0 && diff.stacks.length === 0;
}

/** Returns the changes that lose something. */
export function harms(diff: TopologyDiff): { readonly stack: string; readonly change: ResourceChange }[] {
  return diff.stacks.flatMap(({ stack, resources }) =>
    resources.filter((change) => change.loses !== undefined).map((change) => ({ stack, change })),
  );
}
