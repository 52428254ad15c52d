import { issue, type Issue } from '../../kernel/issue';
import type { Shortened } from './issues';

/** Makes the issue about fewer days of what units said on machines. */
export function logsShortened({ was, is }: Shortened): Issue {
  return issue('logs-shortened', {
    path: ['monitoring', 'logs', 'retentionDays'],
    message: `what machines said is kept for ${was} days: with ${is} the clouds delete what is older, for good`,
    remedy: `write "retentionDays": ${was}; or first copy what you must keep`,
  });
}

/** Makes the issue about logs that are shipped no more: the place that keeps them goes too. */
export function logsLeft(days: number): Issue {
  return issue('logs-left', {
    path: ['monitoring'],
    message: `the clouds keep what machines said for ${days} days, all of which goes with the key`,
    remedy: `write "logs": { "retentionDays": ${days} }; or first copy what you must keep`,
  });
}
