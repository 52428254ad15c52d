import { givenUp } from '../kernel/size';
import type { Plan } from '../plan/plan';

/** Returns what a topology of another size than production gives up, in sentences; undefined if nothing. */
export function sizeNote(plan: Pick<Plan, 'size' | 'kong' | 'datacenters'>): string | undefined {
  if (plan.size === undefined) return undefined;
  return `Its size is ${plan.size}, not production: ${givenUp(plan).join('; ')}. Data has the same copies and the same protection as in production.`;
}
