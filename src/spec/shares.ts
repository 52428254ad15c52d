/**
 * Each datacenter has a share of the requests: the one that the user states, or an even part of what the stated ones leave.
 * Sums are rounded to twelve digits, so that 0.1 + 0.2 + 0.7 is 1 and the order of the datacenters changes nothing.
 */

/** Returns the sum of the stated shares. */
export function sumOfShares(shares: readonly (number | undefined)[]): number {
  const stated = shares.filter((share) => share !== undefined).sort((a, b) => a - b);
  return rounded(stated.reduce((sum, share) => sum + share, 0));
}

/** Returns a share for each datacenter. The stated ones must leave something for the rest. */
export function resolveShares(shares: readonly (number | undefined)[]): number[] {
  const each = shareOfTheRest(shares);
  return shares.map((share) => share ?? each);
}

/** Returns what the stated shares leave to each of the others; 0 if all are stated. */
export function shareOfTheRest(shares: readonly (number | undefined)[]): number {
  const open = shares.filter((share) => share === undefined).length;
  return open === 0 ? 0 : rounded((1 - sumOfShares(shares)) / open);
}

function rounded(value: number): number {
  return Number(value.toPrecision(12));
}
