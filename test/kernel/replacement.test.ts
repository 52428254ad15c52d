import { forcesReplacement, replacingPaths, withProvider, type ReplacementRules } from '../../src/kernel/replacement';

const RULES: ReplacementRules = {
  'aws_*': ['region'],
  aws_disk: ['zone', 'size if smaller', 'network.subnet', 'key if encrypted', 'engine if stated'],
  aws_tunnel: ['*'],
};

const paths = (type: string, before: object, after: object): string[] =>
  replacingPaths(RULES, type, before as never, after as never);

test('an argument that the cloud filled in may be said afterwards, and not be changed', () => {
  expect(paths('aws_disk', {}, { engine: 'a' })).toEqual([]);
  expect(paths('aws_disk', { engine: 'a' }, { engine: 'b' })).toEqual(['engine']);
  expect(paths('aws_disk', { engine: 'a' }, {})).toEqual(['engine']);
});

test('an argument that cannot change in place is named, one that can is not', () => {
  expect(paths('aws_disk', { zone: 'a', tags: { x: 1 } }, { zone: 'b', tags: { x: 2 } })).toEqual(['zone']);
  expect(paths('aws_disk', { zone: 'a' }, { zone: 'a' })).toEqual([]);
  expect(paths('aws_other', { region: 'r', size: 1 }, { region: 's', size: 2 })).toEqual(['region']);
});

test('a number that may only grow replaces when it shrinks', () => {
  expect(paths('aws_disk', { size: 100 }, { size: 200 })).toEqual([]);
  expect(paths('aws_disk', { size: 200 }, { size: 100 })).toEqual(['size']);
});

test('a condition on another argument is asked', () => {
  expect(paths('aws_disk', { key: 'a', encrypted: false }, { key: 'b', encrypted: false })).toEqual([]);
  expect(paths('aws_disk', { key: 'a', encrypted: true }, { key: 'b', encrypted: true })).toEqual(['key']);
});

test('a path leads into every block of its name', () => {
  expect(paths('aws_disk', { network: [{ subnet: 'a', mtu: 1 }] }, { network: [{ subnet: 'b', mtu: 1 }] })).toEqual([
    'network.subnet',
  ]);
  expect(paths('aws_disk', { network: [{ subnet: 'a', mtu: 1 }] }, { network: [{ subnet: 'a', mtu: 2 }] })).toEqual([]);
});

test('where everything replaces, what is Terraform’s own does not', () => {
  expect(paths('aws_tunnel', { name: 'a', lifecycle: { x: 1 } }, { name: 'b', lifecycle: { x: 2 } })).toEqual(['name']);
});

test('the order of keys is no difference', () => {
  expect(paths('aws_tunnel', { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).toEqual([]);
});

test('a value that is not known yet forces by the same rules, save that no number is known to be smaller', () => {
  const forces = (type: string, path: string, body: object = {}): boolean =>
    forcesReplacement(RULES, type, body as never, path);
  expect(forces('aws_disk', 'zone')).toBe(true);
  expect(forces('aws_disk', 'network.subnet')).toBe(true);
  expect(forces('aws_disk', 'network.mtu')).toBe(false);
  expect(forces('aws_disk', 'size')).toBe(false);
  expect(forces('aws_disk', 'key', { encrypted: true })).toBe(true);
  expect(forces('aws_disk', 'key', { encrypted: false })).toBe(false);
  expect(forces('aws_tunnel', 'peer.address')).toBe(true);
  expect(forces('aws_tunnel', 'depends_on')).toBe(false);
});

test('a resource lies where its provider does, unless it says so or belongs nowhere', () => {
  const places = { 'aws_*': ['region', 'zone'], aws_role: [] };
  const providers = { aws: [{ region: 'r', tags: {} }] };
  expect(withProvider({ places, tags: {} }, 'aws_disk', { size: 1 }, providers)).toEqual({ size: 1, region: 'r' });
  expect(withProvider({ places, tags: {} }, 'aws_disk', { region: 's' }, providers)).toEqual({ region: 's' });
  expect(withProvider({ places, tags: {} }, 'aws_role', {}, providers)).toEqual({});
  expect(withProvider({ places, tags: {} }, 'google_disk', {}, providers)).toEqual({});
});
