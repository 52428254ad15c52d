import { CASSANDRA_RELEASES } from '../../src/spec/datastores/cassandra/releases';
import { KONG_LINES, KONG_RANGE } from '../../src/spec/kong-releases';
import { resolveRelease } from '../../src/spec/releases';

test('a bare line stands for its last release', () => {
  expect(resolveRelease('3.3', KONG_LINES)).toBe('3.3.1');
  expect(resolveRelease('0.13', KONG_LINES)).toBe('0.13.1');
  expect(resolveRelease('3.11', CASSANDRA_RELEASES)).toBe('3.11.19');
});

test('a full release stands for itself', () => {
  expect(resolveRelease('2.8.1', KONG_LINES)).toBe('2.8.1');
  expect(resolveRelease('3.11.4', CASSANDRA_RELEASES)).toBe('3.11.4');
});

test('a tag later than the last package is accepted, and not chosen', () => {
  expect(resolveRelease('2.3', KONG_LINES)).toBe('2.3.3');
  expect(KONG_LINES.get('2.3')?.lastPatch).toBe(4);
});

test('the lines reach from the first to the last that the range names', () => {
  const lines = [...KONG_LINES.keys()];
  expect([lines[0], lines.at(-1)]).toEqual([KONG_RANGE.first, KONG_RANGE.last]);
  expect(lines).toHaveLength(31);
});
