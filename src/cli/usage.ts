import { suggest } from '../kernel/suggest';
import { UsageError } from './arguments';
import type { Module } from './commands/command';
import { optionsOf } from './commands/options-of';

/**
 * Returns the error of a command line that yargs refuses, in a sentence that says what is missing, or what is too much,
 * of which command, with an example of that command.
 *
 * @param message yargs' own, in English
 * @param typed the words of the command line
 */
export function usageError(message: string, typed: readonly string[], commands: readonly Module[]): UsageError {
  const [name = ''] = typed;
  const command = commands.find(({ usage }) => nameOf(usage) === name);
  if (!command) return new UsageError(noCommand(name, commands));
  const [example] = (command.examples ?? []).map(([line]) => line.replaceAll('$0', 'topogen'));
  return new UsageError(faultOf(message, command, typed), { command: nameOf(command.usage), example });
}

/** Returns what a command threw; an error of its words leads to its own help, and not to that of them all. */
export function usageErrorOf(thrown: unknown, [name]: readonly string[], commands: readonly Module[]): unknown {
  const command = commands.map(({ usage }) => nameOf(usage)).find((it) => it === name);
  if (!(thrown instanceof UsageError) || command === undefined || thrown.command !== undefined) return thrown;
  return new UsageError(thrown.message, { command });
}

function noCommand(name: string, commands: readonly Module[]): string {
  if (name === '') return 'no command is named';
  if (name.startsWith('-')) return `there is no option ${name.split('=')[0]}, and no command is named`;
  const near = suggest(
    name,
    commands.map(({ usage }) => nameOf(usage)),
  );
  return `there is no command ${name}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function faultOf(message: string, command: Module, typed: readonly string[]): string {
  const it = `topogen ${nameOf(command.usage)}`;
  const [, got] = /^Not enough .*got (\d+)/.exec(message) ?? [];
  if (got !== undefined) return missing(command, Number(got));
  const [, unknown] = /^Unknown (?:argument|command)s?: (.*)$/.exec(message) ?? [];
  if (unknown !== undefined) return tooMuch(unknown.split(', ')[0]!, command, typed);
  const [, first, second] = /^Arguments (\S+) and (\S+) are mutually exclusive$/.exec(message) ?? [];
  if (first !== undefined) return `${it} takes --${first} or --${second}, not both`;
  const [, needs, needed] = /^Missing dependent arguments:\s+(\S+) -> (\S+)/.exec(message) ?? [];
  if (needs !== undefined) return `--${needs} is of use with --${needed} alone; give both`;
  const [, argument, given, choices] = /Argument: (\S+), Given: (.*), Choices: (.*)$/s.exec(message) ?? [];
  if (argument !== undefined) return `${it} does not know ${given}; ${argument} is one of ${choices!.trim()}`;
  return message;
}

function missing({ usage }: Module, got: number): string {
  const places = Array.from(usage.matchAll(/<(\w+)>/g), ([place]) => place);
  const lacks = got === 0 ? '' : `; ${places.slice(got).join(' and ')} is missing`;
  return `topogen ${nameOf(usage)} needs ${places.join(' and ')}${lacks}`;
}

function tooMuch(word: string, command: Module, typed: readonly string[]): string {
  const name = `topogen ${nameOf(command.usage)}`;
  const option = typed.find((it) => it.startsWith('-') && it.replace(/^-+/, '').split('=')[0] === word);
  if (option === undefined) return `${name} takes ${placesOf(command)}, and ${word} is too much`;
  const shown = option.split('=')[0]!;
  const near = suggest(
    shown,
    optionsOf(command).map((it) => it.word),
  );
  return `${name} has no option ${shown}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function placesOf({ usage }: Module): string {
  return usage.split(' ').slice(1).join(' ') || 'no words';
}

function nameOf(usage: string): string {
  return usage.split(' ')[0]!;
}
