import type { PoolNeed } from './kong-need';
import { scaledUp, type Pool } from './kong-pool';
import { fromMachine } from '../../sizing/machine';
import type { NodeBounds } from '../../sizing/machine-choice';
import { fromFigure, type Ledger, type ReckonedNumber } from '../../sizing/reckoned';
import { COMFORTABLE_NODES } from './tables/kong-node';

/**
 * Returns the Kong nodes that the datastore has to serve. A pool that changes to larger machines as the load grows has
 * fewer nodes than before; a datastore must not shrink with it, so it is sized for the most nodes that this pool has
 * had.
 */
export function datastoreClients(need: PoolNeed, pool: Pool, bounds: NodeBounds, ledger: Ledger): ReckonedNumber {
  const most = Math.min(bounds.ofAny.nodes, Math.max(COMFORTABLE_NODES.value, bounds.ofLargest.nodes));
  if (most <= pool.nodes) return pool.maximumNodes;
  const grown = ledger.add({
    id: `${need.datacenter}.${need.pool}.most-nodes`,
    title: 'Kong nodes at most, by the choice of machine at this load and below',
    value: most,
    unit: 'nodes',
    formula: 'min(nodesOfAny, max(comfortable, nodesOfLargest))',
    inputs: [
      fromMachine('nodesOfAny', bounds.ofAny.nodes, 'nodes', bounds.ofAny.candidate),
      fromFigure('comfortable', COMFORTABLE_NODES),
      fromMachine('nodesOfLargest', bounds.ofLargest.nodes, 'nodes', bounds.ofLargest.candidate),
    ],
    reason: 'a pool is of many small machines before it is of few large ones',
  });
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.datastore-clients`,
    title: 'Kong nodes that the datastore has to serve',
    unit: 'nodes',
    ...scaledUp(need, grown),
    reason: 'a datastore does not shrink when the pool goes over to fewer, larger machines',
  });
}
