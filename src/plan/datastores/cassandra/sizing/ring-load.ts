import type { RingSpec } from '../of-plan';
import { periodsInput } from '../../../sizing/counters';
import type { Demand } from '../../../sizing/demand';
import {
  fromFigure,
  fromReckoned,
  type Ledger,
  type ReckonedInput,
  type ReckonedNumber,
} from '../../../sizing/reckoned';
import { fromPlugins, fromSpec } from '../../../sizing/spec-input';
import {
  COUNTER_READ_MILLISECONDS,
  POLL_SECONDS,
  READ_MILLISECONDS,
  REFRESH_SECONDS,
  TOKEN_PART,
  WRITE_MILLISECONDS,
  WRITE_REPLICAS,
} from './cassandra-node';
import { MEAN_PART } from '../../../sizing/tables/traffic';

/** The inputs for the load on the ring of one datacenter. */
export interface RingNeed {
  readonly spec: RingSpec;
  readonly datacenter: string;
  readonly demand: Demand;
  /** Requests per second of the whole topology at its busiest. */
  readonly peak: ReckonedNumber;
  /** Most Kong nodes that automatic scaling may start here, at this load and below. */
  readonly kongNodes: ReckonedNumber;
}

export interface RingLoad {
  /** Counter writes of all datacenters, since each holds its own copies. */
  readonly counterWrites: ReckonedNumber;
  readonly tokenWrites: ReckonedNumber;
  /** Writes of both kinds by the Kong nodes of this datacenter. */
  readonly localWrites: ReckonedNumber;
  /** Mean of the local writes over a month with all datacenters up. */
  readonly meanWrites: ReckonedNumber;
  readonly reads: ReckonedNumber;
  readonly busyVcpus: ReckonedNumber;
}

/**
 * Computes Kong's load on Cassandra. Configuration is cached and its load is almost nothing. A counting plugin with the
 * policy `cluster` reads and writes one counter for each request and period, and oauth2 writes each token that it
 * issues. Both are read in one datacenter but written to every one, so each ring carries the writes of the whole
 * topology.
 */
export function ringLoad(need: RingNeed, ledger: Ledger): RingLoad {
  const { spec, datacenter, peak } = need;
  const counters = periodsInput(spec.kong.plugins, 'cluster');
  const tokens = tokensInput(spec);
  const counterWrites = ledger.add({
    id: `${datacenter}.cassandra.counter-writes`,
    title: 'Counter writes per second, of all datacenters',
    value: peak.value * counters.value,
    unit: 'writes/s',
    formula: 'peakRate * periods',
    inputs: [fromReckoned('peakRate', peak), counters],
    reason: 'every datacenter holds its own copies of every counter, so it takes part in every write',
  });
  const tokenWrites = ledger.add({
    id: `${datacenter}.cassandra.token-writes`,
    title: 'Token writes per second, of all datacenters',
    value: peak.value * tokens.value,
    unit: 'writes/s',
    formula: 'peakRate * tokenPart',
    inputs: [fromReckoned('peakRate', peak), tokens],
    reason: 'oauth2 keeps its tokens in the datastore',
  });
  const localWrites = ledger.add({
    id: `${datacenter}.cassandra.local-writes`,
    title: 'Writes per second by the Kong nodes of this datacenter',
    value: need.demand.afterLoss.value * (counters.value + tokens.value),
    unit: 'writes/s',
    formula: 'rateAfterLoss * (periods + tokenPart)',
    inputs: [fromReckoned('rateAfterLoss', need.demand.afterLoss), counters, tokens],
    reason: 'what this datacenter sends to the others, and keeps for them while they are away',
  });
  const meanWrites = ledger.add({
    id: `${datacenter}.cassandra.mean-writes`,
    title: 'Writes per second by the Kong nodes of this datacenter, in the mean of a month',
    value: (need.demand.atPeak.value / spec.kong.peakFactor) * MEAN_PART.value * (counters.value + tokens.value),
    unit: 'writes/s',
    formula: 'peakRate / peakFactor * meanPart * (periods + tokenPart)',
    inputs: [
      fromReckoned('peakRate', need.demand.atPeak),
      fromSpec('kong.peakFactor', spec.kong.peakFactor, ''),
      fromFigure('meanPart', MEAN_PART),
      counters,
      tokens,
    ],
    reason: 'what data transfer is paid for',
  });
  const reads = ringReads(need, counters, tokens, ledger);
  return {
    counterWrites,
    tokenWrites,
    localWrites,
    meanWrites,
    reads,
    busyVcpus: busyVcpus(need, { counterWrites, tokenWrites, reads }, ledger),
  };
}

