import { FUZZ_TIMEOUT, fuzz } from './fuzz';
import { soundSpec } from './sound-specs';
import { rawText, spoiltLock, spoiltSpec, spoiltText } from './spoilt-specs';
import { holdTopology } from './topology-laws';

/*
 * Whatever stands in a spec: it is refused by issues that can be found and mended, or everything that is made of it is whole. No
 * input throws, none takes long, and nothing shows a number that is none.
 */

test(
  'specs that the definition allows',
  async () => {
    const tally = await fuzz(
      'sound specs',
      soundSpec,
      (spec, it) =>
        holdTopology(
          { text: JSON.stringify(spec), file: 'edge.json' },
          it,
          it.of('accepted') % 4 === 0 ? 'synth' : 'report',
        ),
      { until: 'synthesised' },
    );
    // A fuzzer that hardly reaches what comes after the rules would prove nothing of it. A quarter is accepted, of many; of the few
    // that a busy machine tries it may be less.
    const share = tally.of('refused') < 100 ? 12 : 5;
    expect(tally.of('accepted')).toBeGreaterThan(Math.floor(tally.of('refused') / share));
    expect(tally.of('synthesised')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

test(
  'specs with a few values and keys changed',
  async () => {
    const tally = await fuzz('spoilt specs', spoiltSpec, (input, it) => holdTopology(input, it, 'report'));
    expect(tally.of('refused')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

test(
  'ready-made topologies and fixtures with a few characters changed',
  async () => {
    const tally = await fuzz('spoilt texts', spoiltText, (input, it) => holdTopology(input, it, 'report'));
    expect(tally.of('refused')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

test(
  'any text at all',
  async () => {
    const tally = await fuzz('raw texts', rawText, (input, it) => holdTopology(input, it, 'refuse'));
    expect(tally.of('refused')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

test(
  'lock files that something happened to',
  async () => {
    const tally = await fuzz('spoilt locks', spoiltLock, (input, it) => holdTopology(input, it, 'refuse'), {
      seconds: 3,
    });
    expect(tally.of('refused')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);
