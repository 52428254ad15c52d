import { cidrContains, isPrivateCidr } from '../kernel/cidr';
import type { Exposure } from '../kernel/exposure';

/** This range means everybody who has a way to the balancer. */
export const EVERYBODY = '0.0.0.0/0';

/** The settings that decide which clients a balancer has. */
export interface ClientSettings {
  /** Ranges that the spec lets reach the proxy, anywhere. */
  readonly proxyCidrs: readonly string[];
  readonly supernet: string;
}

/**
 * Returns the ranges of the clients of a balancer. A public one has those of the spec as they are. An internal one is reached
 * from private networks alone: it has the private ranges of the spec, and everybody means everybody in the supernet.
 */
export function clientRanges(exposure: Exposure, { proxyCidrs, supernet }: ClientSettings): string[] {
  if (exposure === 'public') return [...proxyCidrs];
  const ranges = proxyCidrs.map((range) => (range === EVERYBODY ? supernet : range));
  return [...new Set(ranges)].filter((range) => isPrivateCidr(range));
}

/** Returns those ranges of an internal balancer's clients that no route of topogen's leads to. */
export function rangesOutside(ranges: readonly string[], supernet: string): string[] {
  return ranges.filter((range) => !cidrContains(supernet, range));
}
