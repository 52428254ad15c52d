/** What a user typed that no command can take: told with a hint at `--help`, and never with a stack. */
export class UsageError extends Error {}

/**
 * How yargs is to read a command line: every option is written out as it is documented. Left to its own it makes `--no-out` an
 * `out` that is false, `--out.x=1` an `out` that is an object, and numbers of what looks like one.
 */
export const ARGUMENT_RULES = {
  'boolean-negation': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
} as const;

/**
 * Holds what yargs made of a command line to the kinds that the commands rely on: a word or a yes for each name, once.
 *
 * @param parsed by name
 * @param typed the words of the command line
 * @throws UsageError
 */
export function checkArguments(parsed: Readonly<Record<string, unknown>>, typed: readonly string[]): void {
  for (const [name, value] of Object.entries(parsed)) {
    if (name === '_' || name === '$0') continue;
    if (Array.isArray(value)) throw new UsageError(`${asTyped(name, typed)} is given more than once; give it once`);
    if (value === '' || isCutOff(name, value, typed))
      throw new UsageError(`${asTyped(name, typed)} is empty; give it a value`);
    if (typeof value === 'boolean') checkFlag(name, typed);
  }
}

/**
 * Refuses what has a place of its own and is written as an option: beside a word in that place yargs would drop it in silence.
 *
 * @param places names of what commands take by place, such as `spec`
 * @throws UsageError
 */
export function checkPlaces(places: readonly string[], typed: readonly string[]): void {
  const wrong = optionsOf(typed).find((word) => places.some((name) => isOption(word, name)));
  if (wrong !== undefined) throw new UsageError(`${wrong.split('=')[0]} is no option; write what it names by itself`);
}

/** Whether a run is to answer in JSON. Asked of the words themselves, since a command line that is at fault is never parsed. */
export function wantsJson(typed: readonly string[]): boolean {
  return optionsOf(typed).some((word) => word === '--json' || word === '--json=true');
}

/** A flag is given or not: yargs takes any other word after it for a no, and `--frozen-lock=yes` would not freeze anything. */
function checkFlag(name: string, typed: readonly string[]): void {
  const prefix = `--${name}=`;
  const wrong = optionsOf(typed).find(
    (word) => word.startsWith(prefix) && !/^(true|false)$/.test(word.slice(prefix.length)),
  );
  if (wrong !== undefined) throw new UsageError(`--${name} takes no value; write --${name} alone, or leave it out`);
}

/** An option that needs a word and is the last one, or has another option after it: yargs would take its default. */
function isCutOff(name: string, value: unknown, typed: readonly string[]): boolean {
  if (typeof value !== 'string') return false;
  const options = optionsOf(typed);
  return options.some((word, i) => word === `--${name}` && (options[i + 1] ?? '-').startsWith('-'));
}

/** An option as the user knows it; the name alone of what has a place of its own. */
function asTyped(name: string, typed: readonly string[]): string {
  return optionsOf(typed).some((word) => isOption(word, name)) ? `--${name}` : `<${name}>`;
}

function isOption(word: string, name: string): boolean {
  return word === `--${name}` || word.startsWith(`--${name}=`);
}

/** The words before `--`, after which nothing is an option. */
function optionsOf(typed: readonly string[]): readonly string[] {
  const end = typed.indexOf('--');
  return end < 0 ? typed : typed.slice(0, end);
}
