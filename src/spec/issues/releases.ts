import { issue, type Issue } from '../../kernel/issue';
import { show } from './show';

/** Makes the issue about a text that is no release number, whatever the program. */
export function malformedRelease(path: Issue['path'], version: string, example: string): Issue {
  return issue('malformed-release', {
    path,
    message: `${show(version)} is no release number`,
    remedy: `write a line or a release, such as ${example}`,
  });
}
