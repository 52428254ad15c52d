import { assumed, published, type Figure } from '../reckoned';

/** What Kong asks of Cassandra, and what Cassandra needs for it. */
const NETFLIX = published('Netflix service-capacity-modeling@0003d46, Cassandra model', '2026-08');

/** vCPU time of a read over the whole ring, coordinator included. */
export const READ_MILLISECONDS: Figure = { value: 2, unit: 'ms', source: NETFLIX };

/** vCPU time of a write to three replicas, coordinator included. */
export const WRITE_MILLISECONDS: Figure = { value: 1, unit: 'ms', source: NETFLIX };

/** Replicas that the write's figure holds for. */
export const WRITE_REPLICAS: Figure = { value: 3, unit: 'replicas', source: NETFLIX };

/** A counter's leader reads the old value before it writes the new one. */
export const COUNTER_READ_MILLISECONDS: Figure = {
  value: 1,
  unit: 'ms',
  source: assumed('half of a read: one replica, no coordinator'),
};

/** vCPUs for each busy one: compaction, streaming, garbage collection and repair take the other half. */
export const BACKGROUND_RATIO: Figure = { value: 2, unit: '', source: NETFLIX };

/** Two of three racks carry everything when one is lost. */
export const RACKS: Figure = { value: 3, unit: 'racks', source: assumed('one rack in each of three zones') };

/** 32 GB of memory for a heap of 8 GB; 32 GB are 29.8 GiB. */
export const MINIMUM_MEMORY_GIB: Figure = {
  value: 29.8,
  unit: 'GiB',
  source: published('DataStax distribution of Apache Cassandra 3.11, production minimum', '2020'),
};

export const MINIMUM_VCPUS: Figure = {
  value: 4,
  unit: 'vCPU',
  source: assumed('Apache names 2 as the least; two more for compaction beside requests'),
};

/** Beyond this many nodes a larger machine is taken, if there is one. */
export const COMFORTABLE_NODES: Figure = {
  value: 12,
  unit: 'nodes',
  source: assumed('every node is started, repaired and upgraded one at a time'),
};

/** Each Kong node asks for changes so often. */
export const POLL_SECONDS: Figure = {
  value: 5,
  unit: 's',
  source: published('Kong, db_update_frequency', '2023-07'),
};

/** In the mean each Kong node reads each entity again after so long: restarts, invalidations, new nodes. */
export const REFRESH_SECONDS: Figure = {
  value: 3_600,
  unit: 's',
  source: assumed('db_cache_ttl was an hour up to Kong 0.13; since then entities stay until they change'),
};
