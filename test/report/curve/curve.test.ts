import { costOf } from '../cost/cost-of';
import { curveRates, sizeCurve, type CurveMaker, type CurvePoint } from '../../../src/report/curve/curve';
import { drawCurve, drawCurveFile } from '../../../src/report/drawings/drawings';
import { renderCurveTable } from '../../../src/report/curve/render-curve-table';
import { VIRGINIA, planOf } from '../cost/plan-of';

const MAKER: CurveMaker = {
  planAt: (requestsPerSecond) =>
    planOf({ requestsPerSecond, datacenters: [VIRGINIA], kong: { requestsPerSecondPerVcpu: 1_000 } }),
  costOf,
};

/**
 * One datacenter: 3/2 of rate x 1.5 / (8 x 1,000 x 0.6) nodes, so one more must stand beyond each 3,200 requests/s. The
 * second must stand sooner, by square-root staffing: 4.2 busy vCPU + 1.761 x 2.05 are 7.8, 4.35 + 1.761 x 2.09 are 8.02.
 */
const RATES = [100, 2_800, 2_900, 6_400, 6_401, 9_600, 9_601];

describe('the curve', () => {
  const points = sizeCurve(RATES, MAKER);

  test('has a point for each rate, in rising order, equal rates once', () => {
    const shuffled = sizeCurve([6_400, 100, 9_601, 2_800, 2_900, 100, 9_600, 6_401], MAKER);
    expect(shuffled).toEqual(points);
    expect(points.map(({ requestsPerSecond }) => requestsPerSecond)).toEqual(RATES);
  });

  test('counts the nodes that a pool of each rate has', () => {
    // 1, 1, 2, 2, 3, 3 and 4 must stand; with a zone to lose that is 2, 2, 3, 3, 5, 5 and 6.
    expect(points.map(({ kongNodes }) => kongNodes)).toEqual([2, 2, 3, 3, 5, 5, 6]);
    expect(points.map(({ datastoreNodes }) => datastoreNodes)).toEqual([3, 3, 3, 3, 3, 3, 3]);
  });

  test('marks the steps where machines or their number change', () => {
    expect(points.filter(({ isStep }) => isStep).map(({ requestsPerSecond }) => requestsPerSecond)).toEqual([
      2_900, 6_401, 9_601,
    ]);
  });

  test('leaves out rates that no plan can be made at', () => {
    const limited: CurveMaker = { ...MAKER, planAt: (rate) => (rate > 3_000 ? undefined : MAKER.planAt(rate)) };
    expect(sizeCurve(RATES, limited)).toEqual(points.slice(0, 3));
  });

  test('costs more with every request', () => {
    const costs = points.map(({ usdPerMonth }) => usdPerMonth ?? NaN);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(new Set(costs).size).toBe(costs.length);
  });
});

describe('the rates of the curve', () => {
  test('go from a tenth to ten times the rate in even ratios, the rate itself among them', () => {
    const rates = curveRates(12_345);
    expect([rates.length, rates[0], rates[12], rates[24]]).toEqual([25, 1_200, 12_345, 120_000]);
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
  });

  test('never go below one request a second', () => {
    expect(Math.min(...curveRates(3))).toBe(1);
  });
});

const POINTS: readonly CurvePoint[] = [
  {
    requestsPerSecond: 10,
    kongNodes: 2,
    datastoreNodes: 3,
    usdPerMonth: 100,
    isLowerBound: true,
    machines: ['a: 2 x m'],
    isStep: false,
  },
  {
    requestsPerSecond: 100,
    kongNodes: 2,
    datastoreNodes: 3,
    usdPerMonth: undefined,
    isLowerBound: true,
    machines: ['a: 2 x m'],
    isStep: false,
  },
  {
    requestsPerSecond: 1_000,
    kongNodes: 8,
    datastoreNodes: 3,
    usdPerMonth: 200,
    isLowerBound: false,
    machines: ['a: 8 x m'],
    isStep: true,
  },
];

test('the table names machines at the first point and at each step', () => {
  expect(renderCurveTable(POINTS, 'Cassandra')).toBe(
    [
      'Requests/s  Kong nodes  Cassandra nodes  USD a month   Machines of each datacenter, where they change',
      '10          2           3                at least 100  a: 2 x m',
      '100         2           3                unknown',
      '1,000       8           3                200           a: 8 x m',
      '',
    ].join('\n'),
  );
});

