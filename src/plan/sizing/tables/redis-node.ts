import { assumed, published, type Figure } from '../../../kernel/figure';

/** Commands per second of one Redis node without pipelining. */
export const NODE_COMMANDS: Figure = {
  value: 30_000,
  unit: 'commands/s',
  source: published('redis-benchmark on ElastiCache, INCR and GET on two vCPU (gist voxxit d45cfc78)', '2016-12'),
};

/** Kong reads the counter, asks whether it exists, and adds to it; the first of a period also sets its end. */
export const COMMANDS_PER_PERIOD: Figure = {
  value: 3,
  unit: 'commands',
  source: published('Kong 3.3.1, rate-limiting with the policy redis: GET, EXISTS, INCRBY', '2023-07'),
};

/** Size of one counter: key, value and bookkeeping. */
export const COUNTER_BYTES: Figure = {
  value: 250,
  unit: 'bytes',
  source: assumed('a key of about 120 characters, a number, expiry and dictionary entries'),
};

/** Counters that may be alive for each identifier and period, including old ones that have not expired yet. */
export const LIVE_COUNTERS: Figure = {
  value: 2,
  unit: '',
  source: assumed('the running period and the one before it'),
};

/** Part of the memory that counters may fill; the rest is for replication, connections and failover. */
export const FILL_PART: Figure = { value: 0.5, unit: '', source: assumed('replication buffers and connections') };
