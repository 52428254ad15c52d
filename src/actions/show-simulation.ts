import { canonicalJson } from '../kernel/json';
import { passed, type Checked } from '../kernel/checked';
import type { Plan } from '../plan/plan';
import { modelOf, type Model } from '../report/simulate/model';
import { outcomeOf, type Outcome } from '../report/simulate/outcome';
import { casesOf, lossWords, parseLosses } from '../report/simulate/parse-losses';
import { renderCases } from '../report/simulate/render-cases';
import { renderSimulation } from '../report/simulate/render-simulation';
import { simulate } from '../report/simulate/simulate';
import { casesJson, isBroken, simulationJson } from '../report/simulate/simulation-json';

/** The answer to a simulation, and whether a loss breaks what the spec promises to survive. */
export interface ShownSimulation {
  readonly text: string;
  readonly isBroken: boolean;
}

/** Shows what still works after every single and every double loss. */
export function showSimulation(plan: Plan, json: boolean): ShownSimulation {
  const simulation = simulate(plan);
  return {
    text: json ? canonicalJson(simulationJson(simulation)) : renderSimulation(simulation),
    isBroken: simulation.singles.some(isBroken),
  };
}

/**
 * Shows what still works after the losses that a command line names, or returns an issue for each word that names
 * nothing.
 */
export function showCases(plan: Plan, words: readonly string[], json: boolean): Checked<ShownSimulation> {
  const model = modelOf(plan);
  const asked = parseLosses(model, words);
  if (!asked.ok) return asked;
  const cases = casesOf(model, asked.value).map((losses) => outcomeOf(model, losses));
  return passed({ text: textOf(model, cases, json), isBroken: cases.some(isBroken) });
}

function textOf(model: Model, cases: readonly Outcome[], json: boolean): string {
  return json ? canonicalJson(casesJson(model, cases)) : renderCases(model, cases);
}

/** Returns every word of `--lose` for a plan. */
export function lossNames(plan: Plan): readonly string[] {
  return lossWords(modelOf(plan));
}
