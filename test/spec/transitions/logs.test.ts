import type { Standing } from '../../../src/spec/standing';
import { judgeKeptDays } from '../../../src/spec/transitions/kept-days';

const standing = (logDays?: number): Standing => ({
  kong: '3.3.1',
  supernet: '10.64.0.0/10',
  datastore: { engine: 'cassandra', release: '4.0.19', replicationFactor: 3 },
  datacenters: {},
  ...(logDays === undefined ? {} : { logDays }),
});

function codes(before?: number, after?: number): string[] {
  return judgeKeptDays({ before: standing(before), after: standing(after) }).map(({ issue }) => issue.code);
}

test('logs of units may be kept for longer, and lose nothing unless they are kept for fewer days or are shipped no more', () => {
  expect([codes(undefined, 30), codes(30, 30), codes(30, 90), codes()]).toEqual([[], [], [], []]);
  expect([codes(90, 30), codes(30, undefined)]).toEqual([['logs-shortened'], ['logs-left']]);
});
