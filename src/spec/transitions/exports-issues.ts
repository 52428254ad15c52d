import { issue, type Issue } from '../../kernel/issue';

export function exportsLeft(path: Issue['path'], datacenter: string): Issue {
  return issue('exports-left', {
    path,
    message: `${datacenter} has exports of Kong's configuration in a bucket, which goes with them: the cloud refuses that while one is in it`,
    remedy: `write "configuration": true; or first copy what you must keep, and apply cluster-${datacenter} as it is with -var=exports_deletion_protection=false, which lets the bucket go with what is in it`,
  });
}
