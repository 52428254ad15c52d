import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import { retentionNotOffered } from '../issues/logs';

/** Checks that every cloud offers the retentions of logs, so that all datacenters keep theirs equally long. */
export function checkLogs({ network, monitoring }: Draft, facts: CloudFactsTable): Issue[] {
  return [
    ...checkRetention(network?.flowLogRetentionDays, ['network', 'flowLogRetentionDays'], facts),
    ...checkRetention(monitoring?.logs?.retentionDays, ['monitoring', 'logs', 'retentionDays'], facts),
  ];
}

function checkRetention(asked: number | undefined, path: Issue['path'], facts: CloudFactsTable): Issue[] {
  if (asked === undefined) return [];
  return Object.values(facts).flatMap(({ logRetentions }) => {
    if (!logRetentions || logRetentions.days.includes(asked)) return [];
    const longer = logRetentions.days.find((days) => days > asked) ?? Math.max(...logRetentions.days);
    return [retentionNotOffered(path, asked, logRetentions.service, longer)];
  });
}
