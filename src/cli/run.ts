// This is the CommonJS flavour of yargs: bundled from an ordinary import, the other one breaks lines of help inside
// words.
// eslint-disable-next-line @typescript-eslint/no-require-imports
import yargs = require('yargs');
import { canonicalJson } from '../kernel/json';
import { ARGUMENT_RULES, checkArguments, checkPlaces, wantsJson } from './arguments';
import type { Module } from './commands/command';
import { commandModules } from './commands/registry';
import { complete } from './completion/complete';
import { COMPLETE } from './completion/shells';
import { DEBUG, faultOf, faultText, type EndedJson } from './faults';
import { packageVersion } from './io/templates';
import { COLUMNS, EXIT, type ExitCode, type Terminal } from './ports';
import { withStandardInput } from './standard-input';
import { usageError, usageErrorOf } from './usage';
import { foldedMessage } from './views/folded-message';

/** The help has at most this many columns: longer lines are hard to read. */
const WIDEST = 100;

/**
 * Runs one command line and returns its exit code. It never exits the process itself, and never throws: an error that a
 * command throws is reported in one sentence, and with `--json` as JSON too.
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  let output = '';
  const commands = commandModules(terminal, (result) => (code = result));
  if (args[0] === COMPLETE) {
    await complete(args.slice(1), commands, terminal);
    return EXIT.ok;
  }
  try {
    checkPlaces(commands.flatMap(placesOf), args);
    const take = (_error: unknown, _argv: unknown, text: string): void => void (output = text);
    await parserOf(commands, args, terminal.columns ?? COLUMNS).parseAsync(
      [...withStandardInput(args, commands)],
      {},
      take,
    );
  } catch (thrown) {
    const fault =
      thrown instanceof Refused ? usageError(thrown.message, args, commands) : usageErrorOf(thrown, args, commands);
    showFault(fault, terminal, wantsJson(args));
    return EXIT.error;
  }
  if (output) terminal.out(`${output}\n`);
  return code;
}

/** yargs' own refusal of a command line. */
class Refused extends Error {}

function parserOf(commands: Module[], args: readonly string[], columns: number): yargs.Argv {
  return yargs([])
    .scriptName('topogen')
    .usage(
      '$0 <command>\n\nTurns one page of intent into the Terraform of a multi-datacenter Kong gateway and its datastore.',
    )
    .locale('en')
    .parserConfiguration(ARGUMENT_RULES)
    .command(commands)
    .demandCommand(1, 'Which command? topogen --help lists them.')
    .strict()
    .middleware((parsed) => checkArguments(parsed, args))
    .version(packageVersion())
    .help()
    .wrap(Math.min(columns, WIDEST))
    .epilogue('Exit codes: 0 done, 1 error, 2 there is a difference (check, diff) or a broken promise (simulate).')
    .exitProcess(false)
    .fail((message, error) => {
      throw error && error.name !== 'YError' ? error : new Refused(message);
    });
}

/** Returns the names of a command's positional arguments: `spec` and `what` of `explain <spec> [what]`. */
function placesOf({ command }: Module): readonly string[] {
  return Array.from(String(command).matchAll(/[<[](\w+)[>\]]/g), ([, name = '']) => name);
}

function showFault(thrown: unknown, terminal: Terminal, json: boolean): void {
  const fault = faultOf(thrown);
  const ended: EndedJson = { format: 1, ok: false, issues: [{ ...fault, severity: 'error' }] };
  if (json) terminal.out(canonicalJson(ended));
  terminal.err(foldedMessage(faultText(fault), terminal));
  if (process.env[DEBUG] && thrown instanceof Error) terminal.err(`${thrown.stack ?? ''}\n`);
}
