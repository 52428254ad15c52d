import type { Completed, Module } from '../commands/command';
import { optionsOf } from '../commands/options-of';

/** The place of a command line that is completed. */
export type Place =
  | { readonly kind: 'command' }
  | { readonly kind: 'option'; readonly command: Module }
  | { readonly kind: 'word'; readonly command: Module; readonly completed: Completed; readonly spec?: string };

/**
 * Returns the place of the last word of an unfinished line; undefined where nothing is known.
 *
 * @param words words behind `topogen`; the last one is unfinished, maybe empty
 */
export function placeOf(words: readonly string[], commands: readonly Module[]): Place | undefined {
  const [name, ...before] = words.slice(0, -1);
  if (name === undefined) return { kind: 'command' };
  const command = commands.find(({ usage }) => usage.split(' ')[0] === name);
  if (!command) return undefined;
  const current = words.at(-1) ?? '';
  const option = optionBefore(before, command);
  if (option === undefined && current.startsWith('-')) return { kind: 'option', command };
  const given = positionals(before, command);
  const names = Array.from(command.usage.matchAll(/[<[](\w+)[>\]]/g), ([, place = '']) => place);
  const asked = option ?? names[given.length];
  if (asked === undefined) return { kind: 'option', command };
  const spec = given[names.findIndex((it) => ['spec', 'revision'].includes(command.completes?.[it] ?? ''))];
  return { kind: 'word', command, completed: command.completes?.[asked] ?? 'file', ...(spec ? { spec } : {}) };
}

/** Returns the name of the option whose value is completed; undefined if it is no option's. */
function optionBefore(before: readonly string[], command: Module): string | undefined {
  const last = before.at(-1);
  return last !== undefined && takesValue(last, command) ? last.slice(2) : undefined;
}

function takesValue(word: string, command: Module): boolean {
  return optionsOf(command).some((it) => it.word === word && it.takesValue);
}

function positionals(before: readonly string[], command: Module): readonly string[] {
  return before.filter((word, i) => !word.startsWith('-') && !takesValue(before[i - 1] ?? '', command));
}
