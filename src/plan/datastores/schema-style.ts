import { compareVersions } from '../../kernel/version';

/**
 * The way in which a release brings its schema into the datastore, and in which its nodes learn that this has been
 * done.
 *
 * - `start` (0.10): every `kong start` migrates, without a lock. Nodes wait for the record that the migrations job
 *   leaves.
 * - `up` (0.11 to 0.14): `kong migrations up`, without a lock; `kong start` refuses while the schema is not current.
 * - `bootstrap` (0.15 on): `bootstrap`, `up` and `finish`; `kong migrations list` answers by its exit code: 0
 *   current, 3 needs bootstrap, 4 pending, 5 new.
 *
 * Source: kong/cmd/start.lua and kong/cmd/migrations.lua at the last tag of each line.
 */
export type SchemaStyle = 'start' | 'up' | 'bootstrap';

export function schemaStyle(version: string): SchemaStyle {
  if (compareVersions(version, '0.11.0') < 0) return 'start';
  return compareVersions(version, '0.15.0') < 0 ? 'up' : 'bootstrap';
}
