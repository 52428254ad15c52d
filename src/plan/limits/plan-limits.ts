import type { Issue } from '../../kernel/issue';
import type { Reckoned } from '../sizing/reckoned';
import { planBandwidth, type BandwidthInputs } from './bandwidth';
import { REBUILD_HOURS } from './capacity';
import { countQuotas, type QuotaInputs } from './count';
import * as issues from './issues';
import type { LinkBandwidth, Limits, QuotaUse } from './limits';

/** Warnings begin at this part of a quota or a link. */
export const NEAR = 0.8;

export interface LimitInputs extends QuotaInputs, BandwidthInputs {
  /** Longest outage that hints bridge, e.g. `three hours`. */
  readonly bridged: string;
}

/**
 * Computes the topology's use of quotas and links, with the arithmetic of the links.
 *
 * @returns an error among the issues if a cloud grants nobody as much
 */
export function planLimits(inputs: LimitInputs): {
  readonly limits: Limits;
  readonly reckoned: readonly Reckoned[];
  readonly issues: readonly Issue[];
} {
  const quotas = countQuotas(inputs);
  const { bandwidth, reckoned } = planBandwidth(inputs);
  return {
    limits: { quotas, bandwidth, rebuildWithinHours: REBUILD_HOURS.value },
    reckoned,
    issues: [
      ...newIssues(quotas),
      ...quotas.filter(({ hitByAll }) => !hitByAll).flatMap(quotaIssues),
      ...bandwidth.flatMap((link) => bandwidthIssues(link, inputs.bridged)),
    ],
  };
}

/** Makes one piece of advice for all quotas of new accounts that are not enough and have one remedy. */
function newIssues(quotas: readonly QuotaUse[]): Issue[] {
  const above = quotas.filter(({ hitByAll, used, limit }) => hitByAll && used > limit);
  const remedies = [...new Set(above.map(({ remedy }) => remedy))];
  return remedies.map((remedy) => issues.newAccountsLack(above.filter((use) => use.remedy === remedy)));
}

function quotaIssues(use: QuotaUse): Issue[] {
  const { used, limit, kind } = use;
  if (used < NEAR * limit) return [];
  if (used <= limit) return [issues.quotaNearlyUsed(use)];
  return [kind === 'fixed' ? issues.limitExceeded(use) : issues.quotaExceeded(use)];
}

/**
 * Makes warnings only: the needs are estimates from above, without the compression that the ring uses between
 * datacenters.
 */
function bandwidthIssues(link: LinkBandwidth, bridged: string): Issue[] {
  const { offeredMbitPerSecond: offered, replicationMbitPerSecond: running } = link;
  const slow = link.rebuildHours > REBUILD_HOURS.value ? [issues.rebuildTakesDays(link)] : [];
  if (running > offered) return [issues.linkTooNarrow(link), ...slow];
  const near = running >= NEAR * offered ? [issues.linkNearlyFull(link)] : [];
  const behind = link.afterOutageMbitPerSecond > offered ? [issues.hintsOutlastOutage(link, bridged)] : [];
  return [...near, ...behind, ...slow];
}
