import { specFields } from '../../src/spec/fields';
import { NOT_DONE } from '../../src/spec/not-done';

test('no key that is refused as not done is one that specs have', () => {
  const paths = specFields().map(({ path }) => path);
  const known = new Set(paths);
  expect([...NOT_DONE.keys()].filter((key) => known.has(key))).toEqual([]);
  // Their places are.
  for (const key of NOT_DONE.keys()) {
    const parent = key.split('.').slice(0, -1).join('.');
    if (parent !== '') expect([parent, paths.some((path) => path.startsWith(`${parent}.`))]).toEqual([parent, true]);
  }
});
