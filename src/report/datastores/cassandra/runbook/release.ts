import { versionLine } from '../../../../kernel/version';
import { generated, NO_WAY_BACK_NEEDED, type Part, type Step } from '../../../runbook/runbook';
import type { Change } from '../../transitions';
import { renewed } from './grow';
import { nodesOfAll, placeOf, placeOfEach, ringOf } from './nodes';

/** Returns the part that brings the ring to another release, node by node. */
export function releaseParts(change: Change): readonly Part[] {
  const { before, after } = change;
  const [old, fresh] = [ringOf(before).version, ringOf(after).version];
  if (old === fresh) return [];
  const isLine = versionLine(old) !== versionLine(fresh);
  const nodes = nodesOfAll(before);
  const label = `before-${fresh}`;
  return [
    {
      title: `Cassandra ${old} becomes ${fresh}`,
      why: isLine
        ? 'nodes of two release lines do not stream to each other: until all have the new one no node may be added, removed or rebuilt, nothing repaired, and Kong not upgraded'
        : 'every node is restarted once, and only one may be away',
      spec: `"datastore.version" as the new spec has it`,
      steps: [
        generated(after, `the release in Cassandra's files`),
        saved(change, label),
        ...nodes.flatMap((at) => [
          {
            title: `Drain ${at.node.name} of ${at.datacenter}`,
            where: placeOf(at),
            commands: ['nodetool drain'],
            see: 'it ends without an error; its journal says DRAINED',
            back: 'sudo systemctl restart cassandra',
            risk: 'from now on the node is away',
            lasts: 'a minute',
          },
          { ...renewed(change, at), back: wayBack(isLine, label) },
        ]),
        ...(isLine ? [rewritten(change)] : []),
        {
          title: 'Give the room of the snapshots back',
          where: placeOfEach(nodes),
          commands: [`nodetool clearsnapshot -t ${label}`],
          see: 'nodetool listsnapshots shows none of that name',
          back: NO_WAY_BACK_NEEDED,
          risk: 'with them goes the way back',
          lasts: 'seconds a node',
        },
      ],
    },
  ];
}

function saved({ before }: Change, label: string): Step {
  return {
    title: 'Take a snapshot on every node',
    where: placeOfEach(nodesOfAll(before)),
    commands: ['nodetool status', `nodetool snapshot -t ${label}`],
    see: 'every node is UN, and nodetool listsnapshots shows the name on each',
    back: NO_WAY_BACK_NEEDED,
    risk: 'none: the files are linked and take room only as the data changes',
    lasts: 'seconds a node',
  };
}

function wayBack(isLine: boolean, label: string): string {
  return isLine
    ? `leave the others on the old release, and this one too: it goes back only by restoring its snapshot ${label}, since the older line does not read the newer one's files`
    : 'the same command with the tree as it was before';
}

function rewritten({ before }: Change): Step {
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
