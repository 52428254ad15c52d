import { both, refusalOf, wrongValues, type Constraint } from './constraint';

test.each<[Constraint, unknown, string | undefined]>([
  [{ enum: ['gp2', 'gp3'] }, 'gp3', undefined],
  [{ enum: ['gp2', 'gp3'] }, 'gp4', 'is gp4, and not one of gp2, gp3'],
  [{ enum: ['14', '20'] }, 20, undefined],
  [{ enum: ['14', '20'] }, 2, 'is 2, and not one of 14, 20'],
  [{ pattern: '[a-z]+' }, 'abc', undefined],
  [{ pattern: '[a-z]+' }, 'abc1', 'is abc1, and has not the form [a-z]+'],
  [{ pattern: '^[a-z]+$' }, '1abc', 'is 1abc, and has not the form ^[a-z]+$'],
  [{ range: [7, 30] }, 7, undefined],
  [{ range: [7, 30] }, 30, undefined],
  [{ range: [7, 30] }, 6, 'is 6, and not between 7 and 30'],
  [{ range: [7, 30] }, '31', 'is 31, and not between 7 and 30'],
  [{ range: [7, null] }, 6, 'is 6, and not at least 7'],
  [{ range: [null, 30] }, 31, 'is 31, and not at most 30'],
  [{ range: [0, 30] }, '', 'is , and not between 0 and 30'],
  [{ range: [0, 30] }, 'ten', 'is ten, and not between 0 and 30'],
  [{ length: [2, 3] }, 'äöü', undefined],
  [{ length: [2, 3] }, 'a', 'has 1 characters, and not between 2 and 3'],
  [{ length: [2, 3] }, 'abcd', 'has 4 characters, and not between 2 and 3'],
  [{}, 'anything', undefined],
])('of %j the value %j: %s', (constraint, value, refusal) => {
  expect(refusalOf(constraint, value)).toBe(refusal);
});

test.each<[Constraint, string[]]>([
  [{ enum: ['gp2', 'gp3'] }, ['gp2x', 'GP2']],
  [{ enum: ['TCP', 'tcp'] }, ['TCPx']],
  [{ range: [7, 30] }, ['6', '31']],
  [{ range: [7, null] }, ['6']],
  [{ length: [0, 3] }, ['aaaa']],
  [{ length: [1, 3] }, ['', 'aaaa']],
])('wrong for %j is %j', (constraint, values) => {
  expect(wrongValues(constraint)).toEqual(values);
  for (const value of values) expect(refusalOf(constraint, value)).toBeDefined();
});

test('of two ranges counts what is in both; else either says what the other does not', () => {
  expect(both({ range: [1, 365] }, { range: [7, 400] })).toEqual({ range: [7, 365] });
  expect(both({ range: [0, null] }, { range: [null, 35] })).toEqual({ range: [0, 35] });
  expect(both({ pattern: 'a' }, { enum: ['a'] })).toEqual({ pattern: 'a', enum: ['a'] });
  expect(both(undefined, { enum: ['a'] })).toEqual({ enum: ['a'] });
  expect(both(undefined, undefined)).toBeUndefined();
});
