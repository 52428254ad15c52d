import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { Issue } from '../kernel/issue';
import type { StatedPaths } from '../spec/stated';
import { planAlarms } from './alarms/plan-alarms';
import { hostMetrics } from './host-metrics';
import { journalVolumes } from './journals';
import { metricsAdvice } from './metrics-advice';
import type { Plan } from './plan';
import { requestLogs } from './request-logs';
import type { RuleInputs } from './rules/machine-rules';
import { planScrape } from './scrape';
import type { Reckoned } from './sizing/reckoned';
import { withDefaultsNamed } from './sizing/spec-input';

/** Watchers of a topology, with the arithmetic of their limits and advice on what cannot be watched. */
export interface Watched {
  readonly planned: Pick<Plan, 'alarms' | 'scrape'>;
  readonly reckoned: readonly Reckoned[];
  readonly issues: readonly Issue[];
}

/** Plans the alarms of the clouds, the metrics for a Prometheus, and how much is logged. */
export function planWatched(
  built: Parameters<typeof planAlarms>[0] & RuleInputs & Pick<Plan, 'logs' | 'hostMetrics'>,
  scrapeCidrs: readonly string[] | undefined,
  { facts, stated }: { readonly facts: CloudFactsTable; readonly stated: StatedPaths },
): Watched {
  const told = planAlarms(built, facts);
  const requests = requestLogs(built);
  const scraped = planScrape(scrapeCidrs, built);
  return {
    planned: { alarms: told.alarms, ...scraped.planned },
    reckoned: [
      ...told.reckoned,
      ...journalVolumes(built),
      ...hostMetrics(built),
      ...requests.reckoned,
      ...withDefaultsNamed(scraped.reckoned, stated),
    ],
    issues: [...metricsAdvice(built, scrapeCidrs), ...requests.issues],
  };
}
