import type { DatacenterSpec, Spec } from '../../spec/spec';
import { fromReckoned, type Ledger, type ReckonedNumber } from './reckoned';
import { fromSpec, fromSpecAs } from './spec-input';

/** The losses that the pool of a datacenter survives, besides that of a node. */
export interface Covered {
  /** True if any one other datacenter may fail. */
  readonly datacenter: boolean;
  /** True if one of its own zones may fail at the same time; otherwise one node may. */
  readonly zone: boolean;
}

/**
 * Returns the losses that `survives` names. Each includes the smaller ones, and `datacenter` means any one whole
 * datacenter and, at the same time, one zone of each that is left. A single datacenter has no other to rely on: it
 * survives the loss of a zone.
 */
export function coveredLosses(spec: Spec): Covered {
  return {
    datacenter: spec.kong.survives === 'datacenter' && spec.datacenters.length > 1,
    zone: spec.kong.survives !== 'node',
  };
}

/** Computes the requests per second over all datacenters at the busiest time. */
export function peakRate(spec: Spec, ledger: Ledger): ReckonedNumber {
  return ledger.add({
    id: 'topology.peak-rate',
    title: 'Requests per second of the topology, busiest moment',
    value: spec.requestsPerSecond * spec.kong.peakFactor,
    unit: 'requests/s',
    formula: 'requestsPerSecond * peakFactor',
    inputs: [
      fromSpec('requestsPerSecond', spec.requestsPerSecond, 'requests/s'),
      fromSpec('kong.peakFactor', spec.kong.peakFactor, ''),
    ],
    reason: 'requestsPerSecond is an ordinary busy hour; pools are made for the busiest moment',
  });
}

/**
 * The rates of one datacenter: with all datacenters up, and after the loss of the other one that adds most to its load.
 */
export interface Demand {
  readonly atPeak: ReckonedNumber;
  readonly afterLoss: ReckonedNumber;
}

export function datacenterDemand(spec: Spec, datacenter: DatacenterSpec, peak: ReckonedNumber, ledger: Ledger): Demand {
  const isEven = Math.abs(datacenter.share * spec.datacenters.length - 1) < 1e-9;
  const share = fromSpec(`datacenters[${datacenter.name}].share`, datacenter.share, '');
  const atPeak = ledger.add({
    id: `${datacenter.name}.peak-rate`,
    title: 'Requests per second with all datacenters well, busiest moment',
    value: peak.value * datacenter.share,
    unit: 'requests/s',
    formula: 'peakRate * share',
    inputs: [fromReckoned('peakRate', peak), share],
    reason: isEven ? 'the share is even over all datacenters' : 'the share is the one in the spec',
  });
  return { atPeak, afterLoss: rateAfterLoss(spec, datacenter, atPeak, ledger) };
}

/**
 * Computes the rate after the loss of a datacenter. The others take its requests over in proportion to their own
 * shares, as weighted DNS records do: of n, datacenter i then carries share(i) / (1 - share of the lost one). The worst
 * loss for i is the datacenter with the largest share among the others.
 */
function rateAfterLoss(spec: Spec, datacenter: DatacenterSpec, atPeak: ReckonedNumber, ledger: Ledger): ReckonedNumber {
  const base = {
    id: `${datacenter.name}.rate-after-loss`,
    title: 'Requests per second after the worst covered loss of a datacenter',
    unit: 'requests/s',
  };
  const lost = coveredLosses(spec).datacenter ? worstLoss(spec, datacenter) : undefined;
  if (!lost) {
    return ledger.add({
      ...base,
      value: atPeak.value,
      formula: 'peakRate',
      inputs: [fromReckoned('peakRate', atPeak)],
      reason: `survives is ${spec.kong.survives}: no other datacenter's requests arrive here`,
    });
  }
  return ledger.add({
    ...base,
    value: atPeak.value / (1 - lost.share),
    formula: 'peakRate / (1 - lostShare)',
    inputs: [
      fromReckoned('peakRate', atPeak),
      fromSpecAs('lostShare', `datacenters[${lost.name}].share`, lost.share, ''),
    ],
    reason: `the loss of ${lost.name} hurts most; the others take its requests over in proportion to their shares`,
  });
}

/**
 * Returns the other datacenter with the largest share; of equals the first by name, so that the order of the spec does
 * not matter.
 */
function worstLoss(spec: Spec, datacenter: DatacenterSpec): DatacenterSpec | undefined {
  return spec.datacenters
    .filter((other) => other.name !== datacenter.name)
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))[0];
}
