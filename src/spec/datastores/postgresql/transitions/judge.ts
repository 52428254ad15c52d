import type { Standing } from '../../../standing';
import { stayingDatacenters } from '../../../transitions/change';
import { transition, type Transition } from '../../../transitions/transition';
import * as issues from './issues';

/** Judges what a change would do to a PostgreSQL that stands. */
export function judgePostgresql(before: Standing, after: Standing): Transition[] {
  return [...judgeInstances(before, after), ...judgeRelease(before.datastore.release, after.datastore.release)];
}

/** Judges instances: a disk never shrinks, and a datacenter that stays keeps the instance that it has. */
function judgeInstances(before: Standing, after: Standing): Transition[] {
  return stayingDatacenters({ before, after }).flatMap(({ name, before: was, after: is }) => {
    if (was.nodes > 0 && is.nodes === 0)
      return [transition(issues.primaryMoved(name), { datacenter: name, dataOf: [name] })];
    if (is.nodes === 0 || is.diskGib >= was.diskGib) return [];
    return [
      transition(issues.databaseDiskLowered(name, was.diskGib, is.diskGib), { datacenter: name, dataOf: [name] }),
    ];
  });
}

/** Judges a change of the major release: the service upgrades in place, with an outage, and there is no way back. */
function judgeRelease(from: string, to: string): Transition[] {
  const [was, is] = [Number.parseInt(from, 10), Number.parseInt(to, 10)];
  if (is < was) return [transition(issues.postgresqlStepBack(String(was), String(is)), {})];
  return is > was ? [transition(issues.postgresqlMajorUpgrade(String(was), String(is)), {})] : [];
}
