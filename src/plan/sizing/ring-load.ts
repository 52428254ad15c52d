import type { PluginSpec, Spec } from '../../spec/spec';
import type { Demand } from './demand';
import { fromFigure, fromReckoned, type Ledger, type ReckonedInput, type ReckonedNumber } from './reckoned';
import { fromSpec } from './spec-input';
import {
  COUNTER_READ_MILLISECONDS,
  POLL_SECONDS,
  READ_MILLISECONDS,
  REFRESH_SECONDS,
  WRITE_MILLISECONDS,
  WRITE_REPLICAS,
} from './tables/cassandra-node';

/** What the ring of one datacenter is asked to do. */
export interface RingNeed {
  readonly spec: Spec;
  readonly datacenter: string;
  readonly demand: Demand;
  /** Requests per second of the whole topology at its busiest. */
  readonly peak: ReckonedNumber;
  /** The most Kong nodes that automatic scaling may start here. */
  readonly kongNodes: number;
}

export interface RingLoad {
  readonly counterWrites: ReckonedNumber;
  readonly busyVcpus: ReckonedNumber;
}

/**
 * Kong's use of Cassandra, as vCPUs that it keeps busy. Configuration is cached and next to nothing. A counting plugin
 * with the policy `cluster` reads and writes one counter for each request and period: it reads in its own datacenter, but
 * its writes reach every datacenter, so each ring carries the writes of the whole topology.
 */
export function ringLoad(need: RingNeed, ledger: Ledger): RingLoad {
  const periods = counterPeriods(need.spec.kong.plugins);
  const counters: ReckonedInput = {
    name: 'periods',
    what: 'periods that plugins with the policy cluster count',
    value: periods,
    unit: '',
    source: { kind: 'spec', path: 'kong.plugins' },
  };
  const counterWrites = ledger.add({
    id: `${need.datacenter}.cassandra.counter-writes`,
    title: 'Counter writes per second, of all datacenters',
    value: need.peak.value * periods,
    unit: 'writes/s',
    formula: 'peakRate * periods',
    inputs: [fromReckoned('peakRate', need.peak), counters],
    reason: 'every datacenter holds its own copies of every counter, so it takes part in every write',
  });
  const reads = ledger.add({
    id: `${need.datacenter}.cassandra.reads`,
    title: 'Reads per second by the Kong nodes of this datacenter',
    value: need.demand.afterLoss.value * periods + configurationReads(need),
    unit: 'reads/s',
    formula: 'rateAfterLoss * periods + kongNodes * (1 / pollSeconds + entities / refreshSeconds)',
    inputs: [
      fromReckoned('rateAfterLoss', need.demand.afterLoss),
      counters,
      {
        name: 'kongNodes',
        what: 'at most, by automatic scaling',
        value: need.kongNodes,
        unit: 'nodes',
        source: { kind: 'reckoned', id: `${need.datacenter}.kong.maximum-nodes` },
      },
      fromFigure('pollSeconds', POLL_SECONDS),
      fromSpec('kong.entities', need.spec.kong.entities, ''),
      fromFigure('refreshSeconds', REFRESH_SECONDS),
    ],
    reason: 'configuration is cached: each node asks for changes and now and then reads an entity again',
  });
  return { counterWrites, busyVcpus: busyVcpus(need, counterWrites, reads, ledger) };
}

function configurationReads({ kongNodes, spec }: RingNeed): number {
  return kongNodes * (1 / POLL_SECONDS.value + spec.kong.entities / REFRESH_SECONDS.value);
}

function busyVcpus(
  need: RingNeed,
  counterWrites: ReckonedNumber,
  reads: ReckonedNumber,
  ledger: Ledger,
): ReckonedNumber {
  const replicas = need.spec.datastore.replicationFactor;
  const write = (WRITE_MILLISECONDS.value * replicas) / WRITE_REPLICAS.value + COUNTER_READ_MILLISECONDS.value;
  return ledger.add({
    id: `${need.datacenter}.cassandra.busy-vcpus`,
    title: 'vCPUs that reads and writes keep busy in the ring of this datacenter',
    value: (reads.value * READ_MILLISECONDS.value + counterWrites.value * write) / 1000,
    unit: 'vCPU',
    formula:
      '(reads * readMilliseconds + counterWrites * (writeMilliseconds * replicationFactor / writeReplicas + counterRead)) / 1000',
    inputs: [
      fromReckoned('reads', reads),
      fromFigure('readMilliseconds', READ_MILLISECONDS),
      fromReckoned('counterWrites', counterWrites),
      fromFigure('writeMilliseconds', WRITE_MILLISECONDS),
      fromSpec('datastore.replicationFactor', replicas, 'replicas'),
      fromFigure('writeReplicas', WRITE_REPLICAS),
      fromFigure('counterRead', COUNTER_READ_MILLISECONDS),
    ],
    reason: "Little's law: rate times vCPU time of one operation",
  });
}

/** Periods over all plugins whose counters are kept in the datastore. */
export function counterPeriods(plugins: readonly PluginSpec[]): number {
  return plugins.reduce((sum, { policy, periods }) => sum + (policy === 'cluster' ? periods : 0), 0);
}
