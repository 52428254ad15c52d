import { NO_WAY_BACK_NEEDED, SPEC_STAYS, type RunbookPart, type RunbookStep } from '../../../runbook/runbook';
import type { Standing } from '../../recovery';
import { FORMER, START_OLD, startEmpty } from '../commands';
import { oneAway, placeOf, placeOfEach, type NodeAt } from './nodes';

/*
 * A node that was away for longer than tables keep the marks of deleted rows brings those rows back, since the others have
 * forgotten that they were deleted. Kong's tables have Cassandra's default of ten days, and the nodes' own scripts hold that.
 */
export const FORGOTTEN = 'ten days';

/** Condition of the parts in which nodes come back with their data after all. */
export const TOO_LATE = `the data disks are there, but it was away for ${FORGOTTEN} or longer: its nodes do not start with rows that the others may have deleted meanwhile`;

/** Returns the steps that let the others fill nodes anew which have their data, and wait with it for an operator. */
export function filledInPlace({ plan }: Standing, nodes: readonly NodeAt[], lasts: string): readonly RunbookStep[] {
  return [
    ...nodes.map((at) => ({
      title: `Let the others fill ${at.node.name} of ${at.datacenter} anew`,
      where: placeOf(at),
      commands: [startEmpty(at.node.name)],
      see: `before it journalctl --unit cassandra there, and its serial console, say "Cassandra ran here last on", with a day; afterwards "the data was set aside in ${FORMER}" and "the ring knows this address: replacing the node that had it"; at the end nodetool status shows ${at.node.address} as UN, before the next begins`,
      back: `none is needed: what it had is in ${FORMER}`,
      risk: `${oneAway(plan)}; those that are left send it data beside their work. Its disk holds both: see by df -h /var/lib/cassandra that half of it is free`,
      lasts,
    })),
    {
      title: 'Take away what was set aside',
      where: nodes.length === 1 && nodes[0] ? placeOf(nodes[0]) : placeOfEach(nodes),
      commands: [`sudo rm -r ${FORMER}`],
      see: 'before it: every node is UN, and a route that was made meanwhile is answered; afterwards the room is back',
      back: 'none: what the old disk alone had is gone with it; a snapshot of the disk keeps it longer',
      risk: 'none for the ring',
      lasts: 'a moment',
    },
  ];
}

/** Makes the part in which a ring that stood still as a whole starts with its data, however old that is. */
export function stoodStill(nodes: readonly NodeAt[], started: RunbookStep): RunbookPart {
  return {
    title: 'It is back with its data after a long time',
    only: `its data disks are there, and it was away for ${FORGOTTEN} or longer: no other node has served meanwhile, so none has deleted a row`,
    spec: SPEC_STAYS,
    steps: [
      {
        title: 'Let its nodes start with what they have',
        where: placeOfEach(nodes),
        commands: [START_OLD],
        see: 'before it journalctl --unit cassandra there, and its serial console, say "Cassandra ran here last on", with a day that is the same on all; afterwards "joined before: starting without waiting"',
        back: NO_WAY_BACK_NEEDED,
        risk: 'where one of them has served longer than the others, rows that it deleted come back: let it fill those anew, by their own runbooks',
        lasts: 'minutes',
      },
      started,
    ],
  };
}

/** Makes the part after a link was down for longer than either end remembers what it deleted. */
export function deletedAgain(ends: string): RunbookPart {
  return {
    title: 'What was deleted meanwhile is deleted again',
    only: `the link was down for ${FORGOTTEN} or longer, and something was deleted on one side of it`,
    spec: SPEC_STAYS,
    steps: [
      {
        title: "Hold Kong's configuration against what you want it to be",
        where: 'where you configure Kong',
        commands: [],
        see: `what was deleted on one side is not there again in ${ends}: deck gateway diff, or your own list, says so after the repair`,
        back: NO_WAY_BACK_NEEDED,
        risk: 'rows that one side deleted come back from the other: routes, consumers and their credentials are served again until you delete them again',
        lasts: 'as long as it takes to look',
      },
    ],
  };
}
