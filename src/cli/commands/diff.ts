import { EXIT, type Terminal } from '../ports';
import type { TopologyInput } from '../../actions/load-topology';
import type { Checked } from '../../kernel/checked';
import type { Command } from './command';

interface Options {
  readonly old: string;
  readonly new: string;
  readonly json: boolean;
}

/** `topogen diff`: what changes between two specs, or between a git revision of a spec and the spec. */
export const diff: Command<Options> = {
  usage: 'diff <old> <new>',
  summary: 'Show what changes between two specs, or from a git revision to a spec; exit 2 when they differ',
  examples: [
    ['$0 diff HEAD~1 topologies/edge.json', 'against the last commit but one'],
    ['$0 diff edge.json edge-next.json --json', 'two files, for programs'],
  ],
  options: (argv) =>
    argv
      .positional('old', { type: 'string', demandOption: true, describe: 'Spec, or git revision of the new one' })
      .positional('new', { type: 'string', demandOption: true, describe: 'Spec' })
      .option('json', { type: 'boolean', default: false, describe: 'Report as JSON on standard output' }) as never,
  async run(options, terminal) {
    const [{ loadTopology }, { synthesize }, { diffTopologies, isSame }, { readTemplates }, view] = await Promise.all([
      import('../../actions/load-topology'),
      import('../../actions/synthesize'),
      import('../../actions/diff/diff-topologies'),
      import('../io/templates'),
      import('../views/diff'),
    ]);
    const inputs = await readBoth(options, terminal);
    if (!inputs) return EXIT.error;
    const [before, after] = inputs.map((input) => loadTopology(input));
    const { showIssues } = await import('../views/issues');
    for (const loaded of [before, after]) if (loaded && !loaded.ok) showIssues(terminal, loaded.issues);
    if (!before?.ok || !after?.ok) return EXIT.error;
    const templates = readTemplates();
    const [one, other] = [before.value.plan, after.value.plan];
    const difference = diffTopologies(
      { plan: one, synthesis: await synthesize(one, templates) },
      { plan: other, synthesis: await synthesize(other, templates) },
    );
    terminal.out(options.json ? view.diffJson(difference, one, other) : view.diffText(difference, one, other));
    return isSame(difference) ? EXIT.ok : EXIT.difference;
  },
};

/** Both specs with their lock files. A spec without one takes the other's, so that shared datacenters keep their indexes. */
async function readBoth(
  options: Options,
  terminal: Terminal,
): Promise<readonly [TopologyInput, TopologyInput] | undefined> {
  const [{ existsSync }, { readTopologyInput }, { readRevision }, { showIssues }] = await Promise.all([
    import('node:fs'),
    import('../io/read-spec'),
    import('../io/read-revision'),
    import('../views/issues'),
  ]);
  const fresh: Checked<TopologyInput> = readTopologyInput(options.new);
  if (!fresh.ok) showIssues(terminal, fresh.issues);
  if (!fresh.ok) return undefined;
  const old = existsSync(options.old) ? readTopologyInput(options.old) : undefined;
  if (old && !old.ok) showIssues(terminal, old.issues);
  const before = old ? (old.ok ? old.value : undefined) : readRevision(options.old, options.new);
  if (!before) {
    if (!old) terminal.err(`error: ${options.old} is no file, and no git revision that has ${options.new}\n`);
    return undefined;
  }
  return [withLockOf(before, fresh.value), withLockOf(fresh.value, before)];
}

function withLockOf(input: TopologyInput, other: TopologyInput): TopologyInput {
  const lockText = input.lockText ?? other.lockText;
  return lockText === undefined ? input : { ...input, lockText };
}
