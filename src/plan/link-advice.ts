import type { Issue } from '../kernel/issue';
import { peeringWithinRegion } from './issues';
import type { LinkPlan } from './plan';

/** What users should know of single links before they trust them. */
export function linkAdvice(links: readonly LinkPlan[]): Issue[] {
  const bare = links.filter(({ encryption }) => encryption === 'cloud-lines').map(({ id }) => id);
  return bare.length === 0 ? [] : [peeringWithinRegion(bare)];
}
