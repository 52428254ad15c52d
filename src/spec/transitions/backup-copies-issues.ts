import { issue, type Issue } from '../../kernel/issue';

export function backupCopiesLeft(path: Issue['path'], datacenter: string, region: string): Issue {
  return issue('backup-copies-left', {
    path,
    message: `backups of ${datacenter} are copied to ${region}: the apply takes their key away, and 30 days later nothing reads the copies that are there`,
    remedy: `write "copyTo": { "${datacenter}": "${region}" }; or first copy what you must keep, with a key of your own`,
  });
}
