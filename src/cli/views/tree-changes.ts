import type { ResourceAction, ResourceChange } from '../../actions/diff/resource-changes';
import { lossesAmong, type StackChange } from '../../actions/diff/stack-changes';
import type { Loss } from '../../kernel/replacement';
import { LOSS_WORDS } from './loss-words';
import { shown } from './shown';

/** A line names so many resources. */
const MOST_NAMED = 4;

const ACTIONS: readonly ResourceAction[] = ['add', 'change', 'replace', 'remove'];

/**
 * Renders what the tree that was overwritten loses by the one that was written, for people: the worst losses first. Empty if
 * it loses nothing.
 *
 * @param root of the tree, as the user named it
 */
export function lossText(changes: readonly StackChange[], root: string): string {
  const losses = lossesAmong(changes);
  const lines = (Object.keys(LOSS_WORDS) as Loss[]).flatMap((kind) =>
    changes.flatMap(({ stack, action }) => {
      const own = losses.filter((it) => it.stack === stack && it.change.loses === kind).map(({ change }) => change);
      const gone = action === 'remove' ? ', once the stack is destroyed' : '';
      return own.length === 0 ? [] : [`  ${stack} ${LOSS_WORDS[kind]}${gone}: ${named(own)}`];
    }),
  );
  return lines.length === 0
    ? ''
    : `warning: what stood in ${shown(root)} is not kept whole, so read the plans before you apply them:\n${lines.join('\n')}\n`;
}

/** Renders the rest of what changes: replacements, then counts by stack; one line if nothing is lost or replaced. */
export function changeText(changes: readonly StackChange[], root: string): string {
  const lost = lossesAmong(changes);
  const nothing = lost.length === 0 ? 'nothing is lost' : '';
  if (changes.length === 0) return `Against what stood in ${shown(root)}: no resource changes.\n`;
  const replaced = changes.flatMap(({ stack, resources }) => {
    const own = resources.filter(({ action, loses }) => action === 'replace' && loses === undefined);
    return own.length === 0 ? [] : [`  ${stack} replaces ${named(own)}`];
  });
  const counts = changes.map(({ stack, action, resources }) => {
    return `${stack} ${action === 'change' ? countsText(resources) : `${WHOLE[action]} (${resources.length})`}`;
  });
  const head = `Against what stood in ${shown(root)}: ${nothing}`;
  if (nothing !== '' && replaced.length === 0) return `${head}; ${counts.join('; ')}.\n`;
  return [
    nothing === '' ? head.replace(/: $/, ':') : `${head}:`,
    ...replaced,
    ...counts.map((it) => `  ${it}`),
    '',
  ].join('\n');
}

const WHOLE = { add: 'is new', remove: 'goes' } as const;

function countsText(resources: readonly ResourceChange[]): string {
  return ACTIONS.map((action) => [action, resources.filter((it) => it.action === action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} to ${action}`)
    .join(', ');
}

function named(changes: readonly ResourceChange[]): string {
  const words = changes.map(({ address, action, replacedFor }) =>
    action === 'replace' ? `${address} (${replacedFor.join(', ')})` : address,
  );
  const more = words.length - MOST_NAMED;
  return `${words.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A resource that goes or is replaced, and what goes with it. */
export interface LossJson extends Pick<ResourceChange, 'address' | 'action' | 'loses'> {
  readonly stack: string;
}

/** The changes of a tree for programs. */
export interface ChangesJson {
  readonly losses: readonly LossJson[];
  /** Stacks in order of apply, removed stacks last; stacks without a change are left out. */
  readonly stacks: readonly StackChange[];
}

/** Returns the changes for programs. */
export function changesJson(changes: readonly StackChange[]): ChangesJson {
  return { losses: lossesAmong(changes).map(lossJson), stacks: changes };
}

/** Returns a loss for programs. */
export function lossJson({ stack, change }: { readonly stack: string; readonly change: ResourceChange }): LossJson {
  const { address, action, loses } = change;
  return { stack, address, action, ...(loses === undefined ? {} : { loses }) };
}
