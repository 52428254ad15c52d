import { fromMachine, type Candidate } from '../../sizing/machine';
import type { PoolNeed } from './kong-need';
import type { Figure } from '../../../kernel/figure';
import {
  fromFigure,
  fromReckoned,
  wholeAtLeast,
  type Ledger,
  type ReckonedInput,
  type ReckonedNumber,
} from '../../sizing/reckoned';
import { fromSpec } from '../../sizing/spec-input';
import {
  BUSY_CONNECTION_PART,
  CEILING_PART,
  CONNECTIONS_PER_REQUEST,
  GATEWAY_MILLISECONDS,
  NETWORK_PART,
  REQUEST_KIB,
  SYSTEM_GIB,
  WORKER_CONNECTIONS,
  WORKER_GIB,
} from './tables/kong-node';

export function requestsInFlight(need: PoolNeed, ledger: Ledger): ReckonedNumber {
  const { upstreamLatencyMilliseconds } = need.spec.kong;
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.in-flight`,
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

/** Computes the nodes for the memory of requests; undefined if the workers alone fill the memory. */
export function nodesForMemory(
  need: PoolNeed,
  candidate: Candidate,
  inFlight: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber | undefined {
  const { vcpus, memoryGib } = candidate.machine;
  const free = memoryGib - SYSTEM_GIB.value - vcpus * WORKER_GIB.value;
  if (free <= 0) return undefined;
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.nodes-for-memory`,
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

export function nodesForConnections(
  need: PoolNeed,
  inFlight: ReckonedNumber,
  vcpus: ReckonedInput,
  ledger: Ledger,
): ReckonedNumber {
  const perNode = Number(vcpus.value) * WORKER_CONNECTIONS.value * BUSY_CONNECTION_PART.value;
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.nodes-for-connections`,
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

/**
 * Computes the nodes for the network. Each byte that comes in goes out again, so one direction carries request and
 * response. Empty if no bandwidth is known.
 */
export function nodesForNetwork(need: PoolNeed, candidate: Candidate, ledger: Ledger): readonly ReckonedNumber[] {
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
      id: `${need.datacenter}.${need.pool}.nodes-for-network`,
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
