import { compareVersions, tryParseVersion, releaseLine } from '../../src/kernel/version';

test('versions are compared number by number, not letter by letter', () => {
  const sorted = ['2.8.5', '0.10.4', '3.3', '3.3.1', '0.9.9', '2.10.0'].sort(compareVersions);
  expect(sorted).toEqual(['0.9.9', '0.10.4', '2.8.5', '2.10.0', '3.3.1', '3.3']);
});

test('a line counts as its newest release', () => {
  expect(compareVersions('3.3', '3.3.99')).toBeGreaterThan(0);
  expect(compareVersions('3.3', '3.3')).toBe(0);
  expect(releaseLine('3.3.1')).toBe('3.3');
});

test.each(['3', '3.3.1.0', 'v3.3', '3.3.1-rc', '03.3', ''])('%j is no version', (text) => {
  expect(tryParseVersion(text)).toBeUndefined();
});
