import {
  areaY,
  axisX,
  axisY,
  dot,
  gridY,
  lineY,
  ruleX,
  text,
  type Markish,
  type PlotOptions,
} from '@observablehq/plot';
import type { Element } from '@xmldom/xmldom';
import type { Text } from '../../kernel/text/text';
import type { CurvePoint } from '../curve/curve';
import { grouped } from '../table';
import { onPaper } from './paper';
import { above, chart, svgText } from './svg';

/** Nodes and cost against the request rate. */
export interface CurveDrawing {
  readonly label: string;
  readonly points: readonly CurvePoint[];
  /** The spec's own rate. */
  readonly requestsPerSecond: number;
  /** Name of the datastore, e.g. for `Cassandra nodes`. */
  readonly datastore: string;
}

const WIDTH = 1120;
const MARGINS = { marginLeft: 84, marginRight: 150 } as const;
/** The axis has about this many rates. */
const TICKS = 8;

/** Draws the curve for a page, which gives the colours: nodes as stairs, and below them the cost as a line. */
export function drawCurve(drawing: CurveDrawing): Text<'xml'> {
  return svgText(curve(drawing));
}

/**
 * Draws the curve as a file of its own, with the title in it and colours for light and dark.
 *
 * @throws Error for fewer than two points
 */
export function drawCurveFile(drawing: CurveDrawing): Text<'xml'> {
  return svgText(onPaper(curve(drawing), drawing.label));
}

function curve({ label, points, requestsPerSecond, datastore }: CurveDrawing): Element {
  if (points.length < 2) throw new Error('a curve needs two points');
  const isLowerBound = points.some((it) => it.isLowerBound);
  const nodes = points.flatMap((it) => [
    { rate: it.requestsPerSecond, value: it.kongNodes, series: 'Kong nodes' },
    { rate: it.requestsPerSecond, value: it.datastoreNodes, series: `${datastore} nodes` },
  ]);
  const cost = points.map((it) => ({ rate: it.requestsPerSecond, value: it.usdPerMonth ?? NaN }));
  const own = ruleX([requestsPerSecond], { stroke: 'var(--muted)', strokeDasharray: '3 3' });
  const title = isLowerBound ? 'USD a month, at least: some prices are unknown' : 'USD a month';
  const last = (series: string) => nodes.filter((it) => it.series === series).slice(-1);
  return above(
    [
      panel(points, 260, 'Nodes', [
        own,
        ...[`Kong nodes`, `${datastore} nodes`].flatMap((series, i) => {
          const stroke = `var(--series-${i + 1})`;
          const rows = nodes.filter((it) => it.series === series);
          return [
            lineY(rows, { x: 'rate', y: 'value', stroke, strokeWidth: 2.5, curve: 'step-after' }),
            text(last(series), {
              x: 'rate',
              y: 'value',
              text: 'series',
              textAnchor: 'start',
              dx: 8,
              fill: 'var(--ink)',
            }),
            dot(
              rows.filter(({ rate }) => rate === requestsPerSecond),
              { x: 'rate', y: 'value', r: 4.5, fill: stroke, stroke: 'var(--paper)' },
            ),
          ];
        }),
      ]),
      panel(points, 240, title, [
        own,
        areaY(cost, { x: 'rate', y: 'value', fill: 'var(--series-3)', fillOpacity: 0.14 }),
        lineY(cost, { x: 'rate', y: 'value', stroke: 'var(--series-3)', strokeWidth: 2.5 }),
        dot(
          cost.filter(({ rate }) => rate === requestsPerSecond),
          { x: 'rate', y: 'value', r: 4.5, fill: 'var(--series-3)', stroke: 'var(--paper)' },
        ),
      ]),
    ],
    label,
  );
}

function panel(points: readonly CurvePoint[], height: number, label: string, marks: readonly Markish[]): Element {
  const rates = points.map(({ requestsPerSecond }) => requestsPerSecond);
  const every = Math.ceil(rates.length / TICKS);
  const ticks = rates.filter((_, i) => i % every === 0);
  const options: PlotOptions = {
    width: WIDTH,
    height,
    ...MARGINS,
    marginTop: 34,
    marginBottom: 46,
    x: { type: 'log', domain: [Math.min(...rates), Math.max(...rates)] },
    y: { zero: true, nice: true },
    marks: [
      gridY({ stroke: 'var(--grid)', strokeOpacity: 1, ticks: 5 }),
      axisX({
        ticks,
        tickSize: 4,
        tickFormat: (rate: number) => grouped(rate),
        label: 'requests per second',
        labelArrow: 'none',
      }),
      axisY({ ticks: 5, tickSize: 0, tickFormat: (value: number) => grouped(value), label, labelArrow: 'none' }),
      ...marks,
    ],
  };
  return chart(options, label);
}
