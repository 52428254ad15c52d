import { CLOUD_FACTS, PRICE_LISTS } from '../clouds/facts';
import type { Issue } from '../kernel/issue';
import type { Templates } from '../kernel/template';
import { planCost } from '../report/cost/plan-cost';
import { costDrawing } from '../report/page/cost';
import { mapOf } from '../report/page/map-data';
import { renderPage } from '../report/page/page';
import { isReportOf } from '../report/page/report-mark';
import { simulate } from '../report/simulate/simulate';
import type { Topology } from './load-topology';
import { curve, curveDrawing } from './show-explain';

/**
 * Renders the report of a topology, one page that needs no other file. The library that draws is loaded only now.
 *
 * @param issues warnings and advice on the spec
 */
export async function showReport(topology: Topology, issues: readonly Issue[], templates: Templates): Promise<string> {
  const { plan } = topology;
  const { drawCost, drawCurve, drawMap } = await import('#drawings');
  const cost = planCost(plan, PRICE_LISTS);
  const points = curve(topology);
  return renderPage({
    plan,
    cost,
    curve: points,
    simulation: simulate(plan),
    issues,
    drawings: {
      map: drawMap(mapOf(plan, CLOUD_FACTS)),
      cost: drawCost(costDrawing(plan, cost)),
      ...(points.length < 2 ? {} : { curve: drawCurve(curveDrawing(points, plan)) }),
    },
    style: textOf(templates, 'report/page.css'),
    script: textOf(templates, 'report/page.js'),
  });
}

function textOf(templates: Templates, name: string): string {
  const text = templates[name];
  if (text === undefined) throw new Error(`no template named ${name}`);
  return text;
}

/** True if a file is a report of this topology, so that a new one may take its place. */
export function isOwnReport(topology: Topology, text: string): boolean {
  return isReportOf(topology.plan.topology, text);
}
