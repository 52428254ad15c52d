import {
  differs,
  replacingPaths,
  type Configured,
  type Loss,
  type LossTable,
  type ReplacementRules,
} from '../../kernel/replacement';
import { ignoredChanges, withoutIgnored } from './ignored-changes';
import type { StackElements } from './stack-elements';

export type ResourceAction = 'add' | 'change' | 'replace' | 'remove';

/** The change of one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly action: ResourceAction;
  /** Arguments that differ, sorted; empty for an added or removed resource. */
  readonly changed: readonly string[];
  /** Those of them that force a replacement. */
  readonly replacedFor: readonly string[];
  /** Elements that it refers to and that change or replace it, sorted; absent if it differs by itself alone. */
  readonly because?: readonly string[];
  /** Loss when the resource is replaced or removed. */
  readonly loses?: Loss;
}

/** The properties of the providers that the comparison needs. */
export interface ProviderKnowledge {
  readonly rules: ReplacementRules;
  readonly losses: LossTable;
}

/**
 * Returns the elements that differ by themselves, sorted by address; `followReferences` adds the changes that follow. A
 * stack that does not exist has no elements.
 */
export function resourceChanges(
  before: StackElements,
  after: StackElements,
  knowledge: ProviderKnowledge,
): ResourceChange[] {
  const addresses = [...new Set([...before.keys(), ...after.keys()])].sort();
  return addresses.flatMap((address) => {
    const [old, fresh] = [before.get(address), after.get(address)];
    if (!fresh) return old ? [{ ...NOTHING, address, action: 'remove', ...lossOf(old.type, knowledge) }] : [];
    if (!old) return [{ ...NOTHING, address, action: 'add' }];
    if (old === fresh) return [];
    const ignored = ignoredChanges(fresh.body);
    const [one, other] = [withoutIgnored(old.body, ignored), withoutIgnored(fresh.body, ignored)];
    const changed = changedArguments(one, other);
    if (changed.length === 0) return [];
    const replacedFor = replacingPaths(knowledge.rules, fresh.type, one, other);
    return [changeOf(address, fresh.type, { changed, replacedFor, takesFrom: [], forcedBy: [] }, knowledge)];
  });
}

/** The findings about an element that stays. */
export interface Findings {
  readonly changed: Iterable<string>;
  readonly replacedFor: Iterable<string>;
  /** Elements that it takes new values from, and those of them that force a replacement. */
  readonly takesFrom: Iterable<string>;
  readonly forcedBy: Iterable<string>;
}

/** Makes the change to report for an element: `replace` if any changed path forces it, else `change`. */
export function changeOf(
  address: string,
  type: string,
  findings: Findings,
  knowledge: ProviderKnowledge,
): ResourceChange {
  const replacedFor = [...findings.replacedFor].sort();
  const isReplaced = replacedFor.length > 0;
  const because = [...(isReplaced ? findings.forcedBy : findings.takesFrom)].sort();
  return {
    address,
    action: isReplaced ? 'replace' : 'change',
    changed: [...findings.changed].sort(),
    replacedFor,
    ...(because.length === 0 ? {} : { because }),
    ...(isReplaced ? lossOf(type, knowledge) : {}),
  };
}

const NOTHING = { changed: [], replacedFor: [] };

function changedArguments(old: Configured, fresh: Configured): string[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
  return names.filter((name) => name !== '//' && name !== 'lifecycle' && differs(old[name], fresh[name]));
}

function lossOf(type: string, { losses }: ProviderKnowledge): { readonly loses?: Loss } {
  const loses = losses[type];
  return loses === undefined ? {} : { loses };
}
