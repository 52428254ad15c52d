import type { Figure, InputSource } from '../../kernel/figure';

/**
 * Numbers that can answer for themselves. Every number of the sizing is kept with its formula, the values that went into
 * it and where each of them came from, so that `explain` only has to read.
 *
 * Formulas are written in the names of their inputs with + - * / and ceil, floor, round, min, max, sqrt; a test reckons
 * each of them again from its text. Where the value is a word (a machine type), the formula is a sentence.
 */
export interface Reckoned {
  /** Unique in the plan: the datacenter or `topology`, the role, the number, e.g. `us-east.kong.nodes`. */
  readonly id: string;
  readonly title: string;
  readonly value: number | string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: readonly ReckonedInput[];
  /** Why this value, for people: what decided, or what it protects from. */
  readonly reason: string;
  /** What else was weighed, nearest first, and why it was not taken. */
  readonly runnersUp: readonly RunnerUp[];
}

/** A number that is a number. */
export type ReckonedNumber = Reckoned & { readonly value: number };

export interface ReckonedInput {
  /** As the formula calls it. */
  readonly name: string;
  /** For people, where the name alone does not say it. */
  readonly what?: string;
  readonly value: number | string;
  readonly unit: string;
  readonly source: InputSource;
}

export interface RunnerUp {
  readonly what: string;
  readonly why: string;
}

/** A table's figure as an input of a formula. */
export function fromFigure(name: string, figure: Figure, what?: string): ReckonedInput {
  const input = { name, value: figure.value, unit: figure.unit, source: figure.source };
  return what === undefined ? input : { ...input, what };
}

/** An earlier number as an input of a later one. */
export function fromReckoned(name: string, reckoned: Reckoned): ReckonedInput {
  return { name, value: reckoned.value, unit: reckoned.unit, source: { kind: 'reckoned', id: reckoned.id } };
}

/** What a maker of a number states; no runners-up unless there are some. */
export type ReckonedText<T extends number | string> = Omit<Reckoned, 'value' | 'runnersUp'> & {
  readonly value: T;
  readonly runnersUp?: readonly RunnerUp[];
};

/** The entries in the order in which they were reckoned. Lives only while one plan is sized. */
export class Ledger {
  readonly #entries: Reckoned[] = [];

  /** Keeps the entry and hands it back, for formulas further on. */
  add<T extends number | string>(text: ReckonedText<T>): Reckoned & { readonly value: T } {
    if (typeof text.value === 'number' && !Number.isFinite(text.value)) throw new Error(`${text.id} is not finite`);
    const entry = { ...text, runnersUp: text.runnersUp ?? [] };
    this.#entries.push(entry);
    return entry;
  }

  entries(): readonly Reckoned[] {
    return this.#entries;
  }
}

/**
 * The next whole number, blind to noise in the last digits: 0.3 / (1 - 0.7) is 1 here and never 2.
 */
export function wholeAtLeast(value: number): number {
  return Math.ceil(value - 1e-9 * Math.max(1, Math.abs(value)));
}
