import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** Makes the issue about nodes of a datastore that the topology does not have. */
export function nodesOfAnotherEngine(path: Issue['path'], engine: string, used: string): Issue {
  return issue('nodes-of-another-engine', {
    path,
    message: `the datastore is ${show(used)}, and these are fields of nodes of ${engine}`,
    remedy: `remove ${engine}, or write ${show(engine)} as datastore.engine`,
  });
}
