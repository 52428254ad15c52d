import type { Plan } from '../../../../plan/plan';
import { NO_WAY_BACK_NEEDED, type RunbookStep } from '../../../runbook/runbook';
import { REPAIR_ALL } from '../commands';
import { placeOf, placeOfEach, streamingText, type NodeAt } from './nodes';

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
