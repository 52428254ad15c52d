import { issue, type Issue } from '../../kernel/issue';

/** These functions make the issues about Terraform's state. */

type Path = Issue['path'];

export function stateHoldsSecrets(path: Path): Issue {
  return issue('state-holds-secrets', {
    severity: 'advice',
    path,
    message:
      "with the backend local, the links' pre-shared keys and the generated passwords lie in state/ on this machine",
    remedy: 'keep that folder private and backed up, or name an encrypted backend: s3, gcs or cloud',
  });
}
