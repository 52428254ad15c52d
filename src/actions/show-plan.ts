import { canonicalJson } from '../kernel/json';
import type { Plan } from '../plan/plan';
import { renderSummary } from '../report/summary';

/**
 * Renders the plan as tables for people.
 *
 * @param columns characters on a line of the terminal
 */
export function planText(plan: Plan, columns?: number): string {
  return renderSummary(plan, columns);
}

/** Renders the whole plan for programs. */
export function planJson(plan: Plan): string {
  return canonicalJson(plan);
}
