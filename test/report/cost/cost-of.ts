import { PRICE_LISTS } from '../../../src/clouds/facts';
import type { Plan } from '../../../src/plan/plan';
import type { CostBreakdown } from '../../../src/report/cost/cost';
import { planCost } from '../../../src/report/cost/plan-cost';

/** The bill of a plan at the prices that topogen ships. */
export function costOf(plan: Plan): CostBreakdown {
  return planCost(plan, PRICE_LISTS);
}
