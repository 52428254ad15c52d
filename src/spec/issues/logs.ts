import { issue, type Issue } from '../../kernel/issue';

/** Makes the issue about a retention of logs that a cloud's service does not offer. */
export function retentionNotOffered(path: Issue['path'], days: number, service: string, longer: number): Issue {
  return issue('retention-not-offered', {
    path,
    message: `${days} days is no retention that ${service} offers`,
    remedy: `write ${longer}, the next longer one`,
  });
}
