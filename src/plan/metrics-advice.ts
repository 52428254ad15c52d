import { kongHasMetrics } from '../kernel/kong-metrics';
import type { Issue } from '../kernel/issue';
import { kongTellsNothing } from './issues';
import type { DatacenterPlan } from './plan';

/** Advises which releases of Kong tell nothing of themselves, where a Prometheus may ask. */
export function metricsAdvice(
  { datacenters }: { readonly datacenters: readonly Pick<DatacenterPlan, 'pools'>[] },
  scrapeCidrs: readonly string[] | undefined,
): Issue[] {
  const releases = new Set(datacenters.flatMap(({ pools }) => pools.map(({ release }) => release)));
  const silent = [...releases].filter((release) => !kongHasMetrics(release));
  return scrapeCidrs === undefined || silent.length === 0 ? [] : [kongTellsNothing(silent)];
}
