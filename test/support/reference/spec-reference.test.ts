import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { specFields } from '../../../src/spec/fields';
import { renderSpecReference } from './spec-reference';

const reference = renderSpecReference(CLOUD_FACTS);

test('the reference has a row for every key of the spec', () => {
  for (const { path } of specFields()) {
    const section = path.split('.').length > 1 ? (path.split('.')[0] ?? '') : '';
    const key = section === '' ? path : path.slice(section.length + 1);
    if (key !== '$schema') expect(reference).toContain(`| \`${key}\` |`);
  }
});

test('every row says what its key means, and every optional one what holds without it', () => {
  const rows = reference.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(50);
  for (const row of rows) {
    const [, key, kind, fallback, meaning] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
    expect({ key, kind }).not.toEqual({ key, kind: '' });
    expect({ key, meaning }).not.toEqual({ key, meaning: '' });
    if (kind !== 'object') expect({ key, fallback }).not.toEqual({ key, fallback: '' });
  }
});

test('a row reads like this', () => {
  expect(reference).toContain(
    '| `targetUtilization` | number, from 0.01 to 0.95 | `0.6` | Part of the vCPU time that may be busy, still after the worst covered loss. |',
  );
  expect(reference).toContain('| `bucket` | text | **required** | Bucket of the state. With `s3`, `gcs` only. |');
  expect(reference).toContain('AWS alone: `virginia` (us-east-1), `oregon` (us-west-2)');
});
