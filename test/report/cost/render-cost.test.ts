import { compareCost, renderComparison } from '../../../src/report/cost/compare-cost';
import type { CostBreakdown } from '../../../src/report/cost/cost';
import { costOf } from './cost-of';
import { renderCostJson } from '../../../src/report/cost/render-cost-json';
import { renderCostTable } from '../../../src/report/cost/render-cost-table';
import { plugin } from '../../plan/sizing/sizing-spec';
import { PARIS, VIRGINIA, planOf } from './plan-of';

/** A bill small enough to read. */
const SMALL: CostBreakdown = {
  topology: 'edge',
  currency: 'USD',
  lines: [
    {
      id: 'us-east/kong/nodes/machines',
      place: 'us-east',
      role: 'kong',
      resource: 'nodes',
      resourceType: 'aws_autoscaling_group',
      component: '3 x c6i.2xlarge',
      quantity: 2_190,
      unit: 'hours',
      usdPerUnit: 0.34,
      monthlyUsd: 744.6,
      source: 'price list',
      date: '2026-07-05',
    },
    {
      id: 'us-east/logs/flow and VPN logs/ingestion and storage',
      place: 'us-east',
      role: 'logs',
      resource: 'flow and VPN logs',
      resourceType: 'aws_cloudwatch_log_group',
      component: 'ingestion and storage',
      unit: 'GiB',
      source: 'not estimated',
      date: '',
    },
  ],
  monthlyUsd: 744.6,
  isLowerBound: true,
  byPlace: [{ name: 'us-east', monthlyUsd: 744.6, isLowerBound: true }],
  byRole: [
    { name: 'kong', monthlyUsd: 744.6, isLowerBound: false },
    { name: 'logs', monthlyUsd: 0, isLowerBound: true },
  ],
};

test('the bill for people has every line, the sums, and what is unknown', () => {
  expect(renderCostTable(SMALL)).toBe(
    [
      'Cost of topology edge in a month of 730 hours, USD, list prices before discounts and taxes',
      '',
      'us-east: at least 744.60 USD a month',
      '------------------------------------',
      'For                      What                   Quantity     USD each  USD a month  Source',
      'kong: nodes              3 x c6i.2xlarge        2,190 hours  0.34      744.60       [1]',
      'logs: flow and VPN logs  ingestion and storage  unknown GiB  unknown   unknown      [2]',
      '',
      'By role',
      '-------',
      'Role  USD a month',
      'kong  744.60',
      'logs  unknown',
      '',
      'Not in the sums, since unknown',
      '------------------------------',
      'Where    For                      What                   Why',
      'us-east  logs: flow and VPN logs  ingestion and storage  quantity unknown',
      '',
      'Sources',
      '-------',
      '[1] price list, 2026-07-05',
      '[2] not estimated',
      '',
      'Total: at least 744.60 USD a month',
      '',
      'Machines are counted at the floor of automatic scaling, traffic at half of requestsPerSecond all month.',
      '',
    ].join('\n'),
  );
});

interface InfracostComponent {
  readonly name: string;
  readonly unit: string;
  readonly price: string | null;
  readonly monthlyQuantity: string | null;
  readonly monthlyCost: string | null;
  readonly hourlyCost: string | null;
}

interface InfracostResource {
  readonly name: string;
  readonly resourceType: string;
  readonly metadata: object;
  readonly monthlyCost: string | null;
  readonly costComponents: readonly InfracostComponent[];
}

interface InfracostRoot {
  readonly version: string;
  readonly currency: string;
  readonly totalMonthlyCost: string;
  readonly totalHourlyCost: string;
  readonly timeGenerated?: string;
  readonly projects: readonly {
    readonly name: string;
    readonly metadata: object;
    readonly breakdown: { readonly resources: readonly InfracostResource[]; readonly totalMonthlyCost: string };
  }[];
  readonly summary: { readonly totalDetectedResources: number; readonly totalNoPriceResources: number };
}

function jsonOf(cost: CostBreakdown): InfracostRoot {
  return JSON.parse(renderCostJson(cost)) as InfracostRoot;
}

