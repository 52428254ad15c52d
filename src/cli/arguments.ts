/** A command line that no command accepts. The message has a hint at `--help`, and never a stack. */
export class UsageError extends Error {
  /** Sentences that help, each on a line of its own: an example, and where to read more. */
  readonly remedies: readonly string[];
  /** The command that the words are for, if it is known. */
  readonly command: string | undefined;

  constructor(
    message: string,
    { command, example }: { readonly command?: string; readonly example?: string | undefined } = {},
  ) {
    super(message);
    this.command = command;
    const help = command === undefined ? 'topogen --help' : `topogen ${command} --help`;
    this.remedies = [...(example === undefined ? [] : [`For example: ${example}`]), `Run ${help} for what there is.`];
  }
}

/**
 * yargs reads a command line by these rules, so that every option is written as it is documented. By its own defaults
 * it makes `--no-out` an `out` that is false, `--out.x=1` an `out` that is an object, and numbers of text that looks
 * like one.
 */
export const ARGUMENT_RULES = {
  'boolean-negation': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
} as const;

/** Options that may be given more than once. Every other means one thing only. */
const REPEATABLE: readonly string[] = ['lose'];

/**
 * Checks that yargs read from a command line what the commands rely on: a word or a boolean for each name, once
 * unless the option may be repeated.
 *
 * @param parsed values by name
 * @param typed the words of the command line
 * @throws UsageError
 */
export function checkArguments(parsed: Readonly<Record<string, unknown>>, typed: readonly string[]): void {
  for (const [name, value] of Object.entries(parsed)) {
    if (name === '_' || name === '$0') continue;
    if (Array.isArray(value) && !REPEATABLE.includes(name))
      throw new UsageError(`${asTyped(name, typed)} is given more than once; give it once`);
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (values.some((it) => it === '' || isCutOff(name, it, typed)))
      throw new UsageError(`${asTyped(name, typed)} is empty; give it a value`);
    if (typeof value === 'boolean') checkFlag(name, typed);
  }
}

/**
 * Refuses a positional argument that is written as an option: beside a word in its place yargs would drop it in
 * silence.
 *
 * @param places names of the positional arguments of commands, such as `spec`
 * @throws UsageError
 */
export function checkPlaces(places: readonly string[], typed: readonly string[]): void {
  const wrong = optionsOf(typed).find((word) => places.some((name) => isOption(word, name)));
  if (wrong !== undefined) throw new UsageError(`${wrong.split('=')[0]} is no option; write what it names by itself`);
}

/** True if the answer must be JSON. It looks at the words themselves, since a faulty command line is never parsed. */
export function wantsJson(typed: readonly string[]): boolean {
  return optionsOf(typed).some((word) => word === '--json' || word === '--json=true');
}

/**
 * Refuses a flag with a value: yargs reads any other word after it as false, and `--frozen-lock=yes` would not freeze
 * anything.
 */
function checkFlag(name: string, typed: readonly string[]): void {
  const prefix = `--${name}=`;
  const wrong = optionsOf(typed).find(
    (word) => word.startsWith(prefix) && !/^(true|false)$/.test(word.slice(prefix.length)),
  );
  if (wrong !== undefined) throw new UsageError(`--${name} takes no value; write --${name} alone, or leave it out`);
}

/**
 * True for an option that needs a word and is the last one, or has another option after it: yargs would take its
 * default.
 */
function isCutOff(name: string, value: unknown, typed: readonly string[]): boolean {
  if (typeof value !== 'string') return false;
  const options = optionsOf(typed);
  return options.some((word, i) => word === `--${name}` && (options[i + 1] ?? '-').startsWith('-'));
}

/** Returns an option as the user writes it, or the name alone of a positional argument. */
function asTyped(name: string, typed: readonly string[]): string {
  return optionsOf(typed).some((word) => isOption(word, name)) ? `--${name}` : `<${name}>`;
}

function isOption(word: string, name: string): boolean {
  return word === `--${name}` || word.startsWith(`--${name}=`);
}

/** Returns the words before `--`, after which nothing is an option. */
function optionsOf(typed: readonly string[]): readonly string[] {
  const end = typed.indexOf('--');
  return end < 0 ? typed : typed.slice(0, end);
}
