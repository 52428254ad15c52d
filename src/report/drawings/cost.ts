import { axisX, barX, gridX, ruleX, text } from '@observablehq/plot';
import type { Text } from '../../kernel/text/text';
import { grouped } from '../table';
import { chart, svgText } from './svg';

/** Sums by place and part, as stacked bars. */
export interface CostDrawing {
  readonly label: string;
  /** Places from top to bottom, each with its whole sum in words. */
  readonly places: readonly { readonly name: string; readonly monthlyUsd: number; readonly sum: string }[];
  /** Parts in the order of the stack. */
  readonly roles: readonly string[];
  readonly parts: readonly { readonly place: string; readonly role: string; readonly monthlyUsd: number }[];
}

const WIDTH = 1120;
const ROW = 34;
const CHARACTER = 7.2;

export function drawCost({ label, places, roles, parts }: CostDrawing): Text<'xml'> {
  const left = 20 + CHARACTER * Math.max(...places.map(({ name }) => name.length));
  const longest = Math.max(...places.map(({ sum }) => sum.length));
  const top = Math.max(1, ...places.map(({ monthlyUsd }) => monthlyUsd));
  return svgText(
    chart(
      {
        width: WIDTH,
        height: places.length * ROW + 56,
        marginLeft: left,
        marginRight: 16 + CHARACTER * longest,
        marginTop: 8,
        marginBottom: 48,
        x: { domain: [0, top], label: null },
        y: { domain: places.map(({ name }) => name), label: null, tickSize: 0, padding: 0.25 },
        color: { domain: roles, range: roles.map((_, i) => `var(--series-${i + 1})`) },
        marks: [
          gridX({ stroke: 'var(--grid)', strokeOpacity: 1 }),
          axisX({
            ticks: 6,
            tickSize: 0,
            tickFormat: (usd: number) => grouped(usd),
            label: 'USD a month',
            labelArrow: 'none',
          }),
          barX([...parts], {
            x: 'monthlyUsd',
            y: 'place',
            fill: 'role',
            order: [...roles],
            stroke: 'var(--paper)',
            strokeWidth: 0.8,
          }),
          ruleX([0], { stroke: 'var(--ink)' }),
          text([...places], {
            x: 'monthlyUsd',
            y: 'name',
            text: 'sum',
            textAnchor: 'start',
            dx: 8,
            fill: 'var(--ink)',
          }),
        ],
      },
      label,
    ),
  );
}
