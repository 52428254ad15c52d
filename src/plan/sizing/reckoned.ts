import type { Figure, InputSource } from '../../kernel/figure';

/**
 * A number with its explanation. Every number of the sizing is kept with its formula, its inputs and their sources, so
 * that `explain` only has to read.
 *
 * Formulas are written in the names of their inputs with + - * / and ceil, floor, round, min, max, sqrt; a test
 * computes each of them again from its text. If the value is a word (a machine type), the formula is a sentence.
 */
export interface Reckoned {
  /** Id, unique in the plan: the datacenter or `topology`, the role, the number, e.g. `us-east.kong.nodes`. */
  readonly id: string;
  readonly title: string;
  readonly value: number | string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: readonly ReckonedInput[];
  /** Reason for this value, for people: the condition that decided, or the failure that it protects from. */
  readonly reason: string;
  /** Alternatives that were considered, nearest first, each with the reason against it. */
  readonly runnersUp: readonly RunnerUp[];
}

/** A reckoned value that is a number, not a word. */
export type ReckonedNumber = Reckoned & { readonly value: number };

export interface ReckonedInput {
  /** Name in the formula. */
  readonly name: string;
  /** Explanation for people, if the name alone does not say it. */
  readonly what?: string;
  readonly value: number | string;
  readonly unit: string;
  readonly source: InputSource;
}

export interface RunnerUp {
  readonly what: string;
  readonly why: string;
}

/** Makes an input of a formula from a table's figure. */
export function fromFigure(name: string, figure: Figure, what?: string): ReckonedInput {
  const input = { name, value: figure.value, unit: figure.unit, source: figure.source };
  return what === undefined ? input : { ...input, what };
}

/** Makes an input of a formula from an earlier number. */
export function fromReckoned(name: string, reckoned: Reckoned): ReckonedInput {
  return { name, value: reckoned.value, unit: reckoned.unit, source: { kind: 'reckoned', id: reckoned.id } };
}

/** The parts of a number that its maker states. @default `runnersUp` is empty */
export type ReckonedText<T extends number | string> = Omit<Reckoned, 'value' | 'runnersUp'> & {
  readonly value: T;
  readonly runnersUp?: readonly RunnerUp[];
};

/** The ledger keeps entries in the order in which they were computed, while one plan is sized. */
export class Ledger {
  readonly #entries: Reckoned[] = [];

  /** Adds an entry and returns it, for later formulas. */
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

/** Rounds up to a whole number, ignoring noise in the last digits: 0.3 / (1 - 0.7) is 1 here and never 2. */
export function wholeAtLeast(value: number): number {
  return Math.ceil(value - 1e-9 * Math.max(1, Math.abs(value)));
}
