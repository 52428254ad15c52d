import type { Spec } from '../../spec/spec';
import { coveredLosses, type Demand } from './demand';
import { fromMachine, type Candidate } from './machine';
import {
  Ledger,
  fromFigure,
  fromReckoned,
  wholeAtLeast,
  type Figure,
  type ReckonedInput,
  type ReckonedNumber,
} from './reckoned';
import { fromSpec } from './spec-input';
import {
  BUSY_CONNECTION_PART,
  CEILING_PART,
  CONNECTIONS_PER_REQUEST,
  GATEWAY_MILLISECONDS,
  MINIMUM_NODES,
  NETWORK_PART,
  REQUEST_KIB,
  STAFFING_QUALITY,
  SYSTEM_GIB,
  WORKER_CONNECTIONS,
  WORKER_GIB,
} from './tables/kong-node';
import {
  NO_SMALL_MACHINE_FACTOR,
  SMALL_MACHINE_FACTOR,
  SMALL_MACHINE_VCPUS,
  familyFactor,
} from './tables/kong-throughput';

/** What the pool of one datacenter is made from, whatever the machine. */
export interface PoolNeed {
  readonly spec: Spec;
  readonly datacenter: string;
  readonly demand: Demand;
  /** Requests per second of a fully busy vCPU of the measured family. */
  readonly capacityPerVcpu: ReckonedNumber;
}

/** A pool of one machine type that carries the need. */
export interface Pool {
  readonly candidate: Candidate;
  readonly nodes: number;
  readonly maximumNodes: number;
  /** Whether the machine has memory left for requests once its workers run. */
  readonly hasMemory: boolean;
  /** Nodes that stand after the worst covered loss. */
  readonly standing: number;
  /** Requests per second of one fully busy node. */
  readonly nodeCapacity: number;
  /** The way to these numbers. */
  readonly ledger: Ledger;
}

/** The pool that one machine type would make. */
export function poolOf(need: PoolNeed, candidate: Candidate): Pool {
  const ledger = new Ledger();
  const at = (number: string): string => `${need.datacenter}.kong.${number}`;
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
    candidate,
    nodes: nodes.value,
    maximumNodes: maximumNodes.value,
    hasMemory: memory !== undefined,
    standing: standing.value,
    nodeCapacity: node.value,
    ledger,
  };
}

