import { canonicalJson } from '../../kernel/json';
import type { Explanation } from './explain';

/** The answer of `explain` for programs. */
export interface ExplainJson extends Explanation {
  readonly format: 1;
}

/** Renders the explanation for programs, with the same entries as in the plan. */
export function explainJson(explanation: Explanation): string {
  return canonicalJson({ format: 1, ...explanation } satisfies ExplainJson);
}
