import { saidIn } from './said';

test.each([
  [
    '<p>Group numbers.</p> <p>Valid values: <code>2</code> | <code>14</code> | <code>20</code> </p>',
    { enum: ['2', '14', '20'] },
  ],
  [
    '<p>The action.</p> <p>Valid Values: <code>add</code> | <code>start</code> </p> <p>Default: add</p>',
    { enum: ['add', 'start'] },
  ],
  ['Constraints: A value between 900 and 28,800.', { range: [900, 28_800] }],
  ['<ul> <li> <p>Must be a value from 0 to 35.</p> </li> </ul>', { range: [0, 35] }],
  ['Valid Range: 125 - 2000 MiB/s', { range: [125, 2_000] }],
  ['The value is an integer between `0` and `65535`, both inclusive.', { range: [0, 65_535] }],
  ['If you include a value, it must be between 7 and 30, inclusive.', { range: [7, 30] }],
  ['Possible values are: 1, 3, 5, and 3653.', { enum: ['1', '3', '5', '3653'] }],
])('%s', (text, constraint) => {
  expect(saidIn(text)).toEqual(constraint);
});

test.each([
  ['nothing', undefined],
  ['words alone', 'The size of the disk.'],
  [
    'two ranges, of which one depends on what is not said',
    'A value between 1 and 5. For others a value between 1 and 9.',
  ],
  ['a choice of truth, which Terraform writes in another way', 'Valid values: <code>True</code> | <code>False</code>'],
  ['a choice whose words go on', 'Valid values: a | b (default) | c'],
])('%s says nothing that could be held', (_, text) => {
  expect(saidIn(text)).toBeUndefined();
});
