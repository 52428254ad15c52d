import { printable } from '../../kernel/printable';

/** Room that a value of the user's takes in a message. */
const LIMIT = 60;

/** A value as it stands in a message: JSON on one line, shortened, and safe to print. */
export function show(value: unknown): string {
  const json = value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : JSON.stringify(value);
  const safe = printable(json);
  if (safe.length <= LIMIT) return safe;
  return `${safe.slice(0, LIMIT - 2)}…${safe.startsWith('"') ? '"' : ''}`;
}

/** Words that a message names one by one. */
const MOST_NAMED = 12;

/** `a, b or c`; of a long list the first, and how many more there are. */
export function oneOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  if (words.length > MOST_NAMED)
    return `${words.slice(0, MOST_NAMED).join(', ')} or one of ${words.length - MOST_NAMED} more`;
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** ` (did you mean x?)`, or nothing. */
export function hint(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
}

/** `1 datacenter`, `2 datacenters`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
