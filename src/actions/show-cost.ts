import { PRICE_LISTS } from '../clouds/facts';
import { canonicalJson } from '../kernel/json';
import type { Plan } from '../plan/plan';
import { compareCost, renderComparison, type CostComparison } from '../report/cost/compare-cost';
import { planCost } from '../report/cost/plan-cost';
import { renderCostJson } from '../report/cost/render-cost-json';
import { renderComparisonMarkdown, renderCostMarkdown } from '../report/cost/render-cost-markdown';
import { renderCostTable, sumText } from '../report/cost/render-cost-table';

export type { CostComparison } from '../report/cost/compare-cost';

/** The rest that an estimate for people is made of. */
export interface CostView {
  /** Characters on a line of the terminal. */
  readonly columns?: number;
  /** The plan at the size production, if its own is another. */
  readonly production?: Plan | undefined;
}

/** Renders the monthly estimate as a table for people. */
export function costText(plan: Plan, { columns, production }: CostView = {}): string {
  return `${renderCostTable(planCost(plan, PRICE_LISTS), columns)}${production ? inProduction(production) : ''}`;
}

/** Renders the estimate of the same topology at the size production in a line. */
function inProduction(production: Plan): string {
  return `\nWith "size": "production": ${sumText(planCost(production, PRICE_LISTS))} USD a month.\n`;
}

/** Renders the monthly estimate in the form of infracost's breakdown, for the tools that read it. */
export function costJson(plan: Plan): string {
  return renderCostJson(planCost(plan, PRICE_LISTS));
}

/** Compares two estimates line by line. */
export function costComparison(before: Plan, after: Plan): CostComparison {
  return compareCost(planCost(before, PRICE_LISTS), planCost(after, PRICE_LISTS));
}

/** The answer of `cost --compare` for programs. */
export interface CostComparisonJson extends CostComparison {
  readonly format: 1;
}

/** Renders the comparison for programs. */
export function costComparisonJson(before: Plan, after: Plan): string {
  return canonicalJson({ format: 1, ...costComparison(before, after) } satisfies CostComparisonJson);
}

/**
 * Renders the comparison as a table for people.
 *
 * @param columns characters on a line of the terminal
 */
export function costComparisonText(before: Plan, after: Plan, columns?: number): string {
  return renderComparison(costComparison(before, after), columns);
}

/** Renders the monthly estimate for a comment of a pull request. */
export function costMarkdown(plan: Plan, { production }: CostView = {}): string {
  return `${renderCostMarkdown(planCost(plan, PRICE_LISTS))}${production ? inProduction(production) : ''}`;
}

/** Renders the comparison for a comment of a pull request. */
export function costComparisonMarkdown(before: Plan, after: Plan): string {
  return renderComparisonMarkdown(costComparison(before, after));
}
