import { compareVersions, releaseLine } from '../../kernel/version';
import type { Standing } from '../standing';
import * as issues from './hybrid-issues';
import { transition, type Transition } from './transition';

/**
 * Judges hybrid mode: whether there are control planes is settled when a topology is built, and data planes come to another
 * minor release only when control planes stand with it. Patches of one line are free. Source: Kong/kong, kong/clustering/compat.
 */
export function judgeHybrid(before: Standing, after: Standing): Transition[] {
  const [was, is] = [before, after].map(({ hybrid }) => (hybrid ? 'hybrid' : 'traditional'));
  if (was !== is && was !== undefined && is !== undefined) return [transition(issues.kongModeChanged(was, is), {})];
  if (!before.hybrid || !after.hybrid) return [];
  const { dataPlanes } = after.hybrid;
  if (compareVersions(releaseLine(dataPlanes), releaseLine(before.kong)) <= 0) return [];
  return [transition(issues.kongDataPlanesTooEarly(before.hybrid.dataPlanes, before.kong, dataPlanes), {})];
}
