import type { PlainHttp } from '../../kernel/plain-http';
import type { Change } from './change';
import * as issues from './gateway-issues';
import { transition, type Transition } from './transition';

/** Answer of port 80 where a lock file does not say it: its topogen knew no other. */
const FORMERLY: PlainHttp = 'serve';

/** Judges the entrance: clients know its ports, and one that is closed answers them no more. */
export function judgeGateway({ before, after }: Change): Transition[] {
  const was = before.plainHttp ?? FORMERLY;
  const is = after.plainHttp ?? FORMERLY;
  const path = ['gateway', 'plainHttp'];
  if (is === 'closed' && was !== 'closed') return [transition(issues.plainHttpClosed(path, was), {})];
  if (is === 'redirect' && was === 'serve') return [transition(issues.plainHttpRedirected(path), {})];
  return [];
}
