import type { Issue } from './issue';

/**
 * The outcome of a stage that can meet a mistake of the user's: a value, perhaps with warnings, or all the faults at once.
 * Bugs are thrown; mistakes travel as values.
 */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** A good value, with any warnings or advice that came up on the way. */
export function passed<T>(value: T, issues: readonly Issue[] = []): Checked<T> {
  return { ok: true, value, issues };
}

/** Every fault that was found. At least one of them must be an error. */
export function failed<T>(issues: readonly Issue[]): Checked<T> {
  if (!issues.some((issue) => issue.severity === 'error'))
    throw new Error('a failed stage must name at least one error');
  return { ok: false, issues };
}

/** `passed` when none of the issues is an error, else `failed`. */
export function checkedWith<T>(value: T, issues: readonly Issue[]): Checked<T> {
  return issues.some((issue) => issue.severity === 'error') ? failed(issues) : passed(value, issues);
}
