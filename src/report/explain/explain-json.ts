import { canonicalJson } from '../../kernel/json';
import type { Explanation } from './explain';

/** The explanation for programs: the same entries as they stand in the plan. */
export function explainJson(explanation: Explanation): string {
  return canonicalJson({ format: 1, ...explanation });
}