type NumberInput = ReckonedInput & { readonly value: number };

function tokensInput({ kong: { plugins } }: RingSpec): NumberInput {
  return plugins.some(({ name }) => name === 'oauth2')
    ? { name: 'tokenPart', what: 'requests that make oauth2 issue a token', ...TOKEN_PART }
    : fromPlugins('tokenPart', 'no plugin issues tokens', 0);
}

function ringReads(need: RingNeed, counters: NumberInput, tokens: NumberInput, ledger: Ledger): ReckonedNumber {
  const { spec, kongNodes, demand } = need;
  const configuration = kongNodes.value * (1 / POLL_SECONDS.value + spec.kong.entities / REFRESH_SECONDS.value);
  return ledger.add({
    id: `${need.datacenter}.cassandra.reads`,
    title: 'Reads per second by the Kong nodes of this datacenter',
    value: demand.afterLoss.value * (counters.value + tokens.value) + configuration,
    unit: 'reads/s',
    formula: 'rateAfterLoss * (periods + tokenPart) + kongNodes * (1 / pollSeconds + entities / refreshSeconds)',
    inputs: [
      fromReckoned('rateAfterLoss', demand.afterLoss),
      counters,
      tokens,
      { ...fromReckoned('kongNodes', kongNodes), what: 'at most, by automatic scaling' },
      fromFigure('pollSeconds', POLL_SECONDS),
      fromSpec('kong.entities', spec.kong.entities, ''),
      fromFigure('refreshSeconds', REFRESH_SECONDS),
    ],
    reason: 'configuration is cached: each node asks for changes and now and then reads an entity again',
  });
}

function busyVcpus(
  need: RingNeed,
  load: Pick<RingLoad, 'counterWrites' | 'tokenWrites' | 'reads'>,
  ledger: Ledger,
): ReckonedNumber {
  const replicas = need.spec.datastore.replicationFactor;
  const write = (WRITE_MILLISECONDS.value * replicas) / WRITE_REPLICAS.value;
  const writes = load.counterWrites.value * (write + COUNTER_READ_MILLISECONDS.value) + load.tokenWrites.value * write;
  return ledger.add({
    id: `${need.datacenter}.cassandra.busy-vcpus`,
    title: 'vCPUs that reads and writes keep busy in the ring of this datacenter',
    value: (load.reads.value * READ_MILLISECONDS.value + writes) / 1000,
    unit: 'vCPU',
    formula:
      '(reads * readMilliseconds + (counterWrites + tokenWrites) * writeMilliseconds * replicationFactor / writeReplicas + counterWrites * counterRead) / 1000',
    inputs: [
      fromReckoned('reads', load.reads),
      fromFigure('readMilliseconds', READ_MILLISECONDS),
      fromReckoned('counterWrites', load.counterWrites),
      fromReckoned('tokenWrites', load.tokenWrites),
      fromFigure('writeMilliseconds', WRITE_MILLISECONDS),
      fromSpec('datastore.replicationFactor', replicas, 'replicas'),
      fromFigure('writeReplicas', WRITE_REPLICAS),
      fromFigure('counterRead', COUNTER_READ_MILLISECONDS),
    ],
    reason: "Little's law: rate times vCPU time of one operation",
  });
}
