import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import { retentionNotOffered } from '../issues/logs';

/** Checks that every cloud offers the retention of flow logs, so that all datacenters keep theirs equally long. */
export function checkLogs(draft: Draft, facts: CloudFactsTable): Issue[] {
  const asked = draft.network?.flowLogRetentionDays;
  if (asked === undefined) return [];
  return Object.values(facts).flatMap(({ logRetentions }) => {
    if (!logRetentions || logRetentions.days.includes(asked)) return [];
    const longer = logRetentions.days.find((days) => days > asked) ?? Math.max(...logRetentions.days);
    return [retentionNotOffered(['network', 'flowLogRetentionDays'], asked, logRetentions.service, longer)];
  });
}
