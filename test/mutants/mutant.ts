import { createHash } from 'node:crypto';

/** One small change of one file. */
export interface Mutant {
  /** From the project's root. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The kind of change, e.g. `comparison`. */
  readonly kind: Kind;
  /** Where it begins, counted from 1, and the text of its line without the space around it. */
  readonly line: number;
  readonly column: number;
  readonly lineText: string;
  /** In words of the source: `left < blocks => left <= blocks`. */
  readonly change: string;
}

/**
 * How likely a kind comes into a sample, against the others. A wrong decision builds something else, a wrong number often
 * does, and a wrong word mostly reads ill.
 */
const WEIGHTS = {
  comparison: 6,
  logic: 6,
  condition: 6,
  call: 5,
  number: 4,
  element: 3,
  statement: 3,
  text: 1,
} as const;

export type Kind = keyof typeof WEIGHTS;

/** A change of the characters from `start` to `end` of a text. */
export function mutantOf(
  path: string,
  text: string,
  kind: Kind,
  start: number,
  end: number,
  replacement: string,
): Mutant {
  const before = text.slice(0, start);
  const from = before.lastIndexOf('\n') + 1;
  const to = text.indexOf('\n', start);
  return {
    path,
    start,
    end,
    replacement,
    kind,
    line: before.split('\n').length,
    column: start - from + 1,
    lineText: text.slice(from, to === -1 ? undefined : to).trim(),
    change: `${oneLine(text.slice(start, end))} => ${oneLine(replacement)}`.trim(),
  };
}

/** The file's text with the change made. */
export function mutate(text: string, { start, end, replacement }: Mutant): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * The mutants in the order in which samples take them. Each has its own number of the seed, so that a change elsewhere in
 * the file leaves the others where they are.
 */
export function shuffled(mutants: readonly Mutant[], seed: number): Mutant[] {
  const rank = new Map(mutants.map((it) => [it, chance(it, seed) ** (1 / WEIGHTS[it.kind])]));
  return [...mutants].sort((a, b) => rank.get(b)! - rank.get(a)!);
}

function chance({ path, lineText, change }: Mutant, seed: number): number {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, path, lineText, change]))
    .digest();
  return (digest.readUInt32BE(0) + 1) / 2 ** 32;
}
