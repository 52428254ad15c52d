import { issue, type Issue } from '../../kernel/issue';

/** Makes the issue about a value that looks like a secret. The message does not repeat it. */
export function secretInSpec(path: Issue['path'], what: string): Issue {
  return issue('secret-in-spec', {
    path,
    message: `this looks like ${what}, and a spec is committed and copied into what is made of it`,
    remedy: 'take it out, and change it where it is used: whoever has read the file may know it',
  });
}
