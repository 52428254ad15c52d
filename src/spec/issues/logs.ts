import { issue, type Issue } from '../../kernel/issue';

/** Makes the issue about a retention of logs that a cloud's service does not offer. */
export function retentionNotOffered(path: Issue['path'], days: number, service: string, longer: number): Issue {
  return issue('retention-not-offered', {
    path,
    message: `${days} days is no retention that ${service} offers`,
    remedy: `write ${longer}, the next longer one`,
  });
}

/** Makes the issue about a release of Kong whose nginx cannot be told what a log of requests holds. */
export function accessUnknownToKong(path: Issue['path'], version: string, first: string): Issue {
  return issue('access-unknown-to-kong', {
    path,
    message: `Kong ${version} logs requests with their queries, in which keys are sent, and cannot be told otherwise; ${first} is the first that can`,
    remedy: `leave it out and use a logging plugin of Kong's, or write ${first} or newer as kong.version`,
  });
}
