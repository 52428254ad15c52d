import { issue, type Issue } from '../../kernel/issue';

/** Makes the issue about a retention of logs that a cloud does not offer. */
export function retentionNotOffered(path: Issue['path'], days: number, longer: number): Issue {
  return issue('retention-not-offered', {
    path,
    message: `${days} days is no retention that CloudWatch Logs offers`,
    remedy: `write ${longer}, the next longer one`,
  });
}
