import { fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import type { NodeShare } from './ring-share';
import { HINT_SECONDS, MUTATION_BYTES } from './cassandra-node';

/**
 * Computes the hints that one node keeps if another datacenter cannot be reached for the whole window, one for each
 * copy that it misses; in a single datacenter, those for the nodes of one rack.
 */
export function ringHints(datacenter: string, { prefix, who, hinted }: NodeShare, ledger: Ledger): ReckonedNumber {
  return ledger.add({
    id: `${datacenter}.cassandra.${prefix}hints`,
    title: `Hints that ${who} keeps through an outage`,
    value: (hinted.value * HINT_SECONDS.value * MUTATION_BYTES.value) / 2 ** 30,
    unit: 'GiB',
    formula: 'nodeHinted * hintSeconds * mutationBytes / 1073741824',
    inputs: [
      fromReckoned('nodeHinted', hinted),
      fromFigure('hintSeconds', HINT_SECONDS),
      fromFigure('mutationBytes', MUTATION_BYTES),
    ],
    reason: 'after the window no more are kept, and the data has to be repaired',
  });
}
