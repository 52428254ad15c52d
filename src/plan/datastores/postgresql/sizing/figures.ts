import { assumed, published, type Figure } from '../../../../kernel/figure';

/**
 * Connections that one worker of Kong may have open to PostgreSQL (`pg_pool_size` with `pg_backlog`,
 * `pg_max_concurrent_queries`): it needs about one, and a few more while caches are cold.
 */
export const CONNECTIONS_PER_WORKER: Figure = {
  value: 5,
  unit: 'connections',
  source: assumed('a worker asks for misses alone; 5 answered 60 at one time in 10 s with the server hanging'),
};

/** An upgrade runs a second pool of the same size beside the first for a while. */
export const COLOURS: Figure = {
  value: 2,
  unit: '',
  source: assumed('the old pool and the new one, at their ceilings'),
};

/** Connections for the migrations job, operators, the service's own agents and superusers. */
export const SPARE_CONNECTIONS: Figure = {
  value: 30,
  unit: 'connections',
  source: assumed('15 that services keep for themselves, as many for people and jobs'),
};

/** Transactions a second of counters that one vCPU carries. */
export const TRANSACTIONS_PER_VCPU: Figure = {
  value: 600,
  unit: 'transactions/s',
  source: assumed('5,000 to 10,000 simple ones on 8 vCPU, less since rows of busy consumers are hot; measure yours'),
};

/** Transactions of one counted period of one request: the counter is read, and written. */
export const TRANSACTIONS_PER_COUNT: Figure = {
  value: 2,
  unit: 'transactions',
  source: published('Kong/kong 3.9.1, kong/plugins/rate-limiting/policies', '2025-06'),
};

/** Part of the processors that counters may take. */
export const BUSY_PART: Figure = { value: 0.5, unit: '', source: assumed('room for a failover and for the rest') };

/** No instance has fewer processors. */
export const MINIMUM_VCPUS: Figure = { value: 2, unit: 'vCPU', source: assumed('one for Kong, one for upkeep') };

/** Segments of its log that a server begins in an hour although nothing is written. */
export const SEGMENTS_PER_HOUR: Figure = {
  value: 12,
  unit: '1/h',
  source: assumed('one every five minutes, so that backups lose no more; Kong writes too little to fill more'),
};

/** Disk of one route, service, consumer or credential, with its indexes and what updates leave behind. */
export const ENTITY_BYTES: Figure = {
  value: 16_384,
  unit: 'bytes',
  source: assumed('some KiB a row, with indexes, dead rows and the log that is kept for backups'),
};

/** Disk that an instance begins with, whatever its data. */
export const USUAL_DISK_GIB: Figure = {
  value: 50,
  unit: 'GiB',
  source: assumed("Kong's data takes far less; smaller disks are slower on one of the clouds, and none can shrink"),
};

/** The service may make the disk larger by itself, up to so many times its first size. */
export const GROWTH: Figure = { value: 4, unit: '', source: assumed('a disk that is full stops every write') };
