import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import { stateHoldsSecrets } from '../issues/state';

/** Advises of the secrets in a state that is kept on one machine. */
export function checkState(draft: Draft): Issue[] {
  return draft.state?.backend === 'local' && !draft.isBroken(['state', 'backend'])
    ? [stateHoldsSecrets(['state'])]
    : [];
}
