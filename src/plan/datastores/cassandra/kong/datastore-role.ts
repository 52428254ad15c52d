import { compareVersions } from '../../../../kernel/version';

/**
 * True if the role `kong` needs `CREATE ON ALL KEYSPACES` beside its rights on the keyspace `kong`: these releases send
 * `CREATE KEYSPACE IF NOT EXISTS` even when the keyspace exists, and Cassandra checks the right before the clause. 0.10
 * and 0.11: kong/dao/migrations/cassandra.lua; 0.15 to 1.5: kong/db/strategies/cassandra/connector.lua; 0.12 to 0.14
 * and 2.0 and later try `USE` first.
 */
export function kongCreatesItsKeyspace(version: string): boolean {
  if (compareVersions(version, '0.12.0') < 0) return true;
  return compareVersions(version, '0.15.0') >= 0 && compareVersions(version, '2.0.0') < 0;
}
