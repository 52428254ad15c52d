import { isPrivateCidr } from '../../kernel/cidr';
import type { DatacenterSpec, Spec } from '../../spec/spec';
import type { Demand } from './demand';
import { fromFigure, fromReckoned, type Ledger, type ReckonedNumber } from './reckoned';
import type { TrafficSizing } from './sizing';
import { fromSpec } from './spec-input';
import { HOURS_PER_MONTH, IDLE_SECONDS, MEAN_PART, REQUESTS_PER_CONNECTION } from './tables/traffic';

const SECONDS_PER_HOUR = 3600;
const BYTES_PER_GIB = 2 ** 30;

/** Computes the bytes and connections of a datacenter's clients, at its load balancer and in a month. */
export function sizeTraffic(spec: Spec, datacenter: DatacenterSpec, demand: Demand, ledger: Ledger): TrafficSizing {
  const { requestBytes, responseBytes } = spec.kong;
  const at = (number: string): string => `${datacenter.name}.traffic.${number}`;
  const mbit = ledger.add({
    id: at('mbit-per-second'),
    title: 'Mbit/s through the load balancer, requests and responses',
    value: (demand.afterLoss.value * (requestBytes + responseBytes) * 8) / 1e6,
    unit: 'Mbit/s',
    formula: 'rateAfterLoss * (requestBytes + responseBytes) * 8 / 1000000',
    inputs: [
      fromReckoned('rateAfterLoss', demand.afterLoss),
      fromSpec('kong.requestBytes', requestBytes, 'bytes'),
      fromSpec('kong.responseBytes', responseBytes, 'bytes'),
    ],
    reason: 'in the busiest moment, after the worst covered loss',
  });
  const opened = ledger.add({
    id: at('new-connections'),
    title: 'New client connections per second',
    value: demand.afterLoss.value / REQUESTS_PER_CONNECTION.value,
    unit: 'connections/s',
    formula: 'rateAfterLoss / requestsPerConnection',
    inputs: [
      fromReckoned('rateAfterLoss', demand.afterLoss),
      fromFigure('requestsPerConnection', REQUESTS_PER_CONNECTION),
    ],
    reason: 'each costs the load balancer a new flow, and Kong a handshake',
  });
  const open = ledger.add({
    id: at('open-connections'),
    title: 'Open client connections, most of them idle',
    value: opened.value * IDLE_SECONDS.value,
    unit: 'connections',
    formula: 'newConnections * idleSeconds',
    inputs: [fromReckoned('newConnections', opened), fromFigure('idleSeconds', IDLE_SECONDS)],
    reason: "Little's law: each stays open for as long as Kong keeps an idle client",
  });
  return {
    mbitPerSecond: mbit.value,
    newConnectionsPerSecond: opened.value,
    openConnections: open.value,
    ...monthlyVolumes(spec, datacenter, demand, ledger),
    upstreamsThroughNat: upstreamsThroughNat(spec),
  };
}

function monthlyVolumes(
  spec: Spec,
  datacenter: DatacenterSpec,
  demand: Demand,
  ledger: Ledger,
): Pick<
  TrafficSizing,
  'meanRequestsPerSecond' | 'meanNewConnectionsPerSecond' | 'requestGibPerMonth' | 'responseGibPerMonth'
> {
  const mean = ledger.add({
    id: `${datacenter.name}.traffic.mean-rate`,
    title: 'Requests per second in the mean of a month',
    value: (demand.atPeak.value / spec.kong.peakFactor) * MEAN_PART.value,
    unit: 'requests/s',
    formula: 'peakRate / peakFactor * meanPart',
    inputs: [
      fromReckoned('peakRate', demand.atPeak),
      fromSpec('kong.peakFactor', spec.kong.peakFactor, ''),
      fromFigure('meanPart', MEAN_PART),
    ],
    reason: 'what data transfer is paid for; sizes do not follow from it',
  });
  const opened = ledger.add({
    id: `${datacenter.name}.traffic.mean-new-connections`,
    title: 'New client connections per second in the mean of a month',
    value: mean.value / REQUESTS_PER_CONNECTION.value,
    unit: 'connections/s',
    formula: 'meanRate / requestsPerConnection',
    inputs: [fromReckoned('meanRate', mean), fromFigure('requestsPerConnection', REQUESTS_PER_CONNECTION)],
    reason: 'some load balancers are paid for by connections',
  });
  const volume = (what: 'request' | 'response', bytes: number): ReckonedNumber =>
    ledger.add({
      id: `${datacenter.name}.traffic.${what}-volume`,
      title: `GiB of ${what}s in a month`,
      value: (mean.value * bytes * SECONDS_PER_HOUR * HOURS_PER_MONTH.value) / BYTES_PER_GIB,
      unit: 'GiB',
      formula: `meanRate * ${what}Bytes * 3600 * hours / 1073741824`,
      inputs: [
        fromReckoned('meanRate', mean),
        fromSpec(`kong.${what}Bytes`, bytes, 'bytes'),
        fromFigure('hours', HOURS_PER_MONTH),
      ],
      reason: 'the mean rate over every second of a month',
    });
  return {
    meanRequestsPerSecond: mean.value,
    meanNewConnectionsPerSecond: opened.value,
    requestGibPerMonth: volume('request', spec.kong.requestBytes).value,
    responseGibPerMonth: volume('response', spec.kong.responseBytes).value,
  };
}

/**
 * True if services behind Kong have public addresses, so that every request leaves through address translation once
 * more.
 */
function upstreamsThroughNat(spec: Spec): boolean {
  return spec.kong.upstreams.some(({ cidr }) => !isPrivateCidr(cidr));
}
