import type { Candidate } from '../../sizing/machine';
import type { PoolNeed } from './kong-need';
import {
  fromFigure,
  fromReckoned,
  wholeAtLeast,
  type Ledger,
  type ReckonedInput,
  type ReckonedNumber,
} from '../../sizing/reckoned';
import { fromSpec } from '../../sizing/spec-input';
import { STAFFING_QUALITY } from './tables/kong-node';
import {
  NO_SMALL_MACHINE_FACTOR,
  SMALL_MACHINE_FACTOR,
  SMALL_MACHINE_VCPUS,
  familyFactor,
} from './tables/kong-throughput';

export function nodeCapacity(
  need: PoolNeed,
  candidate: Candidate,
  vcpus: ReckonedInput,
  ledger: Ledger,
): ReckonedNumber {
  const count = candidate.machine.vcpus;
  const measured = need.spec.kong.requestsPerSecondPerVcpu !== undefined;
  const base = {
    id: `${need.datacenter}.${need.pool}.node-capacity`,
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

export function nodesForUtilization(need: PoolNeed, node: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const target = need.spec.kong.targetUtilization;
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.nodes-for-utilization`,
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

export function nodesForQueueing(
  need: PoolNeed,
  node: ReckonedNumber,
  vcpus: ReckonedInput,
  ledger: Ledger,
): ReckonedNumber {
  const busy = ledger.add({
    id: `${need.datacenter}.${need.pool}.busy-vcpus`,
    title: 'vCPUs that the requests keep busy',
    value: (need.demand.afterLoss.value / node.value) * Number(vcpus.value),
    unit: 'vCPU',
    formula: 'rateAfterLoss / nodeCapacity * vcpus',
    inputs: [fromReckoned('rateAfterLoss', need.demand.afterLoss), fromReckoned('nodeCapacity', node), vcpus],
    reason: "Little's law: work under way is rate times the time of one request",
  });
  return ledger.add({
    id: `${need.datacenter}.${need.pool}.nodes-for-queueing`,
    title: 'Nodes that keep requests from queueing for a vCPU',
    value: wholeAtLeast((busy.value + STAFFING_QUALITY.value * Math.sqrt(busy.value)) / Number(vcpus.value)),
    unit: 'nodes',
    formula: 'ceil((busyVcpus + quality * sqrt(busyVcpus)) / vcpus)',
    inputs: [fromReckoned('busyVcpus', busy), fromFigure('quality', STAFFING_QUALITY), vcpus],
    reason: 'square-root staffing: counts in small pools, where chance weighs more than the mean',
  });
}
