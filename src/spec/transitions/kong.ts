import { isKongStep, keepsEventsApart, movesRedisFields } from '../../kernel/kong-steps';
import { compareVersions } from '../../kernel/version';
import type { Standing } from '../standing';
import * as issues from './issues';
import { kongWay } from './kong-way';
import { transition, type Transition } from './transition';
import { poolsThatStand } from './upgrade';
import { kongUpgradeDropped } from './upgrade-issues';

type Releases = Pick<Standing, 'kong' | 'pools' | 'redis'>;

/** Judges a change of Kong's release, whose migrations no earlier release reads. */
export function judgeKong(before: Releases, after: Releases): Transition[] {
  const [{ kong: from, pools }, { kong: to }] = [before, after];
  if (compareVersions(to, from) < 0) {
    const isUnderWay = pools?.strategy !== undefined && [pools.blue, pools.green].includes(to);
    const made = isUnderWay ? kongUpgradeDropped(from, to) : issues.kongStepBack(from, to);
    return [transition(made, {})];
  }
  if (!isKongStep(from, to)) return [transition(issues.kongReleaseSkipped(from, to, kongWay(from, to) ?? []), {})];
  return judgeInPlace(before, after);
}

/** Warns of what goes wrong while pools are replaced node by node; where a second pool comes, the rules of the spec do. */
function judgeInPlace(before: Releases, after: Releases): Transition[] {
  if ([before, after].some((it) => poolsThatStand(it).strategy !== undefined)) return [];
  const [from, to] = [before.kong, after.kong];
  return [
    ...(keepsEventsApart(from, to) ? [transition(issues.kongEventsApart(from, to), {})] : []),
    ...(before.redis && movesRedisFields(from, to) ? [transition(issues.kongRedisFieldsMoved(from, to), {})] : []),
  ];
}
