import { issue, type Issue } from '../../kernel/issue';

export function configurationNotExported(path: Issue['path'], version: string, since: string): Issue {
  return issue('configuration-not-exported', {
    path,
    message: `Kong ${version} has no export of its configuration, which came with ${since}`,
    remedy: 'leave the key out: backups of the datastore have the configuration too; or name a later kong.version',
  });
}
