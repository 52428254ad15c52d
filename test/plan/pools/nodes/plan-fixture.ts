import type { DatacenterPlan, Plan } from '../../../../src/plan/plan';
import { KONG_LINES } from '../../../../src/spec/kong-releases';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../../support/a-spec';

/** The release that stands for each line that topogen builds. */
export const KONG_RELEASES = [...KONG_LINES.values()].map((line) => line.release);

/** A topology of one datacenter on each cloud with this release of Kong; `kong` goes to the spec's field. */
export function kongPlan(
  version: string,
  kong: Readonly<Record<string, unknown>> = {},
  datacenters: readonly ADatacenter[] = TWO_CLOUDS,
): Plan {
  return aPlan(datacenters, { kong: { version, ...kong } });
}

export function datacenterOf(plan: Plan, name: string): DatacenterPlan {
  const datacenter = plan.datacenters.find((it) => it.name === name);
  if (!datacenter) throw new Error(`no datacenter ${name}`);
  return datacenter;
}
