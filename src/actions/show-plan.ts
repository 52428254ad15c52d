import { canonicalJson } from '../kernel/json';
import type { Plan } from '../plan/plan';
import { renderSummary } from '../report/summary';

/** Renders the plan as tables for people. */
export function planText(plan: Plan): string {
  return renderSummary(plan);
}

/** Renders the whole plan for programs. */
export function planJson(plan: Plan): string {
  return canonicalJson(plan);
}
