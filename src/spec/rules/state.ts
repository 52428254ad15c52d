import type { Issue } from '../../kernel/issue';
import type { Draft } from '../draft';
import { stateHoldsSecrets } from '../issues/state';

/** A state on one machine holds secrets, and its owner should know. */
export function checkState(draft: Draft): Issue[] {
  return draft.state?.backend === 'local' && !draft.isBroken(['state', 'backend'])
    ? [stateHoldsSecrets(['state'])]
    : [];
}
