import { ResourceAddresses } from '../../src/clouds/resource-addresses';

const addresses = new ResourceAddresses([
  'a_b.dc_1',
  'a.dc_2',
  'a.dc_10',
  'a.dc_1',
  'a.dc_1_x',
  'a.d',
  'a_b.dc_2',
  'b.dc_1',
]);

test('finds the resources of a type in the order in which they were given', () => {
  expect(addresses.ofType('a')).toEqual(['a.dc_2', 'a.dc_10', 'a.dc_1', 'a.dc_1_x', 'a.d']);
  expect(addresses.ofType('a_b')).toEqual(['a_b.dc_1', 'a_b.dc_2']);
  expect(addresses.ofType('c')).toEqual([]);
  expect(addresses.ofType('')).toEqual([]);
});

test('finds those whose names match as a whole', () => {
  expect(addresses.named('a', 'dc_', /\d+/)).toEqual(['a.dc_2', 'a.dc_10', 'a.dc_1']);
  expect(addresses.named('a', 'dc_', /1|2/)).toEqual(['a.dc_2', 'a.dc_1']);
  expect(addresses.named('b', 'dc_', /.*/)).toEqual(['b.dc_1']);
  expect(addresses.named('b', 'dc_2', /.*/)).toEqual([]);
});
