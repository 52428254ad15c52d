import type { Argv, CommandModule } from 'yargs';
import { UsageError } from '../arguments';
import type { ExitCode, Terminal } from '../ports';

/** The kinds of words that a shell can complete. */
export type Completed =
  | 'spec'
  | 'revision'
  | 'datacenter'
  | 'number'
  | 'loss'
  | 'lost'
  | 'password'
  | 'shell'
  | 'file'
  | 'folder'
  | 'nothing';

/** A command has its words, its options, and a body that returns the exit code. The body itself imports heavy rooms. */
export interface Command<Options> {
  /** Words of the command, e.g. `synth <spec>`. */
  readonly usage: string;
  readonly summary: string;
  readonly examples?: readonly (readonly [string, string])[];
  /** Kinds of words that a shell completes, by the name of a positional argument or an option. @default files */
  readonly completes?: Readonly<Record<string, Completed>>;
  options(argv: Argv): Argv<Options>;
  run(options: Options, terminal: Terminal): Promise<ExitCode>;
}

/** A command as yargs takes it, with its examples and what shells complete. */
export type Module = CommandModule & Pick<Command<unknown>, 'usage' | 'examples' | 'completes'>;

/**
 * Makes the module that yargs accepts for a command.
 *
 * @param done receives the exit code
 */
export function asModule<Options>(
  command: Command<Options>,
  terminal: Terminal,
  done: (code: ExitCode) => void,
): Module {
  const { usage, examples = [], completes = {} } = command;
  return {
    usage,
    examples,
    completes,
    command: usage,
    describe: command.summary,
    builder: (argv) => {
      for (const [line, what] of examples) argv.example(line, what.replaceAll('$0', 'topogen'));
      return command.options(argv) as Argv;
    },
    handler: async (options) => done(await command.run(options as unknown as Options, terminal)),
  };
}

/** Adds the one positional argument that most commands have. */
export function specArgument<T>(argv: Argv<T>): Argv<T & { spec: string }> {
  return argv.positional('spec', {
    type: 'string',
    demandOption: true,
    describe: 'Topology spec, JSON or YAML; - is standard input, for commands that write nothing',
  }) as Argv<T & { spec: string }>;
}

/** Holds that a report is asked for in one form: for yargs, which takes words as the reason to refuse. */
export function oneForm({ json, format }: Readonly<Record<string, unknown>>): true {
  if (json === true && format !== undefined) throw new UsageError('--json and --format are both given; give one');
  return true;
}
