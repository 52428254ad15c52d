import { releaseLine } from '../../../../kernel/version';
import type { Plan } from '../../../../plan/plan';
import { generated, type RunbookPart, type RunbookStep } from '../../../runbook/runbook';
import type { Change } from '../../transitions';
import { letUpgrade } from '../commands';
import { renewed } from './grow';
import { ringOf } from '../of-plan';
import { nodesOfAll, placeOf, placeOfEach } from './nodes';
import { snapshotSteps } from './snapshots';
import { filesOfStep, portSteps } from './tls-ports';

/** Returns the parts that bring the ring to another release, one for each line on the way. */
export function releaseParts(change: Change): readonly RunbookPart[] {
  const stops = (change.datastoreWay ?? []).map((version) => withRelease(change, version));
  const plans = [change.before, ...stops, change.after];
  return plans
    .slice(1)
    .flatMap((after, i) => stepParts({ ...change, before: plans[i] ?? change.before, after }, stops.includes(after)));
}

/** Returns the plan as it was with a release that the ring only passes through. */
function withRelease({ before, after }: Change, version: string): Plan {
  return { ...before, specFile: after.specFile, datastore: { ...ringOf(before), version } };
}

/** Returns the part that brings the ring to another release in one step, node by node. */
function stepParts(change: Change, isStop: boolean): readonly RunbookPart[] {
  const { before, after } = change;
  const [old, fresh] = [ringOf(before).version, ringOf(after).version];
  if (old === fresh) return [];
  const isAnotherLine = releaseLine(old) !== releaseLine(fresh);
  const nodes = nodesOfAll(before);
  const label = `before-${fresh}`;
  const snapshots = snapshotSteps(before, label);
  return [
    {
      title: `Cassandra ${old} becomes ${fresh}`,
      why: isAnotherLine
        ? 'nodes of two release lines do not stream to each other: until all have the new one no node may be added, removed or rebuilt, nothing repaired, and Kong not upgraded'
        : 'every node is restarted once, and only one may be away',
      spec: isStop ? `"datastore.version": "${fresh}"` : `"datastore.version" as the new spec has it`,
      steps: [
        generated(after, filesOfStep(before, after)),
        ...snapshots.before,
        ...portSteps(before, after),
        ...nodes.flatMap((at) => [
          {
            title: `Drain ${at.node.name} of ${at.datacenter}`,
            where: placeOf(at),
            // A machine of another line starts on this disk only by this word: else a lost one would begin the upgrade.
            commands: [...(isAnotherLine ? [letUpgrade(releaseLine(fresh))] : []), 'nodetool drain'],
            see: 'it ends without an error; its journal says DRAINED',
            back: `sudo systemctl restart cassandra${isAnotherLine ? ', which takes the word on the upgrade back' : ''}`,
            risk: 'from now on the node is away',
            lasts: 'a minute',
          },
          { ...renewed(change, at), back: wayBack(isAnotherLine, label) },
        ]),
        ...(isAnotherLine ? [rewritten(change)] : []),
        ...snapshots.after,
      ],
    },
  ];
}

function wayBack(isLine: boolean, label: string): string {
  return isLine
    ? `leave the others on the old release, and this one too: it goes back only by restoring its snapshot ${label}, since the older line does not read the newer one's files`
    : 'the same command with the tree as it was before';
}

function rewritten({ before }: Change): RunbookStep {
  return {
    title: 'Rewrite the data in the format of the new line',
    where: placeOfEach(nodesOfAll(before)),
    commands: ['nodetool upgradesstables'],
    see: 'nodetool version shows the new release on every node before the first begins; it ends without an error before the next',
    back: 'none, other than the snapshots',
    risk: 'disks are busy: one node at a time',
    lasts: 'minutes to hours, by the data of a node',
  };
}
