import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import { accessUnknownToKong, retentionNotOffered } from '../issues/logs';
import { isBefore, TAKES_NGINX_DIRECTIVES } from '../kong-releases';

/**
 * Checks that every cloud offers the retentions of logs, so that all datacenters keep theirs equally long, and that Kong can write
 * the log of requests.
 */
export function checkLogs({ network, monitoring, kong }: Draft, facts: CloudFactsTable): Issue[] {
  return [
    ...checkRetention(network?.flowLogRetentionDays, ['network', 'flowLogRetentionDays'], facts),
    ...checkRetention(monitoring?.logs?.retentionDays, ['monitoring', 'logs', 'retentionDays'], facts),
    ...(monitoring?.logs?.access && kong && isBefore(kong.version, TAKES_NGINX_DIRECTIVES)
      ? [accessUnknownToKong(['monitoring', 'logs', 'access'], kong.version, TAKES_NGINX_DIRECTIVES)]
      : []),
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
