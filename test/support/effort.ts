/** True if tests try all that they can: TOPOGEN_LONG=1, as in `npm run test:long` and CI. */
export const LONG = process.env['TOPOGEN_LONG'] === '1';

/** How often a law is tried: `all` times in the long run, and an eighth as often in `npm test`, five times at least. */
export function times(all: number): number {
  return LONG ? all : Math.max(5, Math.ceil(all / 8));
}

/** True if what differs from a case that is tried in names and numbers alone is tried too: TOPOGEN_CASES=all. */
export const ALIKE_TOO = process.env['TOPOGEN_CASES'] === 'all';

/** True if tests try every case, if not as often: also where a script was changed to see whether any of them notices. */
const EVERY_CASE = LONG || ALIKE_TOO;

/** A test of the long run: one beside it in its file sees most faults that it would see. */
export const longTest = EVERY_CASE ? test : test.skip;

/**
 * Returns the cases of a test: all of them in the long run, and in `npm test` a few that differ most.
 *
 * @throws Error if one of the few is none of all
 */
export function casesOf<T>(all: readonly T[], few: readonly T[]): readonly T[] {
  const strange = few.filter((it) => !all.includes(it));
  if (strange.length > 0) throw new Error(`not among all cases: ${strange.map(String).join(', ')}`);
  return EVERY_CASE ? all : few;
}
