import type { Issue } from '../kernel/issue';
import type { Allowed } from '../spec/lock-shape';
import type { Transition } from '../spec/transitions/transition';
import { DATA_LOSS } from './trees/lost-data';

/** The losses that a user has let pass. */
export interface Passed {
  /** Words that named no loss of the transition; one of the tree may have them. */
  readonly idle: readonly string[];
  /** Datacenters whose data the user has given up by name. */
  readonly dataOf: readonly string[];
}

/** Transitions by what becomes of them. */
export interface Judged {
  readonly refused: readonly Issue[];
  /** Warnings: those that pass by name, and those that need none. */
  readonly warned: readonly Issue[];
  readonly passed: Passed;
  /** Entries for the lock file. */
  readonly record: readonly Allowed[];
}

/** Splits transitions into those that a word of the user's names and those that are refused. */
export function splitTransitions(transitions: readonly Transition[], words: readonly string[]): Judged {
  const errors = transitions.filter(({ issue }) => issue.severity === 'error');
  const warnings = transitions.filter((it) => !errors.includes(it)).map(({ issue }) => issue);
  const named = errors.filter(({ word }) => words.includes(word));
  const idle = words.filter((word) => !named.some((it) => it.word === word));
  return {
    refused: errors.filter((it) => !named.includes(it)).map(({ issue }) => issue),
    warned: [
      ...named.map(({ issue }): Issue => ({
        ...issue,
        severity: 'warning',
        remedy: 'let pass by --allow, and recorded',
      })),
      ...warnings,
    ],
    passed: { idle, dataOf: named.flatMap(({ dataOf }) => dataOf) },
    record: [
      ...named.map(({ word, issue }) => ({ word, what: issue.message })),
      // A run whose tree does not lose this writes nothing, so it may be recorded before that is known.
      ...idle
        .filter((word) => word.startsWith(`${DATA_LOSS}:`))
        .map((word) => ({ word, what: 'data disks that the tree had' })),
    ],
  };
}
