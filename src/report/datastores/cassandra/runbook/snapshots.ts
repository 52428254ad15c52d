import type { Plan } from '../../../../plan/plan';
import { NO_WAY_BACK_NEEDED, type RunbookStep } from '../../../runbook/runbook';
import { nodesOfAll, placeOfEach } from './nodes';

/** Steps around a change that has no other way back. */
export interface SnapshotSteps {
  readonly before: readonly RunbookStep[];
  readonly after: readonly RunbookStep[];
}

/**
 * Makes the steps that take snapshots on every node before a change, and that give their room back after it.
 *
 * @param what the keyspace that is saved, and its owner in words; everything if there is none
 */
export function snapshotSteps(
  plan: Plan,
  label: string,
  what?: { readonly keyspace: string; readonly words: string; readonly why: string },
): SnapshotSteps {
  const where = placeOfEach(nodesOfAll(plan));
  return {
    before: [
      {
        title: `Take a snapshot ${what ? `of ${what.words} ` : ''}on every node`,
        where,
        commands: ['nodetool status', `nodetool snapshot -t ${label}${what ? ` ${what.keyspace}` : ''}`],
        see: `every node is UN, and nodetool listsnapshots shows the name on each${what ? `: ${what.why}` : ''}`,
        back: NO_WAY_BACK_NEEDED,
        risk: 'none: the files are linked and take room only as the data changes',
        lasts: 'seconds a node',
      },
    ],
    after: [
      {
        title: 'Give the room of the snapshots back',
        where,
        commands: [`nodetool clearsnapshot -t ${label}`],
        see: 'nodetool listsnapshots shows none of that name',
        back: NO_WAY_BACK_NEEDED,
        risk: 'with them goes the way back',
        lasts: 'seconds a node',
      },
    ],
  };
}
