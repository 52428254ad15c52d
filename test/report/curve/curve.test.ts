import { costOf } from '../cost/cost-of';
import { curveRates, sizeCurve, type CurveMaker, type CurvePoint } from '../../../src/report/curve/curve';
import { renderCurveSvg } from '../../../src/report/curve/render-curve-svg';
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

describe('the drawing', () => {
  const svg = renderCurveSvg(POINTS, 'edge & <friends>', 'Cassandra');

  test('has Kong’s nodes as stairs: level until the step, then up', () => {
    // x: 90, 440, 790 for 10, 100, 1,000; y: 400 at no node, 50 at 8.
    expect(svg).toContain('<path d="M90 312.5H440V312.5H790V50" fill="none" stroke="#1f6feb"');
  });

  test('breaks the line of cost where none is known', () => {
    expect(svg).not.toContain('<polyline');
    const known = POINTS.map((point) => ({ ...point, usdPerMonth: point.usdPerMonth ?? 150 }));
    expect(renderCurveSvg(known, 'edge', 'Cassandra')).toContain('<polyline points="90,225 440,137.5 790,50"');
  });

  test('marks the step, says that sums are lower bounds, and escapes what it is told', () => {
    expect(svg).toContain('<line x1="790" y1="50" x2="790" y2="400" stroke="#d0d7de" stroke-dasharray="2 4"/>');
    expect(svg).toContain('USD a month, at least: some prices are unknown');
    expect(svg).toContain('<title>edge &amp; &lt;friends&gt;</title>');
  });

  test('stays inside its frame, whatever the numbers', () => {
    const drawn = renderCurveSvg(sizeCurve(curveRates(1_000_000, 4), MAKER), 'edge', 'Cassandra');
    const numbers = [...drawn.matchAll(/ (?:x|x1|x2)="(-?[\d.]+)"/g)].map(([, x]) => Number(x));
    expect(numbers.length).toBeGreaterThan(20);
    for (const x of numbers) expect(x >= 0 && x <= 900).toBe(true);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('needs two points', () => {
    expect(() => renderCurveSvg(POINTS.slice(0, 1), 'edge', 'Cassandra')).toThrow('two points');
  });
});
