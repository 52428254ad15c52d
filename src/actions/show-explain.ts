import type { Checked } from '../kernel/checked';
import { passed } from '../kernel/checked';
import type { Plan } from '../plan/plan';
import { planTopology } from '../plan/plan-topology';
import { CLOUD_FACTS } from '../clouds/facts';
import { PRICE_LISTS } from '../clouds/facts';
import { planCost } from '../report/cost/plan-cost';
import { curveRates, sizeCurve, type CurvePoint } from '../report/curve/curve';
import { renderCurveTable } from '../report/curve/render-curve-table';
import type { CurveDrawing } from '../report/drawings/curve';
import { datastoreReport } from '../report/datastores/registry';
import { explain } from '../report/explain/explain';
import { explainJson } from '../report/explain/explain-json';
import { renderExplain } from '../report/explain/render-explain';
import { canonicalJson } from '../kernel/json';
import type { Topology } from './load-topology';

/**
 * Renders every number that `what` names, with formula, inputs and sources, or returns an issue if nothing has that
 * name.
 *
 * @param columns characters on a line of the terminal
 */
export function explainText(plan: Plan, what: string | undefined, json: boolean, columns?: number): Checked<string> {
  const explained = explain(plan, what);
  if (!explained.ok) return explained;
  return passed(json ? explainJson(explained.value) : renderExplain(explained.value, columns));
}

/** Returns every word that names numbers of the plan by itself: their ids, and the groups that these begin with. */
export function numberNames({ sizing }: Plan): readonly string[] {
  const groups = sizing.reckoned.flatMap(({ id }) => {
    const parts = id.split('.');
    return parts.map((_, i) => parts.slice(0, i + 1).join('.'));
  });
  return [...new Set(groups)].sort();
}

/** Computes nodes and cost against request rate, around the spec's own. */
export function curve({ spec, stated, plan, standing }: Topology): readonly CurvePoint[] {
  const indexes = Object.fromEntries(plan.datacenters.map((datacenter) => [datacenter.name, datacenter.index]));
  return sizeCurve(curveRates(plan.requestsPerSecond), {
    planAt: (requestsPerSecond) => {
      const planned = planTopology(
        { ...spec, requestsPerSecond },
        { indexes, facts: CLOUD_FACTS, stated, specFile: plan.specFile, standing },
      );
      // A rate that no available machine can carry has no point on the curve.
      return planned.ok ? planned.value : undefined;
    },
    costOf: (planned) => planCost(planned, PRICE_LISTS),
  });
}

export function curveText(points: readonly CurvePoint[], plan: Plan, columns?: number): string {
  return renderCurveTable(points, datastoreReport(plan).title, columns);
}

/** The answer of `explain --curve` for programs. */
export interface CurveJson {
  readonly format: 2;
  readonly points: readonly CurvePoint[];
}

export function curveJson(points: readonly CurvePoint[]): string {
  return canonicalJson({ format: 2, points } satisfies CurveJson);
}

/** Draws the curve as a file of its own. The library that draws is loaded only now. */
export async function curveSvg(points: readonly CurvePoint[], plan: Plan): Promise<string> {
  const { drawCurveFile } = await import('#drawings');
  return `${drawCurveFile(curveDrawing(points, plan))}\n`;
}

/** Returns the drawing of the curve. */
export function curveDrawing(points: readonly CurvePoint[], plan: Plan): CurveDrawing {
  return {
    label: `Topology ${plan.topology}: nodes and cost against request rate`,
    points,
    requestsPerSecond: plan.requestsPerSecond,
    datastore: datastoreReport(plan).title,
  };
}
