import { isKongStep } from '../../kernel/kong-steps';
import { compareVersions } from '../../kernel/version';
import type { Standing } from '../standing';
import * as issues from './issues';
import { kongWay } from './kong-way';
import { transition, type Transition } from './transition';
import { kongUpgradeDropped } from './upgrade-issues';

/** Judges a change of Kong's release, whose migrations no earlier release reads. */
export function judgeKong(
  { kong: from, pools }: Pick<Standing, 'kong' | 'pools'>,
  { kong: to }: Pick<Standing, 'kong'>,
): Transition[] {
  if (compareVersions(to, from) < 0) {
    const isUnderWay = pools?.strategy !== undefined && [pools.blue, pools.green].includes(to);
    const made = isUnderWay ? kongUpgradeDropped(from, to) : issues.kongStepBack(from, to);
    return [transition(made, {})];
  }
  if (isKongStep(from, to)) return [];
  return [transition(issues.kongReleaseSkipped(from, to, kongWay(from, to) ?? []), {})];
}
