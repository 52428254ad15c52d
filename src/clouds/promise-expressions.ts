import type { DatacenterPlan } from '../plan/plan';
import type { TopologyPromise } from './contract';

/** That the Admin API of every pool is closed to the internet. `closed`: the condition that these ports are. */
export function adminPromise({ pools }: DatacenterPlan, closed: (ports: readonly number[]) => string): TopologyPromise {
  const ports = [...new Set(pools.flatMap(({ ports: { admin, adminTls } }) => [admin, adminTls]))];
  return {
    name: 'admin_api_is_not_open',
    conditions: [closed(ports)],
    message: "Kong's Admin API must not be open to the internet.",
  };
}

/** Columns of a list that is still read at a glance. */
const SHORT_LIST = 60;

/** A list as HCL has it: one element a line where it is long, indented as if its line began at the margin. */
export function list(expressions: readonly string[]): string {
  const short = `[${expressions.join(', ')}]`;
  if (short.length <= SHORT_LIST) return short;
  return ['[', ...expressions.map((expression) => `  ${expression},`), ']'].join('\n');
}

/** That a list of zones names so many, and each of them equally often. */
export function equalShares(zones: string, nodes: number, zoneCount: number): string {
  const shares = list(Array.from({ length: zoneCount }, () => String(nodes / zoneCount)));
  return `[for share in values({ for zone in ${zones} : zone => zone... }) : length(share)] == ${shares}`;
}
