import type { PoolPlan } from '../pool';

/** Memory for the operating system, the agents of the cloud and the page cache. */
const SYSTEM_MIB = 1_024;
/** Memory of a worker beside the shared caches: Kong's sizing guidelines, about 500 MB a worker. */
const WORKER_MIB = 512;
const SMALLEST_MIB = 128;
const LARGEST_MIB = 4_096;
const STEP_MIB = 64;

/**
 * Returns `mem_cache_size` in MiB, from the machine's memory: a quarter of the memory that system and workers leave,
 * since Kong makes two caches of this size and memory is needed beside them; never less than Kong's default, in steps
 * of 64.
 *
 *     |-- system 1 GiB --|-- workers, 0.5 GiB a vCPU --|-- cache --|-- cache --|-- free --|
 */
export function memoryCacheMib({ memoryGib, vcpus }: Pick<PoolPlan, 'memoryGib' | 'vcpus'>): number {
  const rest = memoryGib * 1_024 - SYSTEM_MIB - WORKER_MIB * vcpus;
  const steps = Math.floor(rest / 4 / STEP_MIB) * STEP_MIB;
  return Math.min(LARGEST_MIB, Math.max(SMALLEST_MIB, steps));
}
