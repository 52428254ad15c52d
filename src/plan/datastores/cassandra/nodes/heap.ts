import type { CassandraLine } from './versions';

/** Sizes of the Java heap in MiB, with the rule behind them in a line for people. */
export interface Heap {
  readonly heapMib: number;
  /** Young generation; CMS needs it stated with the heap, G1 refuses it (`cassandra-env.sh`, all lines). */
  readonly newMib?: number;
  readonly reason: string;
}

/** Largest heap by collector: Apache's own rule stops at 8 GiB for CMS; G1 is recommended from 12 GiB up. */
const CAP_MIB = { CMS: 8192, G1: 16_384 } as const;

/**
 * Returns a heap of a quarter of the machine, or half of a very small one: the rule of Apache's `cassandra-env.sh`,
 * stated here so that the figure is known before the machine exists. The rest serves as page cache.
 */
export function heapFor(memoryGib: number, vcpus: number, collector: CassandraLine['collector']): Heap {
  const memoryMib = memoryGib * 1024;
  const heapMib = Math.floor(Math.max(Math.min(memoryMib / 2, 1024), Math.min(memoryMib / 4, CAP_MIB[collector])));
  const reason = `A quarter of ${memoryGib} GiB, at most ${CAP_MIB[collector] / 1024} GiB with ${collector}.`;
  if (collector === 'G1') return { heapMib, reason };
  return { heapMib, newMib: Math.floor(Math.min(100 * vcpus, heapMib / 4)), reason };
}
