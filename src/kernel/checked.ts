import type { Issue } from './issue';

/**
 * A `Checked` is the outcome of a stage that can find mistakes of the user's: a value, perhaps with warnings, or all
 * the faults at once. Mistakes are values; bugs are thrown.
 */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Makes the outcome of a stage that found no error, with any warnings and advice. */
export function passed<T>(value: T, issues: readonly Issue[] = []): Checked<T> {
  return { ok: true, value, issues };
}

/**
 * Makes the outcome of a stage that found errors.
 *
 * @param issues every fault that was found, at least one of them an error
 */
export function failed<T>(issues: readonly Issue[]): Checked<T> {
  if (!issues.some((issue) => issue.severity === 'error'))
    throw new Error('a failed stage must name at least one error');
  return { ok: false, issues };
}

/** Makes a failed outcome if one of the issues is an error, else a passed one. */
export function checkedWith<T>(value: T, issues: readonly Issue[]): Checked<T> {
  return issues.some((issue) => issue.severity === 'error') ? failed(issues) : passed(value, issues);
}
