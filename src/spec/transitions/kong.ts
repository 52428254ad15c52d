import { isKongStep } from '../../kernel/kong-steps';
import { compareVersions } from '../../kernel/version';
import * as issues from './issues';
import { kongWay } from './kong-way';
import { transition, type Transition } from './transition';

/** Judges a change of Kong's release, whose migrations no earlier release reads. */
export function judgeKong(from: string, to: string): Transition[] {
  if (compareVersions(to, from) < 0) return [transition(issues.kongStepBack(from, to), {})];
  if (isKongStep(from, to)) return [];
  return [transition(issues.kongReleaseSkipped(from, to, kongWay(from, to) ?? []), {})];
}
