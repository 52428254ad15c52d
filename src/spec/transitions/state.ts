import type { StandingState } from '../standing';
import type { Change } from './change';
import * as issues from './issues';
import { transition, type Transition } from './transition';

/**
 * Judges where Terraform's states are: in another place it begins with none. Away from one machine that is a warning, since
 * Terraform itself asks there before it leaves a state behind; a pipeline that checks out anew has nobody to ask.
 */
export function judgeState({ before, after }: Pick<Change, 'before' | 'after'>): Transition[] {
  const [was, is] = [before.state, after.state];
  if (was === undefined || is === undefined || stateText(was) === stateText(is)) return [];
  return [transition(issues.stateMoved(stateText(was), stateText(is), was.backend === 'local'), {})];
}

/** Renders a place for people: `s3 acme-state/edge`. */
function stateText({ backend, place }: StandingState): string {
  return place === undefined ? backend : `${backend} ${place}`;
}
