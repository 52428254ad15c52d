import fc from 'fast-check';
import { fittedTable } from '../../src/report/fitted-table';

const HEAD = ['Where', 'What', 'Why'];
const ROWS = [
  ['us-east', 'VPC networks of the project', 'five in a new one'],
  ['eu-west', 'tunnels', ''],
];

test('a table that fits is one line a row', () => {
  expect(fittedTable(HEAD, ROWS, 80)).toBe(
    'Where    What                         Why\n' +
      'us-east  VPC networks of the project  five in a new one\n' +
      'eu-west  tunnels\n',
  );
});

test('the widest columns are folded first, between words, and further lines are indented', () => {
  expect(fittedTable(HEAD, ROWS, 44)).toBe(
    'Where    What             Why\n' +
      'us-east  VPC networks of  five in a new\n' +
      '           the project      one\n' +
      'eu-west  tunnels\n',
  );
});

test('what would not fit even so is a list', () => {
  expect(fittedTable(HEAD, ROWS, 24)).toBe(
    'us-east\n  What  VPC networks of\n        the project\n  Why   five in a new\n        one\neu-west\n  What  tunnels\n',
  );
});

test('whatever the cells are, every word is shown once, and no line is wider than it has to be', () => {
  const word = fc.stringMatching(/^[a-z0-9.-]{1,12}$/);
  const cell = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  const rows = fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.integer({ min: 40, max: 120 }), (all, width) => {
      const head = ['First', 'Second', 'Third', 'Fourth'];
      const text = fittedTable(head, all, width);
      const wordsOf = (it: string): string[] => it.split(/\s+/).filter((one) => one !== '' && !head.includes(one));
      expect(wordsOf(text).sort()).toEqual(wordsOf(all.flat().join(' ')).sort());
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
    }),
    { numRuns: 200 },
  );
});
