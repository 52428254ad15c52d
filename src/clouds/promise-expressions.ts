import type { DatacenterPlan } from '../plan/plan';
import type { TopologyPromise } from './contract';

/**
 * Makes the promise that the Admin API of every pool is closed to the internet.
 *
 * @param closed returns the condition that these ports are closed
 */
export function adminPromise({ pools }: DatacenterPlan, closed: (ports: readonly number[]) => string): TopologyPromise {
  const ports = [...new Set(pools.flatMap(({ ports: { admin, adminTls } }) => [admin, adminTls]))];
  return {
    name: 'admin_api_is_not_open',
    conditions: [closed(ports)],
    message: "Kong's Admin API must not be open to the internet.",
  };
}

/** A list of at most this many columns stays on one line. */
const SHORT_LIST = 60;

/** Renders a list in HCL: one element a line if it is long, indented as if its line began at the margin. */
export function list(expressions: readonly string[]): string {
  const short = `[${expressions.join(', ')}]`;
  if (short.length <= SHORT_LIST) return short;
  return ['[', ...expressions.map((expression) => `  ${expression},`), ']'].join('\n');
}

/** Returns the condition that a list of zones has so many different ones, each of them equally often. */
export function equalShares(zones: string, nodes: number, zoneCount: number): string {
  const shares = list(Array.from({ length: zoneCount }, () => String(nodes / zoneCount)));
  return `[for share in values({ for zone in ${zones} : zone => zone... }) : length(share)] == ${shares}`;
}
