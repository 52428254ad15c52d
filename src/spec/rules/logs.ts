import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import { retentionNotOffered } from '../issues/logs';

/** CloudWatch Logs offers these retentions, in days (AWS API reference, PutRetentionPolicy). Other clouds accept any. */
const RETENTIONS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** Checks that every cloud offers the retention of flow logs, so that all datacenters keep theirs equally long. */
export function checkLogs(draft: Draft): Issue[] {
  const days = draft.network?.flowLogRetentionDays;
  if (days === undefined || RETENTIONS.includes(days)) return [];
  const longer = RETENTIONS.find((retention) => retention > days) ?? Math.max(...RETENTIONS);
  return [retentionNotOffered(['network', 'flowLogRetentionDays'], days, longer)];
}
