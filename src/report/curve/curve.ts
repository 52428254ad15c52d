import type { Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import { eachPool } from '../pools';

/** Sizes and cost of a topology at one request rate. */
export interface CurvePoint {
  readonly requestsPerSecond: number;
  readonly kongNodes: number;
  readonly datastoreNodes: number;
  /** Monthly cost; undefined if no price is known. */
  readonly usdPerMonth: number | undefined;
  /** True if a price is unknown, so that the true sum is higher. */
  readonly isLowerBound: boolean;
  /** Machine types by datacenter, Kong's and the datastore's, in the plan's order. */
  readonly machines: readonly string[];
  /** True if anything but the cost of traffic differs from the point before. */
  readonly isStep: boolean;
}

/** The curve needs these functions of the action that draws it. */
export interface CurveMaker {
  /** Makes a plan at this rate, or returns undefined if none can be made: the curve has no point there. */
  planAt(requestsPerSecond: number): Plan | undefined;
  costOf(plan: Plan): { readonly monthlyUsd: number | undefined; readonly isLowerBound: boolean };
}

/** Returns one point for each rate that a plan can be made at, in rising order; equal rates count once. */
export function sizeCurve(rates: readonly number[], maker: CurveMaker): readonly CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const rate of [...new Set(rates)].sort((a, b) => a - b)) {
    const plan = maker.planAt(rate);
    if (plan) points.push(pointOf(rate, plan, maker, points.at(-1)));
  }
  return points;
}

function pointOf(requestsPerSecond: number, plan: Plan, maker: CurveMaker, before: CurvePoint | undefined): CurvePoint {
  const { datacenters } = plan.sizing;
  const { sized } = datastoreReport(plan);
  const cost = maker.costOf(plan);
  const sizes = {
    kongNodes: datacenters.reduce((sum, { pools }) => pools.reduce((all, { nodes }) => all + nodes, sum), 0),
    datastoreNodes: datacenters.reduce((sum, { datastore }) => sum + sized(datastore).nodes, 0),
    machines: datacenters.map(({ datacenter, pools, datastore }) => {
      const { nodes, machineType } = sized(datastore);
      const kong = eachPool(
        pools,
        ({ pool }) => pool,
        (pool) => `${pool.nodes} x ${pool.machine.type}`,
      );
      return `${datacenter}: ${kong}, ${nodes} x ${machineType}`;
    }),
  };
  return {
    requestsPerSecond,
    ...sizes,
    usdPerMonth: cost.monthlyUsd,
    isLowerBound: cost.isLowerBound,
    isStep: before !== undefined && before.machines.join() !== sizes.machines.join(),
  };
}

/**
 * Returns rates around the spec's own for the curve: from a tenth to ten times it, in even ratios, the rate itself
 * among them. The others are rounded to two digits, so that they read well.
 *
 * @param count points on each side of the rate, default 12
 */
export function curveRates(requestsPerSecond: number, count = 12): readonly number[] {
  const steps = Array.from({ length: 2 * count + 1 }, (_, i) => requestsPerSecond * 10 ** ((i - count) / count));
  return steps.map((rate, i) => (i === count ? rate : Math.max(1, Number(rate.toPrecision(2)))));
}
