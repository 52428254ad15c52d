import type { Issue } from '../kernel/issue';
import type { StandingSizes } from '../spec/standing';
import { datastoreOf } from './datastores/registry';
import { linksWithKeysOfTheCloud } from './issues';
import type { Plan } from './plan';

/**
 * Advises keys of the topology's own for what would cross links in plain text that a cloud encrypts by its own keys.
 *
 * @param standing sizes of what stands: nothing is advised there, since what is encrypted may not change on a ring
 */
export function linkAdvice(plan: Pick<Plan, 'links' | 'datastore'>, standing: StandingSizes | undefined): Issue[] {
  if (standing !== undefined && Object.keys(standing).length > 0) return [];
  const plain = datastoreOf(plan).plainText(plan);
  const links = plan.links.filter(({ encryption }) => encryption === 'cloud').map(({ id }) => id);
  return plain === undefined || links.length === 0 ? [] : [linksWithKeysOfTheCloud(links, plain)];
}
