import type { Test } from '@jest/test-result';

/** Runs the test files in the order that the environment names: those that are likely to fail, and soon, come first. */
export default class Sequencer {
  sort(tests: readonly Test[]): Test[] {
    const order = (process.env['TOPOGEN_TEST_ORDER'] ?? '').split('\n');
    const place = ({ path }: Test): number => order.findIndex((it) => path.endsWith(it));
    return [...tests].sort((a, b) => place(a) - place(b));
  }

  shard(tests: Test[]): Test[] {
    return tests;
  }

  allFailedTests(tests: Test[]): Test[] {
    return tests;
  }

  cacheResults(): void {}
}
