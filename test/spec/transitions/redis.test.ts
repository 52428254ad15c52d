import type { RedisPassword } from '../../../src/kernel/redis-password';
import type { Standing } from '../../../src/spec/standing';
import { judgeRedis } from '../../../src/spec/transitions/redis';

function wordsOf(was: RedisPassword | undefined, is: RedisPassword | undefined): string[] {
  const standing = (password: RedisPassword | undefined): Standing =>
    ({ datacenters: { east: {} }, ...(password === undefined ? {} : { redis: { password } }) }) as unknown as Standing;
  return judgeRedis({ before: standing(was), after: standing(is) }).map(({ word }) => word);
}

test.each([
  ['none', 'prepared'],
  ['prepared', 'required'],
  ['required', 'required'],
  [undefined, 'none'],
  [undefined, 'prepared'],
] as const)('a password of Redis goes from %s to %s with no loss', (was, is) => {
  expect(wordsOf(was, is)).toEqual([]);
});

test('a lock file that could have said so says that there is none: a new Redis may ask at once', () => {
  const before = { plainHttp: 'serve' } as Standing;
  expect(judgeRedis({ before, after: { redis: { password: 'required' } } as Standing })).toEqual([]);
});

test.each([
  ['none', 'required', 'redis-password-at-once'],
  [undefined, 'required', 'redis-password-at-once'],
  ['required', 'prepared', 'redis-password-withdrawn'],
  ['required', 'none', 'redis-password-withdrawn'],
  ['prepared', 'none', 'redis-password-withdrawn'],
  ['required', undefined, 'redis-removed'],
  ['none', undefined, 'redis-removed'],
] as const)('from %s to %s has to be allowed as %s', (was, is, word) => {
  expect(wordsOf(was, is)).toEqual([word]);
});
