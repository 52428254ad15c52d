import { issue, type Issue } from '../../kernel/issue';

/** How long logs are kept. */
export function retentionNotOffered(path: Issue['path'], days: number, longer: number): Issue {
  return issue('retention-not-offered', {
    path,
    message: `${days} days is no retention that CloudWatch Logs offers`,
    remedy: `write ${longer}, the next longer one`,
  });
}
