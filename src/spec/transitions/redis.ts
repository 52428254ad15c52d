import { mayHaveRedis } from '../standing';
import { stayingDatacenters, type Change } from './change';
import * as issues from './issues';
import { transition, type Transition } from './transition';

/**
 * Judges the password of Redis: one that is asked for at once shuts out every node that does not know it yet, and so do steps
 * back, on which no service lets in both those with a password and those without.
 */
export function judgeRedis({ before, after }: Pick<Change, 'before' | 'after'>): Transition[] {
  if (after.redis === undefined) return judgeRemoval({ before, after });
  // A Redis that is new has no node that does not know its password.
  if (!mayHaveRedis(before)) return [];
  const was = before.redis?.password ?? 'none';
  const is = after.redis.password;
  if (was === is || (was === 'none' && is === 'prepared') || (was === 'prepared' && is === 'required')) return [];
  if (was === 'none')
    return [transition(issues.redisPasswordAtOnce(['redis', 'password'], before.redis !== undefined), {})];
  return [transition(issues.redisPasswordWithdrawn(['redis', 'password'], was, is), {})];
}

/** Judges a Redis that goes: Kong's own configuration, which topogen does not see, may still lead plugins there. */
function judgeRemoval(change: Pick<Change, 'before' | 'after'>): Transition[] {
  if (change.before.redis === undefined) return [];
  const names = stayingDatacenters(change).map(({ name }) => name);
  return names.length === 0 ? [] : [transition(issues.redisRemoved(names), {})];
}
