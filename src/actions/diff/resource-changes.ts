import {
  differs,
  replacingPaths,
  type Configured,
  type Loss,
  type LossTable,
  type ReplacementRules,
} from '../../kernel/replacement';
import type { StackResources } from './stack-resources';

export type ResourceAction = 'add' | 'change' | 'replace' | 'remove';

/** What becomes of one resource. */
export interface ResourceChange {
  readonly address: string;
  readonly action: ResourceAction;
  /** Arguments that differ, sorted; empty for what is added or removed. */
  readonly changed: readonly string[];
  /** Those of them that force a replacement. */
  readonly replacedFor: readonly string[];
  /** What goes with it when it is replaced or removed. */
  readonly loses?: Loss;
}

/** What the comparison knows of the providers. */
export interface ProviderKnowledge {
  readonly rules: ReplacementRules;
  readonly losses: LossTable;
}

/** The changes of a stack, sorted by address. A stack that is not there has no resources. */
export function resourceChanges(
  before: StackResources,
  after: StackResources,
  knowledge: ProviderKnowledge,
): ResourceChange[] {
  const addresses = [...new Set([...before.keys(), ...after.keys()])].sort();
  return addresses.flatMap((address) => {
    const [old, fresh] = [before.get(address), after.get(address)];
    if (!fresh) return old ? [gone(address, old.type, 'remove', knowledge)] : [];
    if (!old) return [{ address, action: 'add', changed: [], replacedFor: [] }];
    return changeOf(address, fresh.type, old.body, fresh.body, knowledge);
  });
}

function changeOf(
  address: string,
  type: string,
  old: Configured,
  fresh: Configured,
  knowledge: ProviderKnowledge,
): ResourceChange[] {
  const ignored = ignoredArguments(fresh);
  const isSeen = (path: string): boolean => !ignored.has('all') && !ignored.has(path.split('.')[0] ?? '');
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
  const changed = names.filter(
    (name) => isSeen(name) && name !== '//' && name !== 'lifecycle' && differs(old[name], fresh[name]),
  );
  if (changed.length === 0) return [];
  const replacedFor = replacingPaths(knowledge.rules, type, old, fresh).filter(isSeen).sort();
  if (replacedFor.length === 0) return [{ address, action: 'change', changed, replacedFor }];
  return [{ ...gone(address, type, 'replace', knowledge), changed, replacedFor }];
}

function gone(
  address: string,
  type: string,
  action: 'remove' | 'replace',
  { losses }: ProviderKnowledge,
): ResourceChange {
  const loses = losses[type];
  return { address, action, changed: [], replacedFor: [], ...(loses === undefined ? {} : { loses }) };
}

/** The arguments whose changes Terraform is told to overlook. */
function ignoredArguments(body: Configured): ReadonlySet<string> {
  const lifecycle = body['lifecycle'] as { ignore_changes?: string | readonly string[] } | undefined;
  const ignored = lifecycle?.ignore_changes ?? [];
  return new Set((typeof ignored === 'string' ? [ignored] : ignored).map((path) => path.split(/[.[]/)[0] ?? ''));
}
