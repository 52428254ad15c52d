import { failed, passed, type Checked } from '../../kernel/checked';
import type { Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import { staying, type Change } from '../datastores/transitions';
import { copyParts } from './by-copy';
import { addedParts, removedParts, sharedParts } from './datacenters';
import { egressParts } from './egress';
import { egressAddressParts } from './egress-addresses';
import { otherTopology } from './issues';
import { poolParts, releaseParts } from './kong';
import { redisRemovedParts } from './redis-removed';
import { firstPart, restOf, restPart, type StackChange } from './rest';
import type { RunbookPart, Runbook } from './runbook';
import { stateParts } from './state';
import { finishParts, upgradeParts } from './upgrade';

/**
 * Makes the runbook of a change that loses nothing of what stands, but for nodes that leave: the judgement of lock files
 * is made before. What adds room comes before what needs it, what takes it away comes last.
 *
 * @param stacksChanged returns the changes of the trees; it is asked only if a part needs them, since that takes time
 * @returns an issue if the plans are of two topologies
 */
export async function planRunbook(
  change: Change,
  stacksChanged: () => Promise<readonly StackChange[]>,
): Promise<Checked<Runbook>> {
  const { before, after } = change;
  if (before.topology !== after.topology) return failed([otherTopology(before.topology, after.topology)]);
  const datastore = datastoreReport(after).transitions;
  // Datacenters that come or go have parts in which every pool gets its new size.
  const sharesMove = !hasSameDatacenters(change);
  const parts = [
    ...stateParts(change),
    ...egressAddressParts(change, 'coming'),
    ...datastore.growing(change),
    ...copyParts(change, datastore),
    ...releaseParts(change, datastore),
    ...upgradeParts(change, datastore),
    ...finishParts(change, datastore),
    ...(sharesMove ? [] : poolParts(change, 'growing')),
    ...addedParts(change, datastore),
    ...sharedParts(change),
    ...(sharesMove ? [] : poolParts(change, 'shrinking')),
    ...egressParts(change),
    ...egressAddressParts(change, 'going'),
    ...redisRemovedParts(change),
    ...removedParts(change, datastore),
    ...datastore.shrinking(change),
  ];
  return passed({
    topology: after.topology,
    purpose: purposeOf(after),
    parts: [...parts, ...(await rest(change, parts, stacksChanged))],
  });
}

/** Makes the runbook of a topology that is built for the first time. */
export function firstRunbook(plan: Plan): Runbook {
  return { topology: plan.topology, purpose: purposeOf(plan), parts: [firstPart(plan)] };
}

function purposeOf({ topology }: Plan): string {
  return `Steps from one spec of ${topology} to the other`;
}

async function rest(
  change: Change,
  parts: readonly RunbookPart[],
  stacksChanged: () => Promise<readonly StackChange[]>,
): Promise<readonly RunbookPart[]> {
  const names = restOf(change);
  if (names.length === 0 && parts.length > 0) return [];
  if (parts.length > 0) return [restPart(change, names, undefined)];
  const stacks = await stacksChanged();
  return stacks.length === 0 ? [] : [restPart(change, names, stacks)];
}

function hasSameDatacenters(change: Change): boolean {
  const { length } = staying(change);
  return [change.before, change.after].every(({ datacenters }) => datacenters.length === length);
}
