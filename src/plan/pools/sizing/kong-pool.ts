import { kongAddresses } from './kong-addresses';
import { coveredLosses } from '../../sizing/demand';
import { nodesForConnections, nodesForMemory, nodesForNetwork, requestsInFlight } from './kong-least-nodes';
import type { PoolNeed } from './kong-need';
import { nodeCapacity, nodesForQueueing, nodesForUtilization } from './kong-processors';
import { datacenterOf } from '../../../kernel/datacenter-of';
import { fromMachine, type Candidate } from '../../sizing/machine';
import { Ledger, fromFigure, fromReckoned, wholeAtLeast, type ReckonedNumber } from '../../sizing/reckoned';
import { fromSpec } from '../../sizing/spec-input';
import { MINIMUM_NODES } from './tables/kong-node';

/** A pool of one machine type that carries the load. */
export interface Pool {
  readonly name: string;
  readonly candidate: Candidate;
  readonly nodes: number;
  readonly maximumNodes: ReckonedNumber;
  /** True if the machine has memory left for requests once its workers run. */
  readonly hasMemory: boolean;
  /** Nodes that are left after the worst covered loss. */
  readonly standing: number;
  /** Requests per second of one fully busy node. */
  readonly nodeCapacity: number;
  /** Requests under way at one time in the whole pool. */
  readonly inFlight: ReckonedNumber;
  /** Arithmetic of these numbers. */
  readonly ledger: Ledger;
}

/** Computes the pool that one machine type would make. */
export function poolOf(need: PoolNeed, candidate: Candidate): Pool {
  const ledger = new Ledger();
  const at = (number: string): string => `${need.datacenter}.${need.pool}.${number}`;
  const vcpus = fromMachine('vcpus', candidate.machine.vcpus, 'vCPU', candidate);
  const node = nodeCapacity(need, candidate, vcpus, ledger);
  const inFlight = requestsInFlight(need, ledger);
  const memory = nodesForMemory(need, candidate, inFlight, ledger);
  const least = [
    nodesForUtilization(need, node, ledger),
    nodesForQueueing(need, node, vcpus, ledger),
    ...(memory ? [memory] : []),
    nodesForConnections(need, inFlight, vcpus, ledger),
    ...nodesForNetwork(need, candidate, ledger),
  ];
  const standing = ledger.add({
    id: at('standing-nodes'),
    title: 'Kong nodes that must stand after the worst covered loss',
    value: Math.max(1, ...least.map(({ value }) => value)),
    unit: 'nodes',
    formula: `max(1, ${least.map((it) => lastWord(it.id)).join(', ')})`,
    inputs: least.map((it) => fromReckoned(lastWord(it.id), it)),
    reason: `decided by ${least.reduce((a, b) => (b.value > a.value ? b : a)).title.toLowerCase()}`,
  });
  const nodes = sizedNodes(need, standing, ledger);
  addUtilization(need, nodes, node, ledger);
  const maximumNodes = scalingCeiling(need, nodes, ledger);
  return {
    name: need.pool,
    candidate,
    nodes: nodes.value,
    maximumNodes,
    hasMemory: memory !== undefined,
    standing: standing.value,
    nodeCapacity: node.value,
    inFlight,
    ledger,
  };
}

/** Returns the last part of an id as a name in a formula: `nodesForMemory` for `us-east.kong.nodes-for-memory`. */
function lastWord(id: string): string {
  return (id.split('.').at(-1) ?? id).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Computes the pool before any loss. Nodes are spread over three zones as evenly as possible, so the fullest zone has
 * n/3 rounded up and 2n/3 rounded down are left without it: n = 3/2 of those that must be left, rounded up.
 */
function sizedNodes(need: PoolNeed, standing: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const { zone, datacenter } = coveredLosses(need.spec);
  const value = zone ? wholeAtLeast((standing.value * 3) / 2) : standing.value + 1;
  const loss = zone ? 'one whole zone' : 'one node';
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.nodes`,
    title: 'Kong nodes',
    value: Math.max(MINIMUM_NODES.value, value),
    unit: 'nodes',
    formula: zone ? 'max(minimum, ceil(standingNodes * 3 / 2))' : 'max(minimum, standingNodes + 1)',
    inputs: [fromFigure('minimum', MINIMUM_NODES), fromReckoned('standingNodes', standing)],
    reason: `enough stand after the loss of ${datacenter ? `any one other datacenter and ${loss} of this one` : loss}`,
  });
}

function addUtilization(need: PoolNeed, nodes: ReckonedNumber, node: ReckonedNumber, ledger: Ledger): void {
  const { zone } = coveredLosses(need.spec);
  const lost = zone ? Math.ceil(nodes.value / 3) : 1;
  ledger.add({
    id: `${need.datacenter}.${need.pool}.utilization-after-loss`,
    title: 'vCPU utilisation after the worst covered loss',
    value: need.demand.afterLoss.value / ((nodes.value - lost) * node.value),
    unit: '',
    formula: `rateAfterLoss / ((nodes - ${zone ? 'ceil(nodes / 3)' : '1'}) * nodeCapacity)`,
    inputs: [
      fromReckoned('rateAfterLoss', need.demand.afterLoss),
      fromReckoned('nodes', nodes),
      fromReckoned('nodeCapacity', node),
    ],
    reason: `at most the target of ${need.spec.kong.targetUtilization}`,
  });
}

function scalingCeiling(need: PoolNeed, nodes: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.maximum-nodes`,
    title: 'Kong nodes at most, by automatic scaling',
    unit: 'nodes',
    ...scaledUp(need, nodes),
    reason: 'the sized number is the floor of automatic scaling, this is its ceiling',
  });
}

/** Returns the maximum of automatic scaling for so many nodes. */
export function scaledUp(
  { spec, datacenter }: PoolNeed,
  nodes: ReckonedNumber,
): Pick<ReckonedNumber, 'value' | 'formula' | 'inputs'> {
  const factor = spec.kong.maximumFactor;
  const addresses = kongAddresses(datacenterOf(spec, datacenter));
  return {
    value: Math.min(wholeAtLeast(nodes.value * factor), Math.max(nodes.value, addresses.value)),
    formula: 'min(ceil(nodes * maximumFactor), max(nodes, addresses))',
    inputs: [
      fromReckoned('nodes', nodes),
      fromSpec('kong.maximumFactor', factor, ''),
      fromFigure('addresses', addresses),
    ],
  };
}
