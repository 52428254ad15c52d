import { xmlText } from '../../kernel/text/xml';
import { grouped } from '../table';
import type { CurvePoint } from './curve';

/*
 *   0      90                                 790    900
 *   +------+-----------------------------------+-----+   0
 *   | left |  nodes as stairs, cost as a line   |right|
 *   | axis |  both against the rate             |axis |
 *   +------+-----------------------------------+-----+ 420
 *   |          rates, evenly by ratio                |
 *   +------------------------------------------------+ 480
 */
const WIDTH = 900;
const HEIGHT = 480;
const AREA = { left: 90, right: 790, top: 50, bottom: 400 } as const;
const KONG = '#1f6feb';
const DATASTORE = '#8250df';
const COST = '#bc4c00';
const SOLID = ' stroke-width="2"';
const DASHED = `${SOLID} stroke-dasharray="6 3"`;

/** A scale converts a value to pixels. */
type Scale = (value: number) => number;

/**
 * Draws the curve: nodes as stairs on the left axis, cost as a line on the right one, rates evenly by ratio.
 *
 * @param datastore the datastore's name in the legend
 */
export function renderCurveSvg(points: readonly CurvePoint[], title: string, datastore: string): string {
  if (points.length < 2) throw new Error('a curve needs two points');
  const x = ratioScale(points.map(({ requestsPerSecond }) => requestsPerSecond));
  const topNodes = niceCeiling(Math.max(...points.map((it) => Math.max(it.kongNodes, it.datastoreNodes))));
  const topCost = niceCeiling(Math.max(1, ...points.map(({ usdPerMonth }) => usdPerMonth ?? 0)));
  const nodes = evenScale(topNodes);
  const cost = evenScale(topCost);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${AREA.left}" y="26" font-size="15" fill="#1f2328">${xmlText(title)}</text>`,
    ...axes(points, x, { nodes, topNodes, cost, topCost }),
    ...stepMarks(points, x),
    stairs(points, x, (it) => nodes(it.kongNodes), KONG),
    stairs(points, x, (it) => nodes(it.datastoreNodes), DATASTORE),
    ...costLines(points, x, cost),
    ...legend(points, datastore),
    '</svg>',
    '',
  ].join('\n');
}

function ratioScale(rates: readonly number[]): Scale {
  const low = Math.log(Math.min(...rates));
  const high = Math.log(Math.max(...rates));
  return (rate) => AREA.left + ((Math.log(rate) - low) / (high - low)) * (AREA.right - AREA.left);
}

function evenScale(top: number): Scale {
  return (value) => AREA.bottom - (value / top) * (AREA.bottom - AREA.top);
}

/**
 * Returns the top of an axis: the next of 1, 2, 4, 5, 8 or 10 times a power of ten, so that quarters have at most two
 * decimals.
 */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const factor = [1, 2, 4, 5, 8, 10].find((it) => it * power >= value) ?? 10;
  return factor * power;
}

function axes(
  points: readonly CurvePoint[],
  x: Scale,
  { nodes, topNodes, cost, topCost }: { nodes: Scale; topNodes: number; cost: Scale; topCost: number },
): readonly string[] {
  const quarters = [0, 0.25, 0.5, 0.75, 1];
  const rows = quarters.flatMap((part) => [
    line(AREA.left, nodes(topNodes * part), AREA.right, nodes(topNodes * part), '#d0d7de'),
    text(AREA.left - 8, nodes(topNodes * part) + 4, grouped(round(topNodes * part)), 'end', KONG),
    text(AREA.right + 8, cost(topCost * part) + 4, grouped(round(topCost * part)), 'start', COST),
  ]);
  const every = Math.ceil(points.length / 9);
  const columns = points
    .filter((_, i) => i % every === 0 || i === points.length - 1)
    .map((it) =>
      text(x(it.requestsPerSecond), AREA.bottom + 18, grouped(round(it.requestsPerSecond)), 'middle', '#1f2328'),
    );
  return [
    ...rows,
    ...columns,
    text((AREA.left + AREA.right) / 2, AREA.bottom + 40, 'requests per second', 'middle', '#1f2328'),
  ];
}

/** Draws dotted lines where machines or their number change. */
function stepMarks(points: readonly CurvePoint[], x: Scale): readonly string[] {
  return points
    .filter(({ isStep }) => isStep)
    .map(({ requestsPerSecond: rate }) =>
      line(x(rate), AREA.top, x(rate), AREA.bottom, '#d0d7de', ' stroke-dasharray="2 4"'),
    );
}

function stairs(points: readonly CurvePoint[], x: Scale, y: (point: CurvePoint) => number, colour: string): string {
  const path = points.map((point, i) => {
    const at = `${px(x(point.requestsPerSecond))}`;
    return i === 0 ? `M${at} ${px(y(point))}` : `H${at}V${px(y(point))}`;
  });
  return `<path d="${path.join('')}" fill="none" stroke="${colour}"${SOLID}/>`;
}

/** Draws the cost. The line breaks at points whose cost is unknown. */
function costLines(points: readonly CurvePoint[], x: Scale, y: Scale): readonly string[] {
  const runs: string[][] = [[]];
  for (const { requestsPerSecond, usdPerMonth } of points) {
    if (usdPerMonth === undefined) runs.push([]);
    else runs.at(-1)?.push(`${px(x(requestsPerSecond))},${px(y(usdPerMonth))}`);
  }
  return runs
    .filter((run) => run.length > 1)
    .map((run) => `<polyline points="${run.join(' ')}" fill="none" stroke="${COST}"${DASHED}/>`);
}

function legend(points: readonly CurvePoint[], datastore: string): readonly string[] {
  const atLeast = points.some(({ isLowerBound }) => isLowerBound) ? ', at least: some prices are unknown' : '';
  const entries = [
    ['Kong nodes', KONG, SOLID],
    [`${datastore} nodes`, DATASTORE, SOLID],
    [`USD a month${atLeast}`, COST, DASHED],
  ] as const;
  return entries.flatMap(([label, colour, stroke], i) => {
    const left = AREA.left + i * 150;
    return [
      line(left, HEIGHT - 20, left + 24, HEIGHT - 20, colour, stroke),
      text(left + 30, HEIGHT - 16, label, 'start', '#1f2328'),
    ];
  });
}

function line(x1: number, y1: number, x2: number, y2: number, colour: string, more = ''): string {
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${colour}"${more}/>`;
}

function text(x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end', colour: string): string {
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}" fill="${colour}">${xmlText(words)}</text>`;
}

/** Rounds to tenths of a pixel: fine enough, and the same on every machine. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
