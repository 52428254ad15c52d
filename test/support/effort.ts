/** True if tests try all that they can: TOPOGEN_LONG=1, as in `npm run test:long` and CI. */
export const LONG = process.env['TOPOGEN_LONG'] === '1';

/** How often a law is tried: `all` times in the long run, and a quarter as often in `npm test`, five times at least. */
export function times(all: number): number {
  return LONG ? all : Math.max(5, Math.ceil(all / 4));
}
