import type { Argv } from 'yargs';
import type { Module } from './command';

/** An option of a command. */
export interface OptionOf {
  /** The option as it is typed, such as `--out`. */
  readonly word: string;
  /** True if a value follows it. */
  readonly takesValue: boolean;
}

/** Returns the options of a command and those of all. It writes down what the command asks yargs for. */
export function optionsOf(command: Module): readonly OptionOf[] {
  const found: OptionOf[] = [];
  const option = (name: string, { type }: { readonly type?: string }): Argv => {
    found.push({ word: `--${name}`, takesValue: type !== 'boolean' });
    return recorder;
  };
  const recorder = new Proxy({} as Argv, {
    get: (_, method) => (method === 'option' ? option : () => recorder),
  });
  (command.builder as (argv: Argv) => unknown)(recorder);
  return [...found, { word: '--help', takesValue: false }, { word: '--version', takesValue: false }];
}
