import { failed, passed, type Checked } from '../../kernel/checked';
import type { Issue } from '../../kernel/issue';
import { compareVersions } from '../../kernel/version';
import type { Plan } from '../../plan/plan';
import { datastoreReport } from '../datastores/registry';
import type { Change } from '../datastores/transitions';
import { addedParts, removedParts, sharedParts } from './datacenters';
import { noWay, otherTopology } from './issues';
import { poolParts, releaseParts, staying } from './kong';
import { firstPart, restOf, restPart, type StackChange } from './rest';
import type { Part, Runbook } from './runbook';

/**
 * Makes the runbook of a change. What adds room comes before what needs it, what takes it away comes last.
 *
 * @param stacksChanged returns the changes of the trees; it is asked only if a part needs them, since that takes time
 * @returns an issue for each change that no steps lead through
 */
export async function planRunbook(
  change: Change,
  stacksChanged: () => Promise<readonly StackChange[]>,
): Promise<Checked<Runbook>> {
  const { before, after } = change;
  if (before.topology !== after.topology) return failed([otherTopology(before.topology, after.topology)]);
  if (before.datastore.engine !== after.datastore.engine)
    return failed([
      noWay(
        `the datastore goes from ${before.datastore.engine} to ${after.datastore.engine}`,
        'build a topology of another name beside it, and take the configuration over',
      ),
    ]);
  const datastore = datastoreReport(after).transitions;
  const faults = [...moved(change), ...steppedBack(change), ...datastore.refused(change)];
  if (faults.length > 0) return failed(faults);
  // Datacenters that come or go have parts in which every pool gets its new size.
  const sharesMove = !hasSameDatacenters(change);
  const parts = [
    ...datastore.growing(change),
    ...releaseParts(change, datastore),
    ...(sharesMove ? [] : poolParts(change, 'growing')),
    ...addedParts(change, datastore),
    ...sharedParts(change),
    ...(sharesMove ? [] : poolParts(change, 'shrinking')),
    ...removedParts(change, datastore),
    ...datastore.shrinking(change),
  ];
  return passed({ topology: after.topology, parts: [...parts, ...(await rest(change, parts, stacksChanged))] });
}

/** Makes the runbook of a topology that is built for the first time. */
export function firstRunbook(plan: Plan): Runbook {
  return { topology: plan.topology, parts: [firstPart(plan)] };
}

async function rest(
  change: Change,
  parts: readonly Part[],
  stacksChanged: () => Promise<readonly StackChange[]>,
): Promise<readonly Part[]> {
  const names = restOf(change);
  if (names.length === 0 && parts.length > 0) return [];
  if (parts.length > 0) return [restPart(change, names, undefined)];
  const stacks = await stacksChanged();
  return stacks.length === 0 ? [] : [restPart(change, names, stacks)];
}

function hasSameDatacenters({ before, after }: Change): boolean {
  return (
    before.datacenters.length === after.datacenters.length && staying(before, after).length === after.datacenters.length
  );
}

/** Returns an issue for each datacenter that would be somewhere else: it cannot move, only come and go. */
function moved({ before, after }: Change): Issue[] {
  return staying(before, after).flatMap((fresh) => {
    const old = before.datacenters.find(({ name }) => name === fresh.name);
    if (!old) return [];
    const fields = [
      ['cloud', old.cloud, fresh.cloud],
      ['region', old.region, fresh.region],
      ['project', old.project, fresh.project],
      ['range', old.cidr, fresh.cidr],
      ['zones', old.zones.map((it) => it.name).join(' '), fresh.zones.map((it) => it.name).join(' ')],
    ].filter(([, one, other]) => one !== other);
    return fields.map(([what, one, other]) =>
      noWay(
        `${what} of ${fresh.name} goes from ${one ?? 'none'} to ${other ?? 'none'}, and nothing that stands can move`,
        'add a datacenter of another name there, and remove this one when that serves',
      ),
    );
  });
}

function steppedBack({ before, after }: Change): Issue[] {
  const [old, fresh] = [before.kong.migrations.release, after.kong.migrations.release];
  if (compareVersions(fresh, old) >= 0) return [];
  return [
    noWay(
      `Kong goes back from ${old} to ${fresh}, and its schema has no way back`,
      `restore the snapshots that were taken before ${old}, or stay`,
    ),
  ];
}
