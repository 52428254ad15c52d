import { spanOf } from '../../src/kernel/durations';

test.each([
  [1, '1 minute'],
  [2, '2 minutes'],
  [60, '1 hour'],
  [90, '90 minutes'],
  [1440, '1 day'],
  [2160, '36 hours'],
  [2880, '2 days'],
])('%d minutes are %s', (minutes, words) => expect(spanOf(minutes)).toBe(words));
