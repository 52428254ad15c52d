import type { Plan } from '../../../../plan/plan';
import { NO_WAY_BACK_NEEDED, type RunbookStep } from '../../../runbook/runbook';
import { REPAIR_ALL, REPAIRS_START, REPAIRS_STOP, REPAIRS_UNDER_WAY } from '../commands';
import { placeOf, placeOfEach, streamingText, type NodeAt } from './nodes';

/**
 * Returns a repair by hand, between steps that keep the weekly ones away from it: those take turns among themselves alone, and of two
 * that meet on the same rows Cassandra may fail one.
 */
export function withoutTimers(repair: RunbookStep): readonly RunbookStep[] {
  return [
    {
      title: 'Stop the weekly repairs',
      where: 'every node of the ring that is up',
      commands: [REPAIRS_STOP, `${REPAIRS_UNDER_WAY} || true`],
      see: 'the second says inactive or failed on each, and not activating: one that has begun is let end first',
      back: REPAIRS_START,
      risk: 'none for some days: each node is due once a week, and overdue after nine days',
      lasts: 'a moment, or as long as a repair that has begun',
    },
    repair,
    {
      title: 'Let the weekly repairs go on',
      where: 'every node of the ring',
      commands: [REPAIRS_START],
      see: 'systemctl is-active topogen-repair.timer says active on each',
      back: NO_WAY_BACK_NEEDED,
      risk: 'a node on which it is forgotten repairs nothing until its machine starts again: after nine days it is overdue',
      lasts: 'a moment',
    },
  ];
}

/**
 * Makes the step that brings nodes what they lack: what was written while they were away, and what one copy lacks from which the
 * others filled them. A node that is filled gets each row from one copy alone: on real nodes a datacenter that was filled so had not
 * a row that another one had.
 *
 * @param risk until its end
 */
export function repairedStep(plan: Plan, nodes: readonly NodeAt[], risk: string): RunbookStep {
  const [only] = nodes;
  return {
    title: 'Bring what was missed',
    where: nodes.length === 1 && only ? placeOf(only) : placeOfEach(nodes),
    commands: [REPAIR_ALL],
    see: 'it ends without an error, before it begins on the next node',
    back: NO_WAY_BACK_NEEDED,
    risk,
    lasts: streamingText(plan, only?.datacenter ?? ''),
  };
}
