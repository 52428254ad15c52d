import type { DatacenterPlan, Plan } from '../../../../src/plan/plan';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../../support/a-spec';

/** The last release of every line that topogen builds. */
export const KONG_RELEASES = [
  ...['0.10.4', '0.11.2', '0.12.3', '0.13.1', '0.14.1', '0.15.0'],
  ...['1.0.4', '1.1.3', '1.2.3', '1.3.1', '1.4.3', '1.5.1'],
  ...['2.0.5', '2.1.4', '2.2.2', '2.3.3', '2.4.1', '2.5.2', '2.6.1', '2.7.2', '2.8.5'],
  ...['3.0.2', '3.1.1', '3.2.2', '3.3.1'],
];

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
