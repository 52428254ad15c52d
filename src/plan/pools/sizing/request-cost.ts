import type { PluginSpec, Spec } from '../../../spec/spec';
import { fromFigure, fromReckoned, type Ledger, type ReckonedInput, type ReckonedNumber } from '../../sizing/reckoned';
import { fromSpec } from '../../sizing/spec-input';
import {
  BASELINE_MICROSECONDS,
  PAYLOAD_FREE_KIB,
  PAYLOAD_MICROSECONDS_PER_KIB,
  PRODUCTION_DERATE,
  TLS_MICROSECONDS,
  entityFactor,
  versionFactor,
} from './tables/kong-throughput';
import { UNKNOWN_PLUGIN, pluginCost } from './tables/plugin-costs';

interface Term {
  readonly text: string;
  readonly value: number;
  readonly inputs: readonly ReckonedInput[];
}

/**
 * Computes the vCPU microseconds of one request in the conditions of Kong's benchmark: each part of its work adds its
 * own.
 */
export function requestCost(spec: Spec, ledger: Ledger): ReckonedNumber {
  const terms = [
    {
      text: 'baseline',
      value: BASELINE_MICROSECONDS.value,
      inputs: [fromFigure('baseline', BASELINE_MICROSECONDS, '16 vCPU / 137,850 requests/s')],
    },
    ...(spec.kong.tls ? [] : [withoutTls()]),
    ...spec.kong.plugins.map(pluginTerm),
    payloadTerm(spec),
  ];
  const entities = entityFactor(spec.kong.entities);
  return ledger.add({
    id: 'topology.kong.request-cost',
    title: 'vCPU time of one request, benchmark conditions',
    value: terms.reduce((sum, term) => sum + term.value, 0) * entities.value,
    unit: 'us',
    formula: `(${terms.map(({ text }) => text).join(' + ')}) * entityFactor`,
    inputs: [
      ...terms.flatMap(({ inputs }) => inputs),
      fromFigure('entityFactor', entities, `${spec.kong.entities} routes, services, consumers and credentials`),
    ],
    reason: 'time adds up: the baseline and each plugin take their own part of a vCPU',
  });
}

function withoutTls(): Term {
  return {
    text: '-tls',
    value: -TLS_MICROSECONDS.value,
    inputs: [fromFigure('tls', TLS_MICROSECONDS, 'kong.tls is off')],
  };
}

function pluginTerm(plugin: PluginSpec, position: number): Term {
  const { perRequest, perPeriod } = pluginCost(plugin);
  const name = `plugin${position + 1}`;
  const what = perRequest === UNKNOWN_PLUGIN ? `${plugin.name} (unknown: default cost)` : plugin.name;
  const inputs = [fromFigure(name, perRequest, what)];
  if (!perPeriod) return { text: name, value: perRequest.value, inputs };
  const periods = fromSpec('kong.plugins', plugin.periods, '');
  const counted = { ...periods, name: `${name}Periods`, what: `periods that ${plugin.name} counts` };
  return {
    text: `${name} + ${name}Counter * ${name}Periods`,
    value: perRequest.value + perPeriod.value * plugin.periods,
    inputs: [...inputs, fromFigure(`${name}Counter`, perPeriod, `${plugin.name}, policy ${plugin.policy}`), counted],
  };
}

function payloadTerm(spec: Spec): Term {
  const kib = (spec.kong.requestBytes + spec.kong.responseBytes) / 1024;
  return {
    text: 'max(0, (requestBytes + responseBytes) / 1024 - freeKib) * perKib',
    value: Math.max(0, kib - PAYLOAD_FREE_KIB.value) * PAYLOAD_MICROSECONDS_PER_KIB.value,
    inputs: [
      fromSpec('kong.requestBytes', spec.kong.requestBytes, 'bytes'),
      fromSpec('kong.responseBytes', spec.kong.responseBytes, 'bytes'),
      fromFigure('freeKib', PAYLOAD_FREE_KIB),
      fromFigure('perKib', PAYLOAD_MICROSECONDS_PER_KIB),
    ],
  };
}

/**
 * Computes the requests per second of one fully busy vCPU of the measured family in production. The user's own
 * measurement is taken as it is: it was made with their plugins, TLS and machine.
 */
export function capacityPerVcpu(spec: Spec, ledger: Ledger): ReckonedNumber {
  const base = {
    id: 'topology.kong.capacity-per-vcpu',
    title: 'Requests per second of one fully busy vCPU',
    unit: 'requests/s',
  };
  const measured = spec.kong.requestsPerSecondPerVcpu;
  if (measured !== undefined) {
    return ledger.add({
      ...base,
      value: measured,
      formula: 'requestsPerSecondPerVcpu',
      inputs: [fromSpec('kong.requestsPerSecondPerVcpu', measured, 'requests/s')],
      reason: 'your own measurement, taken as it is: no derating, no family factor, no plugin costs',
    });
  }
  const cost = requestCost(spec, ledger);
  const version = versionFactor(spec.kong.version);
  return ledger.add({
    ...base,
    value: (1e6 / cost.value) * PRODUCTION_DERATE.value * version.value,
    formula: '1000000 / requestCost * derate * versionFactor',
    inputs: [
      fromReckoned('requestCost', cost),
      fromFigure('derate', PRODUCTION_DERATE, "so that no row of Kong's production sizing table is promised more"),
      fromFigure('versionFactor', version, `Kong ${spec.kong.version}`),
    ],
    reason:
      "a benchmark runs warm connections and tiny bodies; production is trusted with what Kong's own sizing table says",
  });
}
