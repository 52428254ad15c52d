import { commandModules } from '../../src/cli/commands/registry';

/** Returns the words of every command, such as `synth <spec>`. */
export function commandUsages(): readonly string[] {
  const terminal = { out: () => {}, err: () => {}, colours: false };
  return commandModules(terminal, () => {}).map((it) => String(it.command));
}

/** Returns the name of every command, in the order of the help. */
export function commandNames(): readonly string[] {
  return commandUsages().map((usage) => usage.split(' ')[0]!);
}
