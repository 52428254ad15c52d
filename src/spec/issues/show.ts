import { printable } from '../../kernel/printable';

/** A value of the user's takes at most this many characters of a message. */
const LIMIT = 60;

/** Renders a value for a message: JSON on one line, shortened, and safe to print. */
export function show(value: unknown): string {
  const safe = printable(typeof value === 'number' ? showNumber(value) : (JSON.stringify(value) ?? 'nothing'));
  if (safe.length <= LIMIT) return safe;
  return `${safe.slice(0, LIMIT - 2)}…${safe.startsWith('"') ? '"' : ''}`;
}

/** Shows a number; those without end (`.inf` of YAML, `1e400` of JSON) are said in words, and YAML's `.nan` as it is written. */
function showNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  return Number.isFinite(value) ? String(value) : 'a number without end';
}

/** A message names at most this many words one by one. */
const MOST_NAMED = 12;

/** Joins words as alternatives, `a, b or c`; of a long list the first ones, and the number of the others. */
export function oneOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  if (words.length > MOST_NAMED)
    return `${words.slice(0, MOST_NAMED).join(', ')} or one of ${words.length - MOST_NAMED} more`;
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Joins words that all count, `a, b and c`. */
export function allOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Renders a suggestion as ` (did you mean x?)`, and none as an empty text. */
export function hint(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
}

/** Renders a number with its noun: `1 datacenter`, `2 datacenters`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
