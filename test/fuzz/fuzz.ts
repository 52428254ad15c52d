import fc from 'fast-check';
import { LONG } from '../support/effort';

/*
 * Fuzzing within the test run: random inputs for some seconds, longer with TOPOGEN_LONG=1. Each run has a seed of its own, which
 * is printed with what was tried; TOPOGEN_FUZZ_SEED repeats one, and TOPOGEN_FUZZ_SECONDS says how long each fuzzer tries.
 */
const SECONDS = Number(process.env['TOPOGEN_FUZZ_SECONDS']) || (LONG ? 90 : 1);

/** What a fuzzer tried, counted by how it ended. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  toString(): string {
    const parts = [...this.counts].sort().map(([what, count]) => `${count} ${what}`);
    return parts.length === 0 ? 'nothing' : parts.join(', ');
  }
}

/** How long a fuzzer goes on at most for what it has to come to. */
const PATIENCE_SECONDS = 60;

/**
 * Tries `law` on random inputs for its time, and prints what was tried. The law throws where it does not hold.
 *
 * @param until what it goes on for, as a busy machine may try few inputs. @default its time alone counts
 */
export async function fuzz<T>(
  name: string,
  inputs: fc.Arbitrary<T>,
  law: (input: T, tally: Tally) => void | Promise<void>,
  { seconds = SECONDS, until }: { readonly seconds?: number; readonly until?: string } = {},
): Promise<Tally> {
  const tally = new Tally();
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  const wished = Number(process.env['TOPOGEN_FUZZ_SEED']);
  const seed = Number.isSafeInteger(wished) && wished !== 0 ? wished : Date.now() & 0x7fffffff;
  try {
    let round = 0;
    do {
      await fc.assert(
        fc.asyncProperty(inputs, async (input) => {
          await law(input, tally);
        }),
        {
          seed: seed + round++,
          numRuns: 1_000_000,
          interruptAfterTimeLimit: seconds * 1000,
          markInterruptAsFailure: false,
        },
      );
    } while (until !== undefined && tally.of(until) === 0 && Date.now() < end);
  } finally {
    process.stderr.write(`fuzzed ${name}: ${tally.toString()} (TOPOGEN_FUZZ_SEED=${seed})\n`);
  }
  return tally;
}

/** Time that a test of a fuzzer may take: its own, and some to shrink what it finds. */
export const FUZZ_TIMEOUT = (SECONDS + 120) * 1000;
