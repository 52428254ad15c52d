/** A row of the table: one source file, or scripts that belong together. */
export interface Subject {
  /** From the project's root; of a row with several files, as its title writes them. */
  readonly title: string;
  readonly paths: readonly string[];
  /** Mutants that a whole run takes of it. */
  readonly sample: number;
  /** Whether not one of them may live: what is at stake is data, addresses or a second ring. */
  readonly mustDie: boolean;
  /** Tests that run the scripts, by the beginning of their paths; of TypeScript it is found out which tests run it. */
  readonly tests?: readonly string[];
}

/** Mutants that may live in a whole run. */
export const MAY_LIVE = 25;

const source = (path: string, sample: number): Subject => {
  return { title: `src/${path}`, paths: [`src/${path}`], sample, mustDie: false };
};
const vital = (path: string, sample: number): Subject => ({ ...source(path, sample), mustDie: true });

/** What a run takes its mutants from. The sizes of the samples add up to what two processors try within an hour. */
export const SUBJECTS: readonly Subject[] = [
  source('kernel/cidr.ts', 22),
  vital('plan/addressing.ts', 16),
  source('plan/mesh.ts', 18),
  source('plan/firewall.ts', 18),
  source('plan/datastores/cassandra/ring.ts', 14),
  source('plan/pools/sizing/kong-pool.ts', 16),
  source('plan/datastores/cassandra/sizing/ring-load.ts', 16),
  source('plan/datastores/cassandra/sizing/replication.ts', 16),
  source('plan/limits/count.ts', 14),
  source('plan/limits/bandwidth.ts', 14),
  vital('spec/lock.ts', 18),
  source('emit/hcl/text.ts', 14),
  source('emit/hcl/value.ts', 18),
  vital('cli/io/outputs/transaction.ts', 18),
  vital('stacks/state.ts', 14),
  source('clouds/aws/security.ts', 15),
  source('clouds/aws/vpn.ts', 16),
  source('clouds/aws/kong.ts', 18),
  source('clouds/google/vpn.ts', 16),
  source('clouds/google/kong.ts', 18),
  source('spec/rules/addresses.ts', 12),
  source('spec/rules/datastore.ts', 12),
  source('spec/rules/kong.ts', 11),
  source('spec/rules/links.ts', 11),
  source('spec/rules/shares.ts', 12),
  source('spec/rules/logs.ts', 10),
  source('spec/rules/machines.ts', 12),
  source('spec/rules/names.ts', 12),
  source('spec/rules/placement.ts', 12),
  source('spec/rules/state.ts', 10),
  source('spec/rules/tags.ts', 12),
  vital('actions/diff/diff-topologies.ts', 12),
  vital('actions/diff/follow-references.ts', 12),
  vital('actions/diff/ignored-changes.ts', 8),
  vital('actions/diff/references.ts', 12),
  vital('actions/diff/resource-changes.ts', 12),
  vital('actions/diff/stack-elements.ts', 12),
  vital('actions/diff/topology-changes.ts', 12),
  {
    title: 'templates/cassandra: a node waits for its turn',
    paths: ['templates/cassandra/topogen-wait-turn', 'templates/cassandra/cassandra.sh'],
    sample: 27,
    mustDie: true,
    tests: ['start-order', 'coming-back', 'returning-node', 'ring-extend', 'repair'].map(
      (name) => `test/plan/datastores/cassandra/nodes/${name}`,
    ),
  },
  {
    title: 'templates/cassandra: a node repairs its part',
    paths: ['templates/cassandra/topogen-repair'],
    sample: 12,
    mustDie: false,
    tests: ['test/plan/datastores/cassandra/nodes/repair'],
  },
  {
    title: 'templates/kong/*.sh',
    paths: [
      'templates/kong/kong.sh',
      'templates/kong/machine-settings-serf.sh',
      'templates/kong/migrate-bootstrap.sh',
      'templates/kong/migrate-up.sh',
      'templates/kong/schema-ready-bootstrap.sh',
      'templates/kong/schema-ready-start.sh',
      'templates/kong/schema-ready-up.sh',
    ],
    sample: 31,
    mustDie: true,
    tests: ['test/plan/pools/nodes/boot', 'test/plan/pools/nodes/health'],
  },
];

/**
 * Returns the rows that are named by their titles, and of others the files that are named; all rows where nothing is.
 *
 * @throws Error if the list has no such row and no such file
 */
export function chosenSubjects(names: readonly string[], all: readonly Subject[] = SUBJECTS): readonly Subject[] {
  const unknown = names.filter((name) => !all.some((it) => it.title === name || it.paths.includes(name)));
  if (unknown.length > 0) throw new Error(`not in test/mutants/subjects.ts: ${unknown.join(', ')}`);
  if (names.length === 0) return all;
  return all
    .map((it) => (names.includes(it.title) ? it : { ...it, paths: it.paths.filter((path) => names.includes(path)) }))
    .filter(({ paths }) => paths.length > 0);
}
