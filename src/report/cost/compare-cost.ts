import { fittedTable } from '../fitted-table';
import { folded } from '../folded';
import type { CostBreakdown, CostLine } from './cost';
import { money } from './render-cost-table';

/** The difference of one line between two bills. A side is absent if its bill lacks the line. */
export interface CostDifference {
  readonly id: string;
  readonly before?: CostLine;
  readonly after?: CostLine;
  /** Absent if the cost of a side that exists is unknown. */
  readonly monthlyUsd?: number;
}

export interface CostComparison {
  readonly before: { readonly topology: string; readonly monthlyUsd: number; readonly isLowerBound: boolean };
  readonly after: { readonly topology: string; readonly monthlyUsd: number; readonly isLowerBound: boolean };
  /** Lines that differ in component, quantity or price, those of `before` first, in the order of the bills. */
  readonly lines: readonly CostDifference[];
  /** Difference of the two totals. If a total is only a lower bound, the difference bounds nothing. */
  readonly monthlyUsd: number;
}

/** Compares two bills line by line. Lines that are the same in both are left out. */
export function compareCost(before: CostBreakdown, after: CostBreakdown): CostComparison {
  const byIdBefore = new Map(before.lines.map((line) => [line.id, line]));
  const byIdAfter = new Map(after.lines.map((line) => [line.id, line]));
  const ids = [...new Set([...byIdBefore.keys(), ...byIdAfter.keys()])];
  return {
    before: sumOf(before),
    after: sumOf(after),
    lines: ids.flatMap((id) => difference(id, byIdBefore.get(id), byIdAfter.get(id))),
    monthlyUsd: (Math.round(after.monthlyUsd * 100) - Math.round(before.monthlyUsd * 100)) / 100,
  };
}

function sumOf({ topology, monthlyUsd, isLowerBound }: CostBreakdown): CostComparison['before'] {
  return { topology, monthlyUsd, isLowerBound };
}

function difference(id: string, before: CostLine | undefined, after: CostLine | undefined): readonly CostDifference[] {
  if (before && after && isSame(before, after)) return [];
  const isKnown = (line: CostLine | undefined): boolean => line === undefined || line.monthlyUsd !== undefined;
  const change = (after?.monthlyUsd ?? 0) - (before?.monthlyUsd ?? 0);
  return [
    {
      id,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      ...(isKnown(before) && isKnown(after) ? { monthlyUsd: change } : {}),
    },
  ];
}

function isSame(one: CostLine, other: CostLine): boolean {
  return (['component', 'quantity', 'usdPerUnit'] as const).every((field) => one[field] === other[field]);
}

/**
 * Renders the comparison for people.
 *
 * @param width characters on a line of the terminal
 */
export function renderComparison({ before, after, lines, monthlyUsd }: CostComparison, width = Infinity): string {
  const rows = lines.map((line) => [
    line.id,
    sideText(line.before, line.after),
    sideText(line.after, line.before),
    line.monthlyUsd === undefined ? 'unknown' : signed(line.monthlyUsd),
  ]);
  const total = (side: CostComparison['before']): string =>
    `${side.isLowerBound ? 'at least ' : ''}${money(side.monthlyUsd)}`;
  return [
    `From ${before.topology} to ${after.topology}, USD a month\n`,
    ...(rows.length === 0
      ? ['No line differs.\n']
      : [fittedTable(['Line', 'Before', 'After', 'Difference'], rows, width)]),
    folded(`Total: ${total(before)} to ${total(after)}, difference of what is known ${signed(monthlyUsd)}`, '', width),
  ].join('\n');
}

/** Returns the monthly sum of a side; the component's name is put before it if the two bills differ in it. */
export function sideText(line: CostLine | undefined, other: CostLine | undefined): string {
  if (!line) return '-';
  const sum = line.monthlyUsd === undefined ? 'unknown' : money(line.monthlyUsd);
  return other && other.component !== line.component ? `${line.component}: ${sum}` : sum;
}

export function signed(usd: number): string {
  return usd > 0 ? `+${money(usd)}` : money(usd);
}
