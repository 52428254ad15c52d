import { commandModules } from '../../src/cli/commands/registry';
import { SILENT } from '../../src/cli/ports';

/** Returns the words of every command, such as `synth <spec>`. */
export function commandUsages(): readonly string[] {
  return commandModules(SILENT, () => {}).map((it) => String(it.command));
}

/** Returns the name of every command, in the order of the help. */
export function commandNames(): readonly string[] {
  return commandUsages().map((usage) => usage.split(' ')[0]!);
}
