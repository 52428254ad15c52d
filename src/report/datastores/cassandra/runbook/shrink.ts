import { applied, inTree, synthCommand, type RunbookPart } from '../../../runbook/runbook';
import { staying, type Change } from '../../transitions';
import { DECOMMISSION } from '../commands';
import { allUp, nodesOf, nodesOfAll, placeOf, streamingText } from './nodes';

/** Returns the part that takes nodes away: out of the ring first, then out of the spec. */
export function fewerNodesParts(change: Change): readonly RunbookPart[] {
  const { before, after } = change;
  const shrinking = staying(change).filter(([old, fresh]) => nodesOf(fresh).length < nodesOf(old).length);
  if (shrinking.length === 0) return [];
  const leaving = shrinking.map(([old, fresh]) => [...nodesOf(old).slice(nodesOf(fresh).length)].reverse());
  const counts = shrinking
    .map(([old, fresh]) => `${fresh.name} ${nodesOf(old).length} to ${nodesOf(fresh).length}`)
    .join(', ');
  const staysAfter = (gone: number): number => nodesOfAll(before).length - gone;
  return [
    {
      title: `Cassandra nodes are removed: ${counts}`,
      why: 'nodes that go hand their data to those that stay, which nothing else may disturb',
      spec: 'still the one before until every node has handed over its data',
      steps: [
        ...leaving.flat().map((at, i) => ({
          title: `Take ${at.node.name} of ${at.datacenter} out of the ring`,
          where: placeOf(at),
          commands: [DECOMMISSION],
          see: `nodetool status no longer has it, and shows the other ${staysAfter(i + 1)} as UN`,
          back: 'it comes back only empty: make its machine and its data disk anew by the spec before, and it joins again',
          risk: 'those that stay take its data beside their work, and need the room for it',
          lasts: streamingText(before, at.datacenter),
        })),
        {
          title: 'Take them out of the spec, and generate',
          where: 'beside the spec, on a branch',
          commands: [
            `${synthCommand(after)} --allow ${shrinking.map(([, { name }]) => `nodes-lowered:${name}`).join()}`,
          ],
          see: "git diff of the tree shows these nodes gone with disks and addresses, and no other, and Kong's list of them",
          back: 'bring spec, lock file and tree back from version control',
          risk: 'none: nothing is applied',
          lasts: 'a moment',
        },
        {
          title: 'Destroy their machines and disks',
          where: inTree(after.topology),
          commands: applied(...shrinking.map(([, { name }]) => `cluster-${name}`)),
          see: `the plans destroy ${leaving
            .flat()
            .map(({ datacenter, node }) => `${node.name} of ${datacenter}`)
            .join(', ')} with disks and addresses, and no other node; then ${allUp(staysAfter(leaving.flat().length))}`,
          back: 'none: their disks are gone; their data is on those that stay',
          risk: 'Kong is replaced by nodes with the shorter list, new ones first; none else, once they have left',
          lasts: 'minutes',
        },
      ],
    },
  ];
}
