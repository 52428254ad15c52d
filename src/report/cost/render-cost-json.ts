import type { CostBreakdown, CostLine } from './cost';
import { HOURS } from './usage';

/*
 * The bill has the form that infracost prints with `breakdown --format json`, so that tools that read infracost's
 * output read it too: decimals are strings, quantities and costs are by hour and month, and unknown values are null.
 */

/** A decimal without exponent, or null if it is unknown. */
type Decimal = string | null;

/** The answer of `cost` for programs. */
export interface CostJson extends Totals {
  /** Version of infracost's form. */
  readonly version: '0.2';
  readonly metadata: {
    readonly infracostCommand: 'breakdown';
    /** True if a price is unknown, so that the true sum is higher. */
    readonly isLowerBound: boolean;
  };
  readonly currency: CostBreakdown['currency'];
  readonly projects: readonly [Project];
  readonly pastTotalHourlyCost: null;
  readonly pastTotalMonthlyCost: null;
  readonly diffTotalHourlyCost: null;
  readonly diffTotalMonthlyCost: null;
  readonly timeGenerated?: string;
  readonly summary: Summary;
}

interface Totals {
  readonly totalHourlyCost: string;
  readonly totalMonthlyCost: string;
}

interface Project {
  readonly name: string;
  readonly metadata: { readonly path: string; readonly type: 'topogen' };
  readonly pastBreakdown: null;
  readonly breakdown: Totals & { readonly resources: readonly Resource[] };
  readonly diff: null;
  readonly summary: Summary;
}

interface Costs {
  readonly hourlyCost: Decimal;
  readonly monthlyCost: Decimal;
}

interface Resource extends Costs {
  /** Place, role, Terraform's type and name, with dots between them. */
  readonly name: string;
  readonly resourceType: string;
  readonly metadata: Readonly<Record<string, never>>;
  readonly costComponents: readonly Component[];
}

interface Component extends Costs {
  readonly name: string;
  readonly unit: string;
  readonly hourlyQuantity: Decimal;
  readonly monthlyQuantity: Decimal;
  readonly price: Decimal;
}

interface Summary {
  readonly totalDetectedResources: number;
  readonly totalSupportedResources: number;
  readonly totalUnsupportedResources: number;
  readonly totalUsageBasedResources: number;
  readonly totalNoPriceResources: number;
  readonly unsupportedResourceCounts: Readonly<Record<string, number>>;
  /** Numbers of resources without a price, by Terraform's type. */
  readonly noPriceResourceCounts: Readonly<Record<string, number>>;
}

/** Renders the bill with one project for the whole topology, and one resource for all lines of the same resource. */
export function renderCostJson(cost: CostBreakdown, options: { readonly timeGenerated?: string } = {}): string {
  const resources = resourcesOf(cost.lines);
  const total = decimal(cost.monthlyUsd);
  const hourly = decimal(cost.monthlyUsd / HOURS);
  const breakdown = { resources, totalHourlyCost: hourly, totalMonthlyCost: total };
  const summary = summaryOf(cost);
  const root: CostJson = {
    version: '0.2',
    metadata: { infracostCommand: 'breakdown', isLowerBound: cost.isLowerBound },
    currency: cost.currency,
    projects: [
      {
        name: cost.topology,
        metadata: { path: cost.topology, type: 'topogen' },
        pastBreakdown: null,
        breakdown,
        diff: null,
        summary,
      },
    ],
    totalHourlyCost: hourly,
    totalMonthlyCost: total,
    pastTotalHourlyCost: null,
    pastTotalMonthlyCost: null,
    diffTotalHourlyCost: null,
    diffTotalMonthlyCost: null,
    ...(options.timeGenerated === undefined ? {} : { timeGenerated: options.timeGenerated }),
    summary,
  };
  return `${JSON.stringify(root, null, 2)}\n`;
}

function resourcesOf(lines: readonly CostLine[]): readonly Resource[] {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines) {
    const name = resourceName(line);
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  return [...groups].map(([name, own]) => resource(name, own));
}

/** Names a resource like a Terraform address, after the place and role: `us-east.kong.aws_autoscaling_group.nodes`. */
function resourceName({ place, role, resourceType, resource: what }: CostLine): string {
  return [place, role, resourceType, what.replace(/[^A-Za-z0-9]+/g, '_').toLowerCase()].join('.');
}

function resource(name: string, lines: readonly CostLine[]): Resource {
  const known = lines.flatMap(({ monthlyUsd }) => (monthlyUsd === undefined ? [] : [monthlyUsd]));
  const monthly = known.length === 0 ? undefined : known.reduce((sum, usd) => sum + usd, 0);
  return {
    name,
    resourceType: lines[0]?.resourceType ?? '',
    metadata: {},
    hourlyCost: monthly === undefined ? null : decimal(monthly / HOURS),
    monthlyCost: monthly === undefined ? null : decimal(monthly),
    costComponents: lines.map(component),
  };
}

function component({ component: name, unit, quantity, usdPerUnit, monthlyUsd }: CostLine): Component {
  return {
    name,
    unit,
    hourlyQuantity: quantity === undefined ? null : decimal(quantity / HOURS),
    monthlyQuantity: quantity === undefined ? null : decimal(quantity),
    price: usdPerUnit === undefined ? null : decimal(usdPerUnit),
    hourlyCost: monthlyUsd === undefined ? null : decimal(monthlyUsd / HOURS),
    monthlyCost: monthlyUsd === undefined ? null : decimal(monthlyUsd),
  };
}

/** Counts resources. A resource counts as one without price if none of its lines has one. */
function summaryOf({ lines }: CostBreakdown): Summary {
  const resources = new Map<string, { readonly type: string; readonly isUnknown: boolean }>();
  for (const line of lines) {
    const name = resourceName(line);
    const isUnknown = line.monthlyUsd === undefined && (resources.get(name)?.isUnknown ?? true);
    resources.set(name, { type: line.resourceType, isUnknown });
  }
  const unknown = [...resources.values()].filter(({ isUnknown }) => isUnknown);
  const counts: Record<string, number> = {};
  for (const { type } of unknown) counts[type] = (counts[type] ?? 0) + 1;
  return {
    totalDetectedResources: resources.size,
    totalSupportedResources: resources.size - unknown.length,
    totalUnsupportedResources: 0,
    totalUsageBasedResources: resources.size,
    totalNoPriceResources: unknown.length,
    unsupportedResourceCounts: {},
    noPriceResourceCounts: counts,
  };
}

/** Renders a plain decimal without exponent, with twelve significant digits. */
function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a sum is not finite');
  const text = Number(value.toPrecision(12)).toFixed(10);
  return text.replace(/\.?0+$/, '');
}
