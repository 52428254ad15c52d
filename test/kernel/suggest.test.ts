import { editDistance, suggest } from '../../src/kernel/suggest';

test('a slip of the finger finds the word that was meant', () => {
  expect(suggest('datacentres', ['datacenters', 'datastore', 'dns'])).toBe('datacenters');
  expect(suggest('us-esat-1', ['us-west-1', 'us-east-1', 'eu-west-1'])).toBe('us-east-1');
  expect(suggest('Region', ['region'])).toBe('region');
});

test('a word that resembles nothing gets no suggestion', () => {
  expect(suggest('kubernetes', ['kong', 'links', 'name'])).toBeUndefined();
  expect(suggest('x', [])).toBeUndefined();
});

test('swapped neighbours are one slip, not two', () => {
  expect(editDistance('esat', 'east')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
});