/** `nodesForMemory` of `us-east.kong.nodes-for-memory`: an id's last part as a name in a formula. */
function lastWord(id: string): string {
  return (id.split('.').at(-1) ?? id).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function nodeCapacity(need: PoolNeed, candidate: Candidate, vcpus: ReckonedInput, ledger: Ledger): ReckonedNumber {
  const count = candidate.machine.vcpus;
  const measured = need.spec.kong.requestsPerSecondPerVcpu !== undefined;
  const base = {
    id: `${need.datacenter}.kong.node-capacity`,
    title: 'Requests per second of one fully busy Kong node',
    unit: 'requests/s',
  };
  const inputs = [fromReckoned('capacityPerVcpu', need.capacityPerVcpu), vcpus];
  if (measured) {
    return ledger.add({
      ...base,
      value: need.capacityPerVcpu.value * count,
      formula: 'capacityPerVcpu * vcpus',
      inputs,
      reason: 'your own measurement holds for this machine as it is',
    });
  }
  const family = familyFactor(candidate.facts?.family);
  const small = count < SMALL_MACHINE_VCPUS ? SMALL_MACHINE_FACTOR : NO_SMALL_MACHINE_FACTOR;
  return ledger.add({
    ...base,
    value: need.capacityPerVcpu.value * count * family.value * small.value,
    formula: 'capacityPerVcpu * vcpus * familyFactor * sizeFactor',
    inputs: [
      ...inputs,
      fromFigure('familyFactor', family, candidate.facts?.family ?? 'unknown family'),
      fromFigure('sizeFactor', small, `machines under ${SMALL_MACHINE_VCPUS} vCPU carry less per vCPU`),
    ],
    reason: 'throughput grows with the vCPUs: Kong runs one worker on each',
  });
}

function nodesForUtilization(need: PoolNeed, node: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const target = need.spec.kong.targetUtilization;
  return ledger.add({
    id: `${need.datacenter}.kong.nodes-for-utilization`,
    title: 'Nodes that keep vCPU utilisation at the target',
    value: wholeAtLeast(need.demand.afterLoss.value / (node.value * target)),
    unit: 'nodes',
    formula: 'ceil(rateAfterLoss / (nodeCapacity * targetUtilization))',
    inputs: [
      fromReckoned('rateAfterLoss', need.demand.afterLoss),
      fromReckoned('nodeCapacity', node),
      fromSpec('kong.targetUtilization', target, ''),
    ],
    reason: 'so that a crash never drives the others over the limit and down one after the other',
  });
}

function nodesForQueueing(need: PoolNeed, node: ReckonedNumber, vcpus: ReckonedInput, ledger: Ledger): ReckonedNumber {
  const busy = ledger.add({
    id: `${need.datacenter}.kong.busy-vcpus`,
    title: 'vCPUs that the requests keep busy',
    value: (need.demand.afterLoss.value / node.value) * Number(vcpus.value),
    unit: 'vCPU',
    formula: 'rateAfterLoss / nodeCapacity * vcpus',
    inputs: [fromReckoned('rateAfterLoss', need.demand.afterLoss), fromReckoned('nodeCapacity', node), vcpus],
    reason: "Little's law: work under way is rate times the time of one request",
  });
  return ledger.add({
    id: `${need.datacenter}.kong.nodes-for-queueing`,
    title: 'Nodes that keep requests from queueing for a vCPU',
    value: wholeAtLeast((busy.value + STAFFING_QUALITY.value * Math.sqrt(busy.value)) / Number(vcpus.value)),
    unit: 'nodes',
    formula: 'ceil((busyVcpus + quality * sqrt(busyVcpus)) / vcpus)',
    inputs: [fromReckoned('busyVcpus', busy), fromFigure('quality', STAFFING_QUALITY), vcpus],
    reason: 'square-root staffing: counts in small pools, where chance weighs more than the mean',
  });
}

function requestsInFlight(need: PoolNeed, ledger: Ledger): ReckonedNumber {
  const { upstreamLatencyMilliseconds } = need.spec.kong;
  return ledger.add({
    id: `${need.datacenter}.kong.in-flight`,
    title: 'Requests under way at one time',
    value: (need.demand.afterLoss.value * (upstreamLatencyMilliseconds + GATEWAY_MILLISECONDS.value)) / 1000,
    unit: 'requests',
    formula: 'rateAfterLoss * (upstreamLatencyMilliseconds + gatewayLatency) / 1000',
    inputs: [
      fromReckoned('rateAfterLoss', need.demand.afterLoss),
      fromSpec('kong.upstreamLatencyMilliseconds', upstreamLatencyMilliseconds, 'ms'),
      fromFigure('gatewayLatency', GATEWAY_MILLISECONDS),
    ],
    reason: "Little's law; each of them holds memory and two connections",
  });
}

/** Undefined when the workers alone fill the memory. */
function nodesForMemory(
  need: PoolNeed,
  candidate: Candidate,
  inFlight: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber | undefined {
  const { vcpus, memoryGib } = candidate.machine;
  const free = memoryGib - SYSTEM_GIB.value - vcpus * WORKER_GIB.value;
  if (free <= 0) return undefined;
  return ledger.add({
    id: `${need.datacenter}.kong.nodes-for-memory`,
    title: 'Nodes whose memory holds the requests under way',
    value: wholeAtLeast((inFlight.value * REQUEST_KIB.value) / 1_048_576 / free),
    unit: 'nodes',
    formula: 'ceil(inFlight * requestKib / 1048576 / (memory - system - vcpus * worker))',
    inputs: [
      fromReckoned('inFlight', inFlight),
      fromFigure('requestKib', REQUEST_KIB),
      fromMachine('memory', memoryGib, 'GiB', candidate),
      fromFigure('system', SYSTEM_GIB),
      fromMachine('vcpus', vcpus, 'vCPU', candidate),
      fromFigure('worker', WORKER_GIB),
    ],
    reason: 'slow services hold requests open, which costs memory rather than vCPU time',
  });
}

function nodesForConnections(
  need: PoolNeed,
  inFlight: ReckonedNumber,
  vcpus: ReckonedInput,
  ledger: Ledger,
): ReckonedNumber {
  const perNode = Number(vcpus.value) * WORKER_CONNECTIONS.value * BUSY_CONNECTION_PART.value;
  return ledger.add({
    id: `${need.datacenter}.kong.nodes-for-connections`,
    title: 'Nodes whose connections and file limits hold the requests under way',
    value: wholeAtLeast((inFlight.value * CONNECTIONS_PER_REQUEST.value) / perNode),
    unit: 'nodes',
    formula: 'ceil(inFlight * perRequest / (vcpus * workerConnections * busyPart))',
    inputs: [
      fromReckoned('inFlight', inFlight),
      fromFigure('perRequest', CONNECTIONS_PER_REQUEST),
      vcpus,
      fromFigure('workerConnections', WORKER_CONNECTIONS, 'under the file limit of 65,535 of each worker'),
      fromFigure('busyPart', BUSY_CONNECTION_PART),
    ],
    reason: 'one worker on each vCPU, each with its own limits of connections and files',
  });
}

/** Each byte that comes in goes out again, so one direction carries request and response. Empty where no bandwidth is known. */
function nodesForNetwork(need: PoolNeed, candidate: Candidate, ledger: Ledger): readonly ReckonedNumber[] {
  const { networkGbps, networkBurstGbps } = candidate.facts ?? {};
  const gbps = networkGbps ?? networkBurstGbps;
  if (gbps === undefined) return [];
  const whole: Figure = {
    value: 1,
    unit: '',
    source: { kind: 'assumption', why: 'the sustained bandwidth is published' },
  };
  const sustained = networkGbps === undefined ? CEILING_PART : whole;
  const { requestBytes, responseBytes } = need.spec.kong;
  const load = (need.demand.afterLoss.value * (requestBytes + responseBytes) * 8) / 1e9;
  return [
    ledger.add({
      id: `${need.datacenter}.kong.nodes-for-network`,
      title: 'Nodes whose network carries the bodies',
      value: wholeAtLeast(load / (gbps * sustained.value * NETWORK_PART.value)),
      unit: 'nodes',
      formula:
        'ceil(rateAfterLoss * (requestBytes + responseBytes) * 8 / 1000000000 / (network * sustainedPart * usablePart))',
      inputs: [
        fromReckoned('rateAfterLoss', need.demand.afterLoss),
        fromSpec('kong.requestBytes', requestBytes, 'bytes'),
        fromSpec('kong.responseBytes', responseBytes, 'bytes'),
        fromMachine('network', gbps, 'Gbit/s', candidate),
        fromFigure('sustainedPart', sustained),
        fromFigure('usablePart', NETWORK_PART),
      ],
      reason: 'every request and response passes the network card once in each direction',
    }),
  ];
}

/**
 * The pool before any loss. Nodes lie over three zones as evenly as they can, so the fullest zone holds n/3 rounded up
 * and 2n/3 rounded down are left without it: n = 3/2 of those that must stand, rounded up.
 */
function sizedNodes(need: PoolNeed, standing: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const { zone, datacenter } = coveredLosses(need.spec);
  const value = zone ? wholeAtLeast((standing.value * 3) / 2) : standing.value + 1;
  const loss = zone ? 'one whole zone' : 'one node';
  return ledger.add({
    id: `${need.datacenter}.kong.nodes`,
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
    id: `${need.datacenter}.kong.utilization-after-loss`,
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
  const factor = need.spec.kong.maximumFactor;
  return ledger.add({
    id: `${need.datacenter}.kong.maximum-nodes`,
    title: 'Kong nodes at most, by automatic scaling',
    value: wholeAtLeast(nodes.value * factor),
    unit: 'nodes',
    formula: 'ceil(nodes * maximumFactor)',
    inputs: [fromReckoned('nodes', nodes), fromSpec('kong.maximumFactor', factor, '')],
    reason: 'the sized number is the floor of automatic scaling, this is its ceiling',
  });
}
