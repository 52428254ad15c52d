// This is the CommonJS flavour of yargs: bundled from an ordinary import, the other one breaks lines of help inside
// words.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import yargs = require('yargs');
import type { CommandModule } from 'yargs';
import { canonicalJson } from '../kernel/json';
import { ARGUMENT_RULES, checkArguments, checkPlaces, UsageError, wantsJson } from './arguments';
import { commandModules } from './commands/registry';
import { DEBUG, faultOf, faultText } from './faults';
import { packageVersion } from './io/templates';
import { EXIT, type ExitCode, type Terminal } from './ports';

/** The help has this many columns. */
const WIDTH = 100;

/**
 * Runs one command line and returns its exit code. It never exits the process itself, and never throws: an error that a
 * command throws is reported in one sentence, and with `--json` as JSON too.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  let output = '';
  try {
    const commands = commandModules(terminal, (result) => (code = result));
    checkPlaces(commands.flatMap(placesOf), args);
    await parserOf(commands, args).parseAsync(
      [...args],
      {},
      (_error: unknown, _argv: unknown, text: string) => void (output = text),
    );
  } catch (thrown) {
    showFault(thrown, terminal, wantsJson(args));
    return EXIT.error;
  }
  if (output) terminal.out(`${output}\n`);
  return code;
}

function parserOf(commands: CommandModule[], args: readonly string[]): yargs.Argv {
  return yargs([])
    .scriptName('topogen')
    .usage(
      '$0 <command>\n\nTurns one page of intent into the Terraform of a multi-datacenter Kong gateway and its datastore.',
    )
    .locale('en')
    .parserConfiguration(ARGUMENT_RULES)
    .command(commands)
    .completion('completion', 'Print a completion script for bash or zsh')
    .demandCommand(1, 'Which command? topogen --help lists them.')
    .recommendCommands()
    .strict()
    .middleware((parsed) => checkArguments(parsed, args))
    .version(packageVersion())
    .help()
    .wrap(WIDTH)
    .epilogue('Exit codes: 0 done, 1 error, 2 there is a difference (check, diff) or a broken promise (simulate).')
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(message);
    });
}

/** Returns the names of a command's positional arguments: `spec` and `what` of `explain <spec> [what]`. */
function placesOf({ command }: CommandModule): readonly string[] {
  return Array.from(String(command).matchAll(/[<[](\w+)[>\]]/g), ([, name = '']) => name);
}

function showFault(thrown: unknown, terminal: Terminal, json: boolean): void {
  const fault = faultOf(thrown);
  if (json) terminal.out(canonicalJson({ format: 1, ok: false, issues: [{ ...fault, severity: 'error' }] }));
  terminal.err(faultText(fault));
  if (process.env[DEBUG] && thrown instanceof Error) terminal.err(`${thrown.stack ?? ''}\n`);
}
