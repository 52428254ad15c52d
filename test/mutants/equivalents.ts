/** A mutant that nothing can tell from the original. */
export interface Equivalent {
  readonly path: string;
  /** The line where it begins, without the space around it: the line's number would move with every change above it. */
  readonly lineText: string;
  /** As the table of survivors writes it. */
  readonly change: string;
  readonly why: string;
}

/** Mutants that a run leaves out, judged by hand. One that the sources no longer have is an error. */
export const EQUIVALENTS: readonly Equivalent[] = [
  {
    path: 'src/actions/diff/stack-elements.ts',
    lineText: "return [...text.matchAll(FILE)].flatMap(([, path = '']) => {",
    change: "'' => 'mutated'",
    why: 'the group is part of every match, so the default is never used; the compiler cannot know',
  },
  {
    path: 'src/cli/io/outputs/transaction.ts',
    lineText: 'const instead = replaces ? look(disk, join(lease.place.folder, path)) : undefined;',
    change:
      'replaces ? look(disk, join(lease.place.folder, path)) : undefined => look(disk, join(lease.place.folder, path))',
    why: 'a file that replaces none is laid ready for a path where nothing is, so that the look finds nothing either',
  },
  {
    path: 'src/cli/io/outputs/transaction.ts',
    lineText: 'for (const { lease, changes } of [...parts].reverse()) undoChanges(disk, lease, changes);',
    change: '[...parts].reverse() => [...parts]',
    why: 'the places of a run have no file in common, so the order in which they are taken back decides nothing',
  },
  {
    path: 'src/plan/mesh.ts',
    lineText: "const managed = links.shape === 'hub' ? own.name === links.hub : own.index < other.index;",
    change: 'own.index < other.index => own.index <= other.index',
    why: 'the ends of a link are two datacenters, and no two have the same index',
  },
  {
    path: 'templates/cassandra/cassandra.sh',
    lineText:
      'state="$(dpkg-query --show --showformat=\'${db:Status-Status} ${Version}\' cassandra 2>/dev/null)" || true',
    change: '|| => &&',
    why: 'in bash a command before `&&` that fails does not end the script any more than one before `|| true`',
  },
  {
    path: 'templates/cassandra/cassandra.sh',
    lineText: 'kill "$keeper" 2>/dev/null || true',
    change: '|| => &&',
    why: 'the same: the list may fail, and the script goes on',
  },
  {
    path: 'templates/cassandra/topogen-repair',
    lineText: 'for keyspace in "${wanted[@]}"; do repair "$keyspace" || true; done',
    change: '|| => &&',
    why: 'the same: the list may fail, and the script goes on',
  },
  {
    path: 'src/emit/hcl/value.ts',
    lineText: 'const end = tokens.findIndex((token) => (depth += bracketChange(token)) === 0);',
    change: 'depth += bracketChange(token) => depth -= bracketChange(token)',
    why: 'brackets come out even at the same token whether they are counted up or down',
  },
  {
    path: 'src/emit/hcl/value.ts',
    lineText: 'depth += bracketChange(token);',
    change: 'depth += bracketChange(token) => depth -= bracketChange(token)',
    why: 'the same: outside of all brackets is where they come out even',
  },
  {
    path: 'src/spec/rules/logs.ts',
    lineText: 'const longer = logRetentions.days.find((days) => days > asked) ?? Math.max(...logRetentions.days);',
    change: 'days > asked => days >= asked',
    why: 'days that are asked for and on offer have been let through before',
  },
  {
    path: 'src/spec/rules/logs.ts',
    lineText: 'const longer = logRetentions.days.find((days) => days > asked) ?? Math.max(...logRetentions.days);',
    change: 'max => min',
    why: 'more days than the longest on offer are refused by the schema, before the rule looks',
  },
  {
    path: 'src/plan/limits/count.ts',
    lineText: 'const { gateways, addressesPerGateway } = nat.get(name) ?? { gateways: 0, addressesPerGateway: 0 };',
    change: '0 => -1',
    why: 'either of the two is multiplied by the other, which is nought',
  },
];
