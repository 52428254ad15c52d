import { ignoredChanges, isIgnored, withoutIgnored } from '../../../src/actions/diff/ignored-changes';

const ignoring = (...ignore_changes: string[]) => ignoredChanges({ lifecycle: { ignore_changes } });

test('paths are read as lists of names, with indexes left out and keys in quotes taken whole', () => {
  expect(ignoring('ami', 'disk[0].initialize_params[0].image', 'metadata["user-data"]')).toEqual([
    ['ami'],
    ['disk', 'initialize_params', 'image'],
    ['metadata', 'user-data'],
  ]);
  expect(ignoredChanges({ lifecycle: { ignore_changes: 'all' } })).toBe('all');
  expect(ignoredChanges({ lifecycle: {} })).toEqual([]);
  expect(ignoredChanges({})).toEqual([]);
});

test('a path is overlooked with all that lies below what is named, and nothing beside it', () => {
  const ignored = ignoring('disk[0].image', 'ami');
  expect(['disk.image', 'disk.image.name', 'ami'].map((path) => isIgnored(path, ignored))).toEqual([true, true, true]);
  expect(['disk', 'disk.size', 'image', 'other.image', 'amiable'].some((path) => isIgnored(path, ignored))).toBe(false);
  expect(isIgnored('anything', 'all')).toBe(true);
  expect(isIgnored('anything', [])).toBe(false);
});

test('what is overlooked is taken out of every block of its name, and the rest stays', () => {
  const body = {
    disk: [{ image: 'a', size: 1 }, { image: 'b' }],
    metadata: { 'user-data': 'x', port: 1 },
    ami: 'y',
    none: null,
    name: 'kept',
  };
  expect(withoutIgnored(body, ignoring('disk[0].image', 'metadata["user-data"]', 'ami'))).toEqual({
    disk: [{ size: 1 }, {}],
    metadata: { port: 1 },
    none: null,
    name: 'kept',
  });
  expect(withoutIgnored(body, 'all')).toEqual({});
  expect(withoutIgnored(body, [])).toEqual(body);
});

test('a path that leads nowhere takes nothing away', () => {
  const ignored = ignoring('disk[0].image', 'none.deep', 'name.deep', 'list[0].deep');
  const body = { none: null, name: 'kept', list: ['a', null] };
  expect(withoutIgnored(body, ignored)).toEqual(body);
});
