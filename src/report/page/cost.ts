import { htmlText, markup } from '../../kernel/text/html';
import type { Plan } from '../../plan/plan';
import type { CostBreakdown, CostSum } from '../cost/cost';
import { COST_LINE_HEAD, COST_NOTE, costLineRow, money, sumText } from '../cost/render-cost-table';
import { shareText, trafficUsd } from '../cost/traffic-share';
import type { CostDrawing } from '../drawings/cost';
import { cells, figure, foldable, joined, paragraph, section, table, type Html } from './parts';
import type { ReportPage } from './report-page';

/** The monthly bill by datacenter and part, with every line of it folded behind it. */
export function costSection({ cost, drawings }: ReportPage): Html {
  return section('cost', 'Cost', [
    paragraph(`${sumText(cost)} USD a month of 730 hours, at list prices before discounts and taxes. ${COST_NOTE}`),
    paragraph(
      `Traffic, which is what is charged for each GiB that moves, is ${money(trafficUsd(cost.lines))} USD of it: ${shareText(trafficUsd(cost.lines), cost.monthlyUsd)} of what is known.`,
    ),
    legend(rolesOf(cost)),
    figure(drawings.cost, 'USD a month by datacenter and part, links together; the table says the same'),
    costMatrix(cost),
    ...cost.byPlace.map((sum) => bill(cost, sum)),
    ...unknown(cost),
  ]);
}

function rolesOf(cost: CostBreakdown): readonly string[] {
  return cost.byRole.filter(({ monthlyUsd }) => monthlyUsd > 0).map(({ name }) => name);
}

/** Returns the drawing of a bill: a bar for each datacenter, and one for all links. */
export function costDrawing({ datacenters, topology }: Plan, cost: CostBreakdown): CostDrawing {
  const names = new Set(datacenters.map(({ name }) => name));
  const placeOf = (place: string): string => (names.has(place) ? place : LINKS);
  const parts = new Map<string, { place: string; role: string; monthlyUsd: number }>();
  for (const { place, role, monthlyUsd = 0 } of cost.lines) {
    const key = `${placeOf(place)} ${role}`;
    const known = parts.get(key)?.monthlyUsd ?? 0;
    parts.set(key, { place: placeOf(place), role, monthlyUsd: known + monthlyUsd });
  }
  const sums = cost.byPlace.filter(({ name }) => names.has(name));
  const links = cost.byPlace.filter(({ name }) => !names.has(name));
  const places = [...sums, ...(links.length === 0 ? [] : [together(links)])];
  return {
    label: `Cost of topology ${topology} in a month, by datacenter and part`,
    places: places.map((sum) => ({ name: sum.name, monthlyUsd: sum.monthlyUsd, sum: sumText(sum) })),
    roles: rolesOf(cost),
    parts: [...parts.values()].filter(({ monthlyUsd }) => monthlyUsd > 0),
  };
}

const LINKS = 'links';

function together(sums: readonly CostSum[]): CostSum {
  const cents = sums.reduce((sum, { monthlyUsd }) => sum + Math.round(monthlyUsd * 100), 0);
  return { name: LINKS, monthlyUsd: cents / 100, isLowerBound: sums.some(({ isLowerBound }) => isLowerBound) };
}

function legend(roles: readonly string[]): Html {
  return markup`<ul class="legend" aria-label="Parts of the bars">${joined(
    roles.map((role, i) => markup`<li class="series-${i + 1}">${htmlText(role)}</li>`),
  )}</ul>`;
}

/** A row for each place, a column for each part. */
function costMatrix(cost: CostBreakdown): Html {
  const roles = cost.byRole.map(({ name }) => name);
  const row = (title: string, lines: CostBreakdown['lines'], sum: Omit<CostSum, 'name'>): string[] => [
    title,
    ...roles.map((role) => cellText(lines.filter((it) => it.role === role))),
    sumText(sum),
    shareText(trafficUsd(lines), sum.monthlyUsd),
  ];
  return table({
    caption: 'USD a month by place and part',
    head: ['Place', ...roles, 'Sum', 'Traffic'],
    rows: cells([
      ...cost.byPlace.map((sum) =>
        row(
          sum.name.replace('--', ' - '),
          cost.lines.filter(({ place }) => place === sum.name),
          sum,
        ),
      ),
      row('all', cost.lines, cost),
    ]),
    columns: ['', ...roles.map(() => 'number'), 'number', 'number'],
  });
}

function cellText(lines: CostBreakdown['lines']): string {
  if (lines.length === 0) return '';
  const cents = lines.reduce((sum, { monthlyUsd = 0 }) => sum + Math.round(monthlyUsd * 100), 0);
  return sumText({ monthlyUsd: cents / 100, isLowerBound: lines.some(({ monthlyUsd }) => monthlyUsd === undefined) });
}

function bill(cost: CostBreakdown, sum: CostSum): Html {
  const lines = cost.lines.filter(({ place }) => place === sum.name);
  const title = sum.name.replace('--', ' - ');
  return foldable(
    markup`<b>${htmlText(title)}</b> <span class="aside">${htmlText(`${sumText(sum)} USD a month, ${lines.length} lines`)}</span>`,
    [
      table({
        caption: `Bill of ${title}`,
        head: COST_LINE_HEAD,
        rows: cells(lines.map(costLineRow)),
        columns: ['', '', 'number', '', 'number', 'number'],
      }),
    ],
  );
}

function unknown({ lines }: CostBreakdown): readonly Html[] {
  const them = lines.filter(({ monthlyUsd }) => monthlyUsd === undefined);
  if (them.length === 0) return [];
  const parts = [...new Set(them.map(({ role, resource }) => `${role}: ${resource}`))];
  return [paragraph(`Not in the sums, since price or quantity is unknown: ${parts.join('; ')}.`)];
}
