import { assumed, published, type Figure } from '../../../../kernel/figure';

/* These figures describe Kong's load on Cassandra, and the machines that Cassandra needs for it. */
const NETFLIX = published('Netflix service-capacity-modeling@0003d46, Cassandra model', '2026-08');

/** vCPU time of a read over the whole ring, coordinator included. */
export const READ_MILLISECONDS: Figure = { value: 2, unit: 'ms', source: NETFLIX };

/** vCPU time of a write to three replicas, coordinator included. */
export const WRITE_MILLISECONDS: Figure = { value: 1, unit: 'ms', source: NETFLIX };

/** Number of replicas that the write's figure holds for. */
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

/** Memory in GiB for a heap of 8 GB: 32 GB are 29.8 GiB. */
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

/**
 * A ring grows by larger machines first, restarted one at a time with their data; from this size on it grows by nodes.
 */
export const MAXIMUM_VCPUS: Figure = {
  value: 16,
  unit: 'vCPU',
  source: assumed('one Java process gains little from more, and the loss of a larger node takes more with it'),
};

/** Each Kong node asks for changes at this interval. */
export const POLL_SECONDS: Figure = {
  value: 5,
  unit: 's',
  source: published('Kong, db_update_frequency', '2023-07'),
};

/** On average each Kong node reads each entity again after this time: restarts, invalidations, new nodes. */
export const REFRESH_SECONDS: Figure = {
  value: 3_600,
  unit: 's',
  source: assumed('db_cache_ttl was an hour up to Kong 0.13; since then entities stay until they change'),
};

/** Part of the requests for which oauth2 issues a token, which is written once and read once in every datacenter. */
export const TOKEN_PART: Figure = {
  value: 0.01,
  unit: '',
  source: assumed('a token lives for two hours, a client makes about a hundred requests with it'),
};

/** Size of one row on disk, compressed. */
export const ENTITY_BYTES: Figure = {
  value: 2_048,
  unit: 'bytes',
  source: assumed('a route or consumer with its indexes'),
};
export const COUNTER_BYTES: Figure = {
  value: 200,
  unit: 'bytes',
  source: assumed('identifier, period, date and the counter cell of each writer'),
};
export const TOKEN_BYTES: Figure = { value: 500, unit: 'bytes', source: assumed('a token row with three indexes') };

/** Counter rows have no time to live and Kong never deletes them: they stay until operators truncate the table. */
export const COUNTER_DAYS: Figure = {
  value: 30,
  unit: 'days',
  source: assumed('Cassandra refuses a TTL on counters; ratelimiting_metrics is truncated once a month'),
};

/**
 * Each active identifier opens a counter row for each period: seconds open many, days one; the figure takes a minute
 * for all.
 */
export const ROWS_PER_DAY: Figure = { value: 1_440, unit: 'rows', source: assumed('one counter a minute') };

export const ACTIVE_PART: Figure = {
  value: 0.1,
  unit: '',
  source: assumed('a tenth of the consumers is active in any minute'),
};

/** Days that oauth2 tokens stay: refresh tokens live for two weeks. */
export const TOKEN_DAYS: Figure = {
  value: 14,
  unit: 'days',
  source: published('Kong, oauth2 refresh_token_ttl', '2023-07'),
};

/** Part of the disk for data: compaction writes the new files before it deletes the old ones. */
export const DISK_PART: Figure = {
  value: 0.5,
  unit: '',
  source: published('Netflix service-capacity-modeling@0003d46: at most 0.55; rounded down', '2026-08'),
};

/** Size of the commit log and other files beside the data. */
export const FIXED_GIB: Figure = {
  value: 10,
  unit: 'GiB',
  source: published('Cassandra, commitlog_total_space 8 GiB', '2024'),
};

/** Part of the blocks in use that a day changes. */
export const CHANGED_DAILY: Figure = {
  value: 0.1,
  unit: '',
  source: assumed(
    'the commit log and the counters of a month turn over, configuration hardly changes; nobody has measured it',
  ),
};

export const MINIMUM_DISK_GIB: Figure = {
  value: 100,
  unit: 'GiB',
  source: assumed('room for repair, snapshots and 3,000 operations where they come by the GiB'),
};

/** Most data of one node, so that replacing it takes hours and not days. */
export const NODE_DATA_GIB: Figure = {
  value: 1_024,
  unit: 'GiB',
  source: assumed('at 200 Mbit/s of streaming a full node is rebuilt in half a day'),
};

/** Time for which a node keeps writes for another that does not answer. */
export const HINT_SECONDS: Figure = {
  value: 10_800,
  unit: 's',
  source: published('Cassandra, max_hint_window 3 h', '2024'),
};

export const HINT_HOURS = HINT_SECONDS.value / 3_600;

/** Size of a counter or token write on disk, in the commit log and in a hint. */
export const MUTATION_BYTES: Figure = {
  value: 300,
  unit: 'bytes',
  source: assumed('keys, cell, timestamps and framing'),
};

/** Number of times that a written byte goes to disk: commit log, flush, and about four rounds of compaction. */
export const WRITE_AMPLIFICATION: Figure = {
  value: 6,
  unit: '',
  source: assumed('commit log 1, flush 1, size-tiered compaction 4'),
};

/** Part of the reads that find their block neither in memory nor in the page cache. */
export const MISS_PART: Figure = {
  value: 0.25,
  unit: '',
  source: assumed('current counters are in memory; older ones are not'),
};

/** Size of one disk operation of compaction. */
export const BLOCK_KIB: Figure = {
  value: 64,
  unit: 'KiB',
  source: assumed('compaction reads and writes in large blocks'),
};

/** Highest throughput of compaction, by line. */
export const COMPACTION_MIB: Readonly<Record<'3.11' | 'later', Figure>> = {
  '3.11': { value: 16, unit: 'MiB/s', source: published('Cassandra 3.11, compaction_throughput_mb_per_sec', '2024') },
  later: { value: 64, unit: 'MiB/s', source: published('Cassandra 4.0 to 5.0, compaction_throughput', '2024') },
};

/** Bytes of one write between datacenters: one copy crosses each link, and a node of the far side spreads it. */
export const WIRE_FIXED_BYTES: Figure = {
  value: 900,
  unit: 'bytes',
  source: published('Netflix service-capacity-modeling@0003d46, fitted to bills', '2026-08'),
};
export const WIRE_FACTOR: Figure = {
  value: 1.42,
  unit: '',
  source: published('Netflix service-capacity-modeling@0003d46, fitted to bills', '2026-08'),
};

/** Traffic of a pair of datacenters without any load: gossip, schema, configuration, mean of repair. */
export const IDLE_MBIT: Figure = {
  value: 1,
  unit: 'Mbit/s',
  source: assumed('gossip each second between all nodes, and weekly repair'),
};

/** Rate of each node when it streams to a new datacenter. */
export const STREAM_MBIT: Figure = {
  value: 200,
  unit: 'Mbit/s',
  source: published('Cassandra, inter-datacenter stream throughput 200 Mbit/s', '2024'),
};

/** A spec that would need more nodes than this in one datacenter for rate-limiting counters is taken for a mistake. */
export const LARGE_RING: Figure = {
  value: 48,
  unit: 'nodes',
  source: assumed('beyond it, counters belong in Redis or on the node'),
};
