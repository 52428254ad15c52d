import { lossesIn, REPLACEMENT } from '../../clouds/replacement';
import type { StackPlan } from '../../plan/plan';
import { followReferences } from './follow-references';
import { resourceChanges, type ProviderKnowledge, type ResourceChange } from './resource-changes';
import type { StackElements } from './stack-elements';

/** The changes of one stack. */
export interface StackChange {
  readonly stack: string;
  readonly action: 'add' | 'change' | 'remove';
  readonly resources: readonly ResourceChange[];
}

/** The elements of stacks by name. */
export type ByStack = ReadonlyMap<string, StackElements>;

const NO_ELEMENTS: StackElements = new Map();

/**
 * Compares the elements of two versions. Returns the stacks that change in order of apply, removed stacks last.
 *
 * @param stacks those of the old plan, then those of the new one
 */
export function stackChanges(
  old: ByStack,
  fresh: ByStack,
  stacks: { readonly old: readonly StackPlan[]; readonly fresh: readonly StackPlan[] },
): StackChange[] {
  const changes = changesByStack(old, fresh, knowledgeOf(stacks.old));
  const order = stacks.fresh.map((stack) => stack.name);
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...changes]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([stack, resources]) => ({
      stack,
      action: !old.has(stack) ? ('add' as const) : !fresh.has(stack) ? ('remove' as const) : ('change' as const),
      resources,
    }))
    .filter((it) => it.resources.length > 0);
}

/** Returns the changes that lose something. */
export function lossesAmong(
  stacks: readonly StackChange[],
): { readonly stack: string; readonly change: ResourceChange }[] {
  return stacks.flatMap(({ stack, resources }) =>
    resources.filter((change) => change.loses !== undefined).map((change) => ({ stack, change })),
  );
}

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
function knowledgeOf(stacks: readonly StackPlan[]): (stack: string) => ProviderKnowledge {
  const layers = new Map(stacks.map((stack) => [stack.name, stack.layer] as const));
  return (stack) => ({ rules: RULES, losses: lossesIn(layers.get(stack)) });
}
