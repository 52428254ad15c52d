import type { Module } from './commands/command';
import { optionsOf } from './commands/options-of';

/** A spec has this name where it comes from standard input: what `-` stands for on a command line. */
export const STANDARD_INPUT = '<stdin>';

/** Returns the words of a command line with the name for each `-`, which yargs would read as an empty word. */
export function withStandardInput(words: readonly string[], commands: readonly Module[]): readonly string[] {
  const command = commands.find(({ usage }) => usage.split(' ')[0] === words[0]);
  const valued = command ? optionsOf(command).flatMap(({ word, takesValue }) => (takesValue ? [word] : [])) : [];
  return words.map((word, i) => (word === '-' && !valued.includes(words[i - 1] ?? '') ? STANDARD_INPUT : word));
}