/** The points of a path as Plot writes it, absolute: moves, lines to, and level or upright ones. */
function pointsOf(path: string): readonly (readonly [number, number])[] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([MLHV])([-\d.]+)(?:,([-\d.]+))?/g)].map(([, way, first, second]) => {
    if (way === 'V') y = Number(first);
    else x = Number(first);
    if (second !== undefined) y = Number(second);
    return [x, y] as const;
  });
}

/** The points of the line of a series, of which each but the first panel is further down. */
function lineOf(svg: string, series: number): readonly (readonly [number, number])[] {
  const [, path = ''] = new RegExp(`stroke="var\\(--series-${series}\\)"[^>]*><path d="([^"]*)"`).exec(svg) ?? [];
  return pointsOf(path);
}

describe('the drawing', () => {
  const drawing = { label: 'edge & <friends>', points: POINTS, requestsPerSecond: 100, datastore: 'Cassandra' };
  const svg = drawCurve(drawing);

  test('has Kong’s nodes as stairs: level until the step, then up', () => {
    const points = lineOf(svg, 1);
    const [low, high] = [points[0]![1], points.at(-1)![1]];
    expect(new Set(points.map(([, y]) => y))).toEqual(new Set([low, high]));
    expect(high).toBeLessThan(low);
    expect(points.at(-2)).toEqual([points.at(-1)![0], low]);
    // The nodes of both series are to one scale: 3 of the one are an eighth of the way from 2 to 8 of the other.
    const [[, data]] = lineOf(svg, 2) as [readonly [number, number]];
    expect((low - data) / (low - high)).toBeCloseTo(1 / 6, 1);
  });

  test('has the rates in even ratios', () => {
    const [first, , last] = [...new Set(lineOf(svg, 2).map(([x]) => x))];
    const [, middle] = [...new Set(lineOf(svg, 2).map(([x]) => x))];
    expect((middle! - first!) / (last! - first!)).toBeCloseTo(0.5, 2);
  });

  test('breaks the line of cost where none is known', () => {
    expect(lineOf(svg, 3).length).toBeLessThan(3);
    const known = POINTS.map((point) => ({ ...point, usdPerMonth: point.usdPerMonth ?? 150 }));
    expect(lineOf(drawCurve({ ...drawing, points: known }), 3)).toHaveLength(3);
  });

  test('says that sums are lower bounds, names its series, and escapes what it is told', () => {
    expect(svg).toContain('USD a month, at least: some prices are unknown');
    expect(svg).toContain('>Cassandra nodes</text>');
    expect(svg).toContain('aria-label="edge &amp; &lt;friends&gt;"');
    expect(svg).not.toContain('<friends>');
  });

  test('stays inside its frame, whatever the numbers', () => {
    const points = sizeCurve(curveRates(1_000_000, 4), MAKER);
    const drawn = drawCurve({ ...drawing, points, requestsPerSecond: 1_000_000 });
    const [, width, height] = /^<svg[^>]* viewBox="0 0 (\d+) (\d+)"/.exec(drawn) ?? [];
    expect([width, height]).toEqual(['1120', '500']);
    for (const series of [1, 2, 3])
      for (const [x, y] of lineOf(drawn, series)) expect(x >= 0 && x <= 1120 && y >= 0 && y <= 260).toBe(true);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('needs two points', () => {
    expect(() => drawCurve({ ...drawing, points: POINTS.slice(0, 1) })).toThrow('two points');
  });

  test('as a file of its own it has title, paper and colours with it, for light and dark', () => {
    const file = drawCurveFile(drawing);
    expect(file).toContain('<title>edge &amp; &lt;friends&gt;</title>');
    expect(file).toMatch(/<style>svg\{--paper:#fff;[^<]*prefers-color-scheme:dark/);
    const used = new Set([...file.matchAll(/var\((--[a-z0-9-]+)\)/g)].map(([, name]) => name!));
    expect([...used].filter((name) => file.split(`${name}:#`).length !== 3)).toEqual([]);
  });
});
