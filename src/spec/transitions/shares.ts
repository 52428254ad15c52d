import { SMALLEST_SHARE } from '../../kernel/smallest-share';
import { stayingDatacenters, type Change } from './change';
import * as issues from './issues';
import { transition, type Transition } from './transition';

/**
 * Judges shares: in the step that adds a datacenter, pools of the others must not become smaller, since nobody is served by
 * the new one yet. It is a warning: automatic scaling holds the nodes that are busy.
 */
export function judgeShares(change: Change): Transition[] {
  const { before, after, spec } = change;
  const known = new Map(Object.entries(before.datacenters));
  const come = Object.keys(after.datacenters).filter((name) => !known.has(name));
  const [first] = come;
  if (first === undefined) return [];
  const lowered = stayingDatacenters(change).filter((it) => it.after.share < it.before.share - 2 * SMALLEST_SHARE);
  if (lowered.length === 0) return [];
  const path = ['datacenters', spec.datacenters.findIndex(({ name }) => name === first), 'share'];
  const names = lowered.map(({ name }) => name);
  return [transition(issues.shareLowered(path, names, come), {})];
}
