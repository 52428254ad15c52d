import { fittedTable } from '../fitted-table';
import { folded } from '../folded';
import { grouped } from '../table';
import type { CostBreakdown, CostLine, CostSum } from './cost';

/** Columns of a bill on a terminal, where sources are named by number. */
const HEAD = ['For', 'What', 'Quantity', 'USD each', 'USD a month', 'Source'] as const;

/** Columns of a row for each line of a bill. */
export const COST_LINE_HEAD = ['For', 'What', 'Quantity', 'Unit', 'USD each', 'USD a month', 'Source'] as const;

export const COST_NOTE =
  'Machines are counted at the floor of automatic scaling, traffic at half of requestsPerSecond all month.';

/**
 * Renders the bill for people: one table for each datacenter and link, sums, unknown items, and the prices' sources,
 * which the tables name by number.
 *
 * @param width characters on a line of the terminal
 */
export function renderCostTable(cost: CostBreakdown, width = Infinity): string {
  const sources = [...new Set(cost.lines.map(sourceOf))];
  const note = (text: string): string => folded(text, '', width);
  return [
    note(`Cost of topology ${cost.topology} in a month of 730 hours, USD, list prices before discounts and taxes`),
    ...cost.byPlace.map((sum) => placeText(cost, sum, sources, width)),
    heading('By role'),
    fittedTable(
      ['Role', 'USD a month'],
      cost.byRole.map((sum) => [sum.name, sumText(sum)]),
      width,
    ),
    ...unknownText(cost, width),
    heading('Sources'),
    sources.map((source, i) => folded(`[${i + 1}] ${source}`, '    ', width)).join(''),
    `Total: ${sumText(cost)} USD a month\n`,
    note(COST_NOTE),
  ].join('\n');
}

function placeText(cost: CostBreakdown, sum: CostSum, sources: readonly string[], width: number): string {
  const rows = cost.lines
    .filter(({ place }) => place === sum.name)
    .map((line) => {
      const { unit } = line;
      const [what, component, quantity, , each, month] = costLineRow(line);
      return [what!, component!, `${quantity} ${unit}`, each!, month!, `[${sources.indexOf(sourceOf(line)) + 1}]`];
    });
  return `${heading(`${sum.name}: ${sumText(sum)} USD a month`)}\n${fittedTable(HEAD, rows, width)}`;
}

function heading(text: string): string {
  return `${text}\n${'-'.repeat(text.length)}`;
}

/** Returns the cells of a line of a bill. */
export function costLineRow(line: CostLine): string[] {
  const { role, resource, component, quantity, unit, usdPerUnit, monthlyUsd } = line;
  return [
    role === 'link' ? resource : `${role}: ${resource}`,
    component,
    quantity === undefined ? 'unknown' : quantityText(quantity),
    unit,
    usdPerUnit === undefined ? 'unknown' : String(usdPerUnit),
    monthlyUsd === undefined ? 'unknown' : money(monthlyUsd),
    sourceOf(line),
  ];
}

function sourceOf({ source, date, note }: CostLine): string {
  return [source, date].filter((it) => it !== '').join(', ') + (note === undefined ? '' : ` (${note})`);
}

function unknownText({ lines }: CostBreakdown, width: number): readonly string[] {
  const unknown = lines.filter(({ monthlyUsd }) => monthlyUsd === undefined);
  if (unknown.length === 0) return [];
  const rows = unknown.map(({ place, role, resource, component, quantity }) => [
    place,
    role === 'link' ? resource : `${role}: ${resource}`,
    component,
    quantity === undefined ? 'quantity unknown' : 'price unknown',
  ]);
  return [heading('Not in the sums, since unknown'), fittedTable(['Where', 'For', 'What', 'Why'], rows, width)];
}

/** Renders a sum, which may be a lower bound or unknown. */
export function sumText({ monthlyUsd, isLowerBound }: Pick<CostSum, 'monthlyUsd' | 'isLowerBound'>): string {
  if (isLowerBound && monthlyUsd === 0) return 'unknown';
  return `${isLowerBound ? 'at least ' : ''}${money(monthlyUsd)}`;
}

/** Renders a sum as `12,345.60`. */
export function money(usd: number): string {
  const [whole = '', cents = ''] = Math.abs(usd).toFixed(2).split('.');
  return `${usd < 0 ? '-' : ''}${grouped(Number(whole))}.${cents}`;
}

function quantityText(quantity: number): string {
  return grouped(quantity >= 100 ? Math.round(quantity) : Number(quantity.toPrecision(4)));
}
