import type { Issue } from '../kernel/issue';
import { givenUp } from '../kernel/size';
import { sizeIsDevelopment } from './issues';
import type { Plan } from './plan';

/** Advises what a topology of size development gives up. */
export function sizeAdvice(plan: Pick<Plan, 'size' | 'kong' | 'datacenters'>): Issue[] {
  return plan.size === undefined ? [] : [sizeIsDevelopment(givenUp(plan))];
}
