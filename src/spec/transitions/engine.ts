import * as issues from './issues';
import type { Change } from './change';
import { transition, type Transition } from './transition';

/** Judges a change of the datastore's engine, with which all data would be left behind. */
export function judgeEngine({ before, after }: Pick<Change, 'before' | 'after'>): Transition[] {
  const [from, to] = [before.datastore.engine, after.datastore.engine];
  if (from === to) return [];
  return [transition(issues.engineChanged(from, to), { dataOf: Object.keys(before.datacenters) })];
}
