import { commandModules } from '../../src/cli/commands/registry';
import { optionsOf } from '../../src/cli/commands/options-of';
import { SILENT } from '../../src/cli/ports';

/** Returns the words of every command, such as `synth <spec>`. */
export function commandUsages(): readonly string[] {
  return commandModules(SILENT, () => {}).map((it) => String(it.command));
}

/** Returns the name of every command, in the order of the help. */
export function commandNames(): readonly string[] {
  return commandUsages().map((usage) => usage.split(' ')[0]!);
}

/** Returns the name of every option that some command has, without its hyphens. */
export function commandOptions(): readonly string[] {
  const words = commandModules(SILENT, () => {}).flatMap((it) => optionsOf(it).map(({ word }) => word.slice(2)));
  return [...new Set(words)];
}

/** Returns the options of each command, as they are typed. */
export function optionsByCommand(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    commandModules(SILENT, () => {}).map((it) => [it.usage.split(' ')[0]!, optionsOf(it).map(({ word }) => word)]),
  );
}
