import { grouped, textTable } from '../table';
import type { CostBreakdown, CostLine, CostSum } from './cost';

/** Columns of a row for each line of a bill. */
export const COST_LINE_HEAD = ['For', 'What', 'Quantity', 'Unit', 'USD each', 'USD a month', 'Source'] as const;

export const COST_NOTE =
  'Machines are counted at the floor of automatic scaling, traffic at half of requestsPerSecond all month.';

/**
 * Renders the bill for people: one table for each datacenter and link, sums, unknown items, and a note on the prices.
 */
export function renderCostTable(cost: CostBreakdown): string {
  return [
    `Cost of topology ${cost.topology} in a month of 730 hours, USD, list prices before discounts and taxes\n`,
    ...cost.byPlace.map((sum) => placeText(cost, sum)),
    heading('By role'),
    textTable(
      ['Role', 'USD a month'],
      cost.byRole.map((sum) => [sum.name, sumText(sum)]),
    ),
    ...unknownText(cost),
    `Total: ${sumText(cost)} USD a month\n`,
    `${COST_NOTE}\n`,
  ].join('\n');
}

function placeText(cost: CostBreakdown, sum: CostSum): string {
  const rows = cost.lines.filter(({ place }) => place === sum.name).map(costLineRow);
  return `${heading(`${sum.name}: ${sumText(sum)} USD a month`)}\n${textTable(COST_LINE_HEAD, rows)}`;
}

function heading(text: string): string {
  return `${text}\n${'-'.repeat(text.length)}`;
}

export function costLineRow(line: CostLine): string[] {
  const { role, resource, component, quantity, unit, usdPerUnit, monthlyUsd, source, date, note } = line;
  return [
    role === 'link' ? resource : `${role}: ${resource}`,
    component,
    quantity === undefined ? 'unknown' : quantityText(quantity),
    unit,
    usdPerUnit === undefined ? 'unknown' : String(usdPerUnit),
    monthlyUsd === undefined ? 'unknown' : money(monthlyUsd),
    [source, date].filter((it) => it !== '').join(', ') + (note === undefined ? '' : ` (${note})`),
  ];
}

function unknownText({ lines }: CostBreakdown): readonly string[] {
  const unknown = lines.filter(({ monthlyUsd }) => monthlyUsd === undefined);
  if (unknown.length === 0) return [];
  const rows = unknown.map(({ place, role, resource, component, quantity }) => [
    place,
    role === 'link' ? resource : `${role}: ${resource}`,
    component,
    quantity === undefined ? 'quantity unknown' : 'price unknown',
  ]);
  return [heading('Not in the sums, since unknown'), textTable(['Where', 'For', 'What', 'Why'], rows)];
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
