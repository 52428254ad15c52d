import type { CloudId } from '../../../kernel/ids';
import { assumed, published, type Figure } from '../reckoned';

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

/** Key, value and bookkeeping of one counter. */
export const COUNTER_BYTES: Figure = {
  value: 250,
  unit: 'bytes',
  source: assumed('a key of about 120 characters, a number, expiry and dictionary entries'),
};

/** Counters that may be alive for each identifier and period, old ones not yet expired included. */
export const LIVE_COUNTERS: Figure = {
  value: 2,
  unit: '',
  source: assumed('the running period and the one before it'),
};

/** Memory that counters may fill; the rest is for replication, connections and failover. */
export const FILL_PART: Figure = { value: 0.5, unit: '', source: assumed('replication buffers and connections') };

/** A node type, where the cloud asks for one. */
export interface RedisNodeType {
  readonly type: string;
  readonly memoryGib: number;
  /** Commands per second that it is trusted with; burstable ones with few. */
  readonly commandsPerSecond: number;
}

/**
 * Node types by memory, smallest first; empty where memory is bought by the GiB. Memory up to r7g.large from the AWS price
 * API (LeanerCloud/ec2-instances-info@32acf84, 2025-04-24), above it from third-party copies of the AWS table.
 */
export const NODE_TYPES: Readonly<Record<CloudId, readonly RedisNodeType[]>> = {
  aws: [
    { type: 'cache.t4g.small', memoryGib: 1.37, commandsPerSecond: 3_000 },
    { type: 'cache.t4g.medium', memoryGib: 3.09, commandsPerSecond: 3_000 },
    { type: 'cache.m7g.large', memoryGib: 6.38, commandsPerSecond: NODE_COMMANDS.value },
    { type: 'cache.r7g.large', memoryGib: 13.07, commandsPerSecond: NODE_COMMANDS.value },
    { type: 'cache.r7g.xlarge', memoryGib: 26.32, commandsPerSecond: NODE_COMMANDS.value },
    { type: 'cache.r7g.2xlarge', memoryGib: 52.82, commandsPerSecond: NODE_COMMANDS.value },
    { type: 'cache.r7g.4xlarge', memoryGib: 105.81, commandsPerSecond: NODE_COMMANDS.value },
    { type: 'cache.r7g.8xlarge', memoryGib: 209.55, commandsPerSecond: NODE_COMMANDS.value },
    { type: 'cache.r7g.12xlarge', memoryGib: 317.77, commandsPerSecond: NODE_COMMANDS.value },
  ],
  google: [],
};
