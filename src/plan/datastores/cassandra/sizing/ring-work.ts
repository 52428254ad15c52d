import type { RingSpec } from '../of-plan';
import type { StandingSize } from '../../../../spec/standing';
import { assumed } from '../../../../kernel/figure';
import { fromFigure, fromReckoned, type ReckonedInput, type ReckonedNumber } from '../../../sizing/reckoned';
import type { RingLoad } from './ring-load';
import type { Ring } from './ring-machine';
import { fromSpec } from '../../../sizing/spec-input';
import { RACKS } from './cassandra-node';

/** A ring and its load. */
export interface RingWorkNeed {
  readonly spec: RingSpec;
  readonly datacenter: string;
  readonly load: RingLoad;
  /** GiB of one copy of all rows. */
  readonly data: ReckonedNumber;
  /** Number of nodes that the ring begins with. */
  readonly least: ReckonedNumber;
  readonly ring: Ring;
  /** The ring that stands, whose disks do not become smaller unless the spec names their size. */
  readonly standing?: StandingSize;
}

/** Work, or data, that the nodes of a ring share among themselves. */
export interface Work {
  /** Last part of the ids. */
  readonly id: string;
  /** A title without its node, e.g. `Writes per second to`. */
  readonly title: string;
  readonly unit: string;
  /** Work of all nodes together. */
  readonly whole: Term;
  readonly reason: string;
}

/** A part of a formula: its value, its text and the names in it. */
export interface Term {
  readonly value: number;
  readonly formula: string;
  readonly inputs: readonly ReckonedInput[];
}

/** Returns the writes of rows to all nodes that hold them. */
export function writeWork({ spec, load }: RingWorkNeed): Work {
  const { replicationFactor } = spec.datastore;
  return {
    id: 'node-writes',
    title: 'Writes per second to',
    unit: 'writes/s',
    whole: {
      value: (load.counterWrites.value + load.tokenWrites.value) * replicationFactor,
      formula: '(counterWrites + tokenWrites) * replicationFactor',
      inputs: [
        fromReckoned('counterWrites', load.counterWrites),
        fromReckoned('tokenWrites', load.tokenWrites),
        fromSpec('datastore.replicationFactor', replicationFactor, 'replicas'),
      ],
    },
    reason: 'each write goes to as many nodes as there are copies',
  };
}

/**
 * Returns the reads of rows by all nodes that hold them, including the counters that are read before they are written.
 */
export function readWork({ spec, load }: RingWorkNeed): Work {
  const replicas = readReplicas(spec.datastore);
  return {
    id: 'node-reads',
    title: 'Reads per second with a rack down, by',
    unit: 'reads/s',
    whole: {
      value: ((load.reads.value * replicas + load.counterWrites.value) * RACKS.value) / (RACKS.value - 1),
      formula: '(reads * readReplicas + counterWrites) * racks / (racks - 1)',
      inputs: [
        fromReckoned('reads', load.reads),
        readReplicasInput(spec),
        fromReckoned('counterWrites', load.counterWrites),
        fromFigure('racks', RACKS),
      ],
    },
    reason: 'each read asks as many nodes as the consistency wants, and a counter is read before it is written',
  };
}

/** Returns the writes that all nodes keep for nodes out of reach, one for each copy that is missed. */
export function hintWork({ spec, load }: RingWorkNeed): Work {
  const alone = spec.datacenters.length === 1;
  const copies = alone ? 1 : spec.datastore.replicationFactor;
  return {
    id: 'node-hinted',
    title: 'Writes per second kept for nodes out of reach, by',
    unit: 'writes/s',
    whole: {
      value: load.localWrites.value * copies,
      formula: 'localWrites * missedCopies',
      inputs: [
        fromReckoned('localWrites', load.localWrites),
        {
          name: 'missedCopies',
          what: alone ? 'one rack is down' : 'one other datacenter is out of reach',
          value: copies,
          unit: 'replicas',
          source: alone
            ? assumed('each row has one copy on a rack')
            : fromSpec('datastore.replicationFactor', copies, '').source,
        },
      ],
    },
    reason: 'the node that takes a write keeps it for each copy that cannot be written',
  };
}

/** Returns all copies of all rows. */
export function dataWork({ spec, data }: RingWorkNeed): Work {
  const { replicationFactor } = spec.datastore;
  return {
    id: 'node-data',
    title: 'Data on',
    unit: 'GiB',
    whole: {
      value: data.value * replicationFactor,
      formula: 'data * replicationFactor',
      inputs: [fromReckoned('data', data), fromSpec('datastore.replicationFactor', replicationFactor, 'replicas')],
    },
    reason: 'the copies lie on all nodes alike',
  };
}

/** Returns the number of replicas that answer a read. */
export function readReplicas({ readConsistency, replicationFactor }: RingSpec['datastore']): number {
  if (readConsistency === 'ONE' || readConsistency === 'LOCAL_ONE') return 1;
  return readConsistency === 'ALL' ? replicationFactor : Math.floor(replicationFactor / 2) + 1;
}

/** Returns that number as an input of a formula. */
export function readReplicasInput({ datastore }: RingSpec): ReckonedInput {
  const { readConsistency } = datastore;
  return {
    name: 'readReplicas',
    what: `that answer a read at ${readConsistency}`,
    value: readReplicas(datastore),
    unit: 'replicas',
    source: fromSpec('datastore.readConsistency', readConsistency, '').source,
  };
}
