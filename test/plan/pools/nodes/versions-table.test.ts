import { kongNotes } from '../../../support/reference/kong-notes';
import { renderKongVersions } from '../../../support/reference/kong-versions';
import { KONG_RELEASES } from './plan-fixture';

test('the table has a row for every release, and as many cells in each', () => {
  const [title, line, ...rows] = renderKongVersions(KONG_RELEASES).trimEnd().split('\n');
  expect(rows.map((row) => row.split(' | ')[0])).toEqual(KONG_RELEASES.map((release) => `| ${release}`));
  for (const row of [line, ...rows]) expect(row?.split(' | ')).toHaveLength(title?.split(' | ').length ?? 0);
});

test('the table says what the newest release gets', () => {
  expect(renderKongVersions(['3.3.1']).split('\n')[2]).toBe(
    "| 3.3.1 | `RequestDCAwareRoundRobin` | a key for reads, a key for writes | through Cassandra, after `db_update_propagation` | `migrations bootstrap` or `up`; nodes ask `migrations list` | nginx, in Kong's status listener | jammy |  |",
  );
});

test('notes hold from their first release to the one that mended it', () => {
  const says = (version: string, word: string): boolean => kongNotes(version).some((note) => note.includes(word));
  expect(['0.12.3', '0.13.1', '1.2.0', '1.2.1'].map((it) => says(it, 'SERIAL'))).toEqual([false, true, true, false]);
  expect(['2.8.5', '3.0.2'].map((it) => says(it, '#8847'))).toEqual([true, false]);
});
