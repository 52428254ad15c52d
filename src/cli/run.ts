import yargs from 'yargs';
import { commandModules } from './commands/registry';
import { diskFault } from './io/disk-fault';
import { Refusal } from './io/refusal';
import { packageVersion } from './io/templates';
import { EXIT, type ExitCode, type Terminal } from './ports';

/** Runs one command line and answers with its exit code. Never exits the process itself. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  let output = '';
  const parser = yargs([])
    .scriptName('topogen')
    .usage(
      '$0 <command>\n\nTurns one page of intent into the Terraform of a multi-datacenter Kong gateway and its datastore.',
    )
    .command(commandModules(terminal, (result) => (code = result)))
    .completion('completion', 'Print a completion script for bash or zsh')
    .demandCommand(1, 'Which command? topogen --help lists them.')
    .recommendCommands()
    .strict()
    .version(packageVersion())
    .help()
    .wrap(100)
    .epilogue('Exit codes: 0 done, 1 error, 2 there is a difference (check, diff).')
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(message);
    });
  try {
    await parser.parseAsync([...args], {}, (_error: unknown, _argv: unknown, text: string) => void (output = text));
  } catch (error) {
    terminal.err(`error: ${describe(error)}\n`);
    if (error instanceof UsageError) terminal.err('Run topogen --help for what there is.\n');
    return EXIT.error;
  }
  if (output) terminal.out(`${output}\n`);
  return code;
}

class UsageError extends Error {}

/** What a person can act on: a full disk or a forbidden folder is no crash of ours. A bug shows where it happened. */
function describe(error: unknown): string {
  const fault = diskFault(error);
  if (fault !== undefined) return fault;
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError || error instanceof Refusal) return error.message;
  return error.stack ?? error.message;
}
