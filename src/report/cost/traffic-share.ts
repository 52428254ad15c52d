import type { CostRole } from '../../kernel/charge';
import type { CostLine } from './cost';

/** Roles with charges for what moves; the others' GiB lie on disks or in logs. */
const MOVING: readonly CostRole[] = ['balancer', 'network', 'traffic', 'link'];

/** Returns the part of a bill that is charged for each GiB that moves, in USD a month, of the lines whose cost is known. */
export function trafficUsd(lines: readonly CostLine[]): number {
  const cents = lines
    .filter(({ role, unit }) => unit === 'GiB' && MOVING.includes(role))
    .reduce((sum, { monthlyUsd = 0 }) => sum + Math.round(monthlyUsd * 100), 0);
  return cents / 100;
}

/** Returns a part of a sum in whole percent; empty if the sum is nothing. */
export function shareText(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.round((100 * part) / whole)} %`;
}
