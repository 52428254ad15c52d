import type { Spec } from '../../../../spec/spec';
import { assumed, fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from '../../../sizing/reckoned';
import type { RingLoad } from './ring-load';
import { fromSpec } from '../../../sizing/spec-input';
import { HINT_SECONDS, MUTATION_BYTES } from './cassandra-node';

/**
 * Hints that one node keeps when another datacenter cannot be reached for the whole window, one for each copy that it
 * misses; in a single datacenter, those for the nodes of one rack.
 */
export function ringHints(
  need: { readonly spec: Spec; readonly datacenter: string; readonly load: RingLoad; readonly nodes: number },
  ledger: Ledger,
): ReckonedNumber {
  const { spec, datacenter, load, nodes } = need;
  const alone = spec.datacenters.length === 1;
  const copies = alone ? 1 : spec.datastore.replicationFactor;
  return ledger.add({
    id: `${datacenter}.cassandra.hints`,
    title: 'Hints that one node keeps through an outage',
    value: (load.localWrites.value * copies * HINT_SECONDS.value * MUTATION_BYTES.value) / nodes / 2 ** 30,
    unit: 'GiB',
    formula: 'localWrites * missedCopies * hintSeconds * mutationBytes / nodes / 1073741824',
    inputs: [
      fromReckoned('localWrites', load.localWrites),
      {
        name: 'missedCopies',
        what: alone ? 'one rack is down' : 'one other datacenter is out of reach',
        value: copies,
        unit: 'replicas',
        source: alone
          ? assumed('each row has one copy on a rack')
          : fromSpec('datastore.replicationFactor', copies, '').source,
      },
      fromFigure('hintSeconds', HINT_SECONDS),
      fromFigure('mutationBytes', MUTATION_BYTES),
      { name: 'nodes', value: nodes, unit: 'nodes', source: { kind: 'reckoned', id: `${datacenter}.cassandra.nodes` } },
    ],
    reason: 'after the window no more are kept, and the data has to be repaired',
  });
}
