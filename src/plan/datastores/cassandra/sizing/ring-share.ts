import { fromReckoned, type Ledger, type ReckonedInput, type ReckonedNumber } from '../../../sizing/reckoned';
import { nodeMost } from './ring-node-most';
import { dataWork, hintWork, readWork, writeWork, type RingWorkNeed, type Term, type Work } from './ring-work';

/** The work and the data of one node of a ring. */
export interface NodeShare {
  /** Beginning of the ids of numbers about this node: empty, or `fullest-`. */
  readonly prefix: string;
  /** The node in titles, e.g. `one node`. */
  readonly who: string;
  /** Writes per second of rows that it holds. */
  readonly writes: ReckonedNumber;
  /** Reads per second of rows that it holds, with one rack down. */
  readonly reads: ReckonedNumber;
  /** Writes per second that it keeps for nodes out of reach. */
  readonly hinted: ReckonedNumber;
  /** GiB of rows. */
  readonly data: ReckonedNumber;
}

/** Computes the share of each node of the planned ring. */
export function shareOfNode(need: RingWorkNeed, ledger: Ledger): NodeShare {
  const { nodes } = need.ring;
  const share = (work: Work): ReckonedNumber =>
    ledger.add({
      id: `${need.datacenter}.cassandra.${work.id}`,
      title: `${work.title} one node`,
      value: work.whole.value / nodes.value,
      unit: work.unit,
      formula: `${work.whole.formula} / nodes`,
      inputs: [...work.whole.inputs, fromReckoned('nodes', nodes)],
      reason: work.reason,
    });
  return {
    prefix: '',
    who: 'one node',
    writes: share(writeWork(need)),
    reads: share(readWork(need)),
    hinted: share(hintWork(need)),
    data: share(dataWork(need)),
  };
}

/**
 * Computes the share of a node when it was fullest, on the way to the planned ring. A ring begins with few nodes, and
 * gets more when those are full: then each has less to do and to hold than before, but disks never become smaller.
 */
export function shareOfFullestNode(need: RingWorkNeed, ledger: Ledger): NodeShare {
  const most = nodeMost(need, ledger);
  const share = (work: Work, atMost: Term): ReckonedNumber =>
    ledger.add({
      id: `${need.datacenter}.cassandra.fullest-${work.id}`,
      title: `${work.title} a node at its fullest`,
      value: Math.min(work.whole.value / need.least.value, atMost.value),
      unit: work.unit,
      formula: `min(${work.whole.formula} / leastNodes, ${atMost.formula})`,
      inputs: together(work.whole.inputs, [fromReckoned('leastNodes', need.least)], atMost.inputs),
      reason: `as the first ${need.least.value} nodes had it before there were ${need.ring.nodes.value}, up to what a node can do and hold`,
    });
  return {
    prefix: 'fullest-',
    who: 'a node at its fullest',
    writes: share(writeWork(need), most.writes),
    reads: share(readWork(need), most.reads),
    hinted: share(hintWork(need), most.writes),
    data: share(dataWork(need), most.data),
  };
}

/** Joins lists of inputs. An input that both sides of a formula name is listed once. */
function together(...lists: readonly (readonly ReckonedInput[])[]): readonly ReckonedInput[] {
  return [...new Map(lists.flat().map((input) => [input.name, input])).values()];
}
