import { compareVersions } from '../../../src/kernel/version';
import { NEWEST_KONG } from '../../../src/spec/datastores/cassandra/releases';
import { markdownTable } from './markdown-table';
import { kongKnowsKey } from '../../../src/plan/pools/nodes/keys';
import { cassandraLbPolicy } from '../../../src/plan/datastores/cassandra/kong/lb-policy';
import { kongNotes } from './kong-notes';
import { kongPackage } from '../../../src/plan/pools/nodes/package';
import { kongTakesStatusLocation, kongNeedsSerf } from '../../../src/plan/pools/ports';
import { schemaStyle, type SchemaStyle } from '../../../src/plan/datastores/schema-style';

const SCHEMA: Readonly<Record<SchemaStyle, string>> = {
  start: '`migrations up`, once, before any node starts',
  up: '`migrations up`; nodes refuse to start until then',
  bootstrap: '`migrations bootstrap` or `up`; nodes ask `migrations list`',
};

/** True if the release has Cassandra; later ones run on PostgreSQL alone. */
function onCassandra(version: string): boolean {
  return compareVersions(version, NEWEST_KONG) <= 0;
}

const COLUMNS: readonly { readonly title: string; cell(version: string): string }[] = [
  { title: 'Kong', cell: (version) => version },
  {
    title: 'Balancing over Cassandra',
    cell: (version) => (onCassandra(version) ? `\`${cassandraLbPolicy(version)}\`` : ''),
  },
  {
    title: 'Consistency',
    cell: (version) => {
      if (!onCassandra(version)) return '';
      return kongKnowsKey(version, 'cassandra_read_consistency')
        ? 'a key for reads, a key for writes'
        : 'one key for both: the stricter holds';
    },
  },
  {
    title: 'Changes reach other nodes',
    cell: (version) =>
      kongNeedsSerf(version)
        ? 'by Serf, 7946 TCP and UDP'
        : `through ${onCassandra(version) ? 'Cassandra' : 'PostgreSQL'}, after \`db_update_propagation\``,
  },
  { title: 'Schema', cell: (version) => SCHEMA[schemaStyle(version)] },
  {
    title: 'Health checks',
    cell: (version) =>
      kongTakesStatusLocation(version)
        ? "nginx, in Kong's status listener"
        : 'a responder that asks the Admin API over loopback',
  },
  { title: 'Package built for', cell: (version) => kongPackage({ release: version }).builtFor },
  { title: 'Worth knowing', cell: (version) => kongNotes(version).join(' ') },
];

/** Renders a table in Markdown of each release's values, from the tables of its configuration. */
export function renderKongVersions(releases: readonly string[]): string {
  return markdownTable(
    COLUMNS.map((column) => column.title),
    releases.map((version) => COLUMNS.map((column) => column.cell(version))),
  );
}