describe("the bill in the shape of infracost's breakdown", () => {
  const cost = costOf(planOf({ datacenters: [VIRGINIA, PARIS] }));
  const root = jsonOf(cost);
  const resources = root.projects[0]?.breakdown.resources ?? [];

  test('has its version, one project, and one resource for each thing', () => {
    expect([root.version, root.currency, root.projects.length, root.projects[0]?.name]).toEqual([
      '0.2',
      'USD',
      1,
      'edge',
    ]);
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
    expect(root.summary.totalDetectedResources).toBe(resources.length);
  });

  test('has every number as a decimal in a string, or null', () => {
    const decimals = resources.flatMap(({ monthlyCost, costComponents }) => [
      monthlyCost,
      ...costComponents.flatMap((it) => [it.price, it.monthlyQuantity, it.monthlyCost, it.hourlyCost]),
    ]);
    expect(decimals.length).toBeGreaterThan(50);
    for (const decimal of decimals) {
      if (decimal !== null) expect(decimal).toMatch(/^\d+(\.\d+)?$/);
    }
  });

  test('adds up', () => {
    const sum = (parts: readonly (string | null)[]): number =>
      parts.reduce((total, part) => total + Number(part ?? 0), 0);
    for (const { monthlyCost, costComponents } of resources) {
      expect(Number(monthlyCost ?? 0)).toBeCloseTo(sum(costComponents.map((it) => it.monthlyCost)), 6);
    }
    // Lines are rounded to cents before they are added up.
    expect(Math.abs(sum(resources.map(({ monthlyCost }) => monthlyCost)) - Number(root.totalMonthlyCost))).toBeLessThan(
      0.5,
    );
    expect(Number(root.totalHourlyCost) * 730).toBeCloseTo(Number(root.totalMonthlyCost), 4);
  });

  test('has null for what is unknown, and counts the resources of which nothing is known', () => {
    const nodes = resources.find(({ name }) => name === 'paris.kong.aws_autoscaling_group.nodes');
    expect(nodes?.monthlyCost).toBeNull();
    expect(nodes?.costComponents[0]).toMatchObject({
      price: null,
      monthlyCost: null,
      monthlyQuantity: expect.any(String),
    });
    expect(root.summary.totalNoPriceResources).toBe(resources.filter(({ monthlyCost }) => monthlyCost === null).length);
  });

  test('has a time only when it is told one, so that equal plans give equal bytes', () => {
    expect(root.timeGenerated).toBeUndefined();
    expect(renderCostJson(cost)).toBe(renderCostJson(cost));
    const timed = JSON.parse(renderCostJson(cost, { timeGenerated: '2026-11-22T00:00:00Z' })) as InfracostRoot;
    expect(timed.timeGenerated).toBe('2026-11-22T00:00:00Z');
  });
});

describe('two bills side by side', () => {
  const plain = costOf(planOf({ datacenters: [VIRGINIA] }));
  const limited = costOf(planOf({ datacenters: [VIRGINIA], kong: { plugins: [plugin('rate-limiting', 'redis')] } }));

  test('differ in nothing when they are the same', () => {
    const same = compareCost(plain, plain);
    expect([same.lines, same.monthlyUsd]).toEqual([[], 0]);
    expect(renderComparison(same)).toContain('No line differs.');
  });

  test('differ line by line, and in all by the sum of the lines', () => {
    const { lines, monthlyUsd } = compareCost(plain, limited);
    const redis = lines.find(({ id }) => id === 'us-east/redis/counters/nodes');
    expect([redis?.before, redis?.after?.component]).toEqual([undefined, 'nodes']);
    expect(lines.reduce((sum, line) => sum + (line.monthlyUsd ?? 0), 0)).toBeCloseTo(monthlyUsd, 1);
    expect(monthlyUsd).toBeCloseTo(limited.monthlyUsd - plain.monthlyUsd, 6);
  });

  test('show what is bought where that changes', () => {
    const text = renderComparison(compareCost(plain, limited));
    expect(text).toMatch(
      /us-east\/kong\/nodes\/machines +\d+ x c6a\.2xlarge: [\d,.]+ +\d+ x c6a\.2xlarge: [\d,.]+ +\+[\d,.]+/,
    );
  });

  test('differ by nothing known where a side is unknown', () => {
    const paris = costOf(planOf({ datacenters: [{ ...PARIS, name: 'us-east' }] }));
    const nodes = compareCost(plain, paris).lines.find(({ id }) => id === 'us-east/kong/nodes/machines');
    expect(nodes?.before?.monthlyUsd).toBeGreaterThan(0);
    expect(nodes?.monthlyUsd).toBeUndefined();
    expect(renderComparison(compareCost(plain, paris))).toMatch(/machines.*unknown/);
  });
});
