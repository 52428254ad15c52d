import type { Plan } from '../../../src/plan/plan';
import { modelOf } from '../../../src/report/simulate/model';
import { outcomeOf, type Outcome } from '../../../src/report/simulate/outcome';
import { parseLosses } from '../../../src/report/simulate/parse-losses';

/** Returns the access to the rows that `topogen simulate` claims after losses. */
export function simulated(plan: Plan, words: readonly string[]): Pick<Outcome, 'reads' | 'writes'> {
  const model = modelOf(plan);
  const asked = parseLosses(model, words);
  if (!asked.ok) throw new Error(JSON.stringify(asked.issues));
  const { reads, writes } = outcomeOf(model, asked.value.together);
  return { reads, writes };
}
