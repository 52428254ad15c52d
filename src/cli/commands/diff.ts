import type { Topology, TopologyInput } from '../../actions/load-topology';
import { passed, type Checked } from '../../kernel/checked';
import type { Issue } from '../../kernel/issue';
import { EXIT, type ExitCode, type Terminal } from '../ports';
import { shown } from '../views/shown';
import type { Command } from './command';

interface Options {
  readonly old: string;
  readonly new: string;
  readonly json: boolean;
}

/** `topogen diff` shows the changes between two specs, or between a git revision of a spec and the spec. */
export const diff: Command<Options> = {
  usage: 'diff <old> <new>',
  summary: 'Show what changes between two specs, or from a git revision to a spec; exit 2 when they differ',
  examples: [
    ['$0 diff HEAD~1 topologies/edge.json', 'against the last commit but one'],
    ['$0 diff main:old/edge.json edge.json', 'against another place of a branch'],
    ['$0 diff edge.json edge-next.json --json', 'two files, for programs'],
  ],
  options: (argv) =>
    argv
      .positional('old', { type: 'string', demandOption: true, describe: 'Spec, or git revision of the new one' })
      .positional('new', { type: 'string', demandOption: true, describe: 'Spec' })
      .option('json', { type: 'boolean', default: false, describe: 'Report as JSON on standard output' }) as never,
  async run(options, terminal) {
    const [{ synthesize }, { diffTopologies, isSame }, { nothingBefore }, { readTemplates }, { showIssues }, view] =
      await Promise.all([
        import('../../actions/synthesize'),
        import('../../actions/diff/diff-topologies'),
        import('../../actions/diff/nothing'),
        import('../io/templates'),
        import('../views/issues'),
        import('../views/diff'),
      ]);
    const loaded = await loadBoth(options, terminal);
    if (!loaded) return EXIT.error;
    const templates = readTemplates();
    const versionOf = async ({ plan }: Topology) => ({ plan, synthesis: await synthesize(plan, templates) });
    const after = await versionOf(loaded.after);
    const before = loaded.before ? await versionOf(loaded.before) : nothingBefore(after.plan);
    const difference = diffTopologies(before, after);
    const show = options.json ? view.diffJson : view.diffText;
    terminal.out(show(difference, before.plan, after.plan, loaded.refused));
    showIssues(terminal, loaded.refused);
    if (loaded.refused.length > 0) return EXIT.error;
    return isSame(difference) ? EXIT.ok : (EXIT.difference as ExitCode);
  },
};

/** Both topologies; `before` is absent if its revision has no such spec. */
interface Both {
  readonly before?: Topology;
  readonly after: Topology;
  /** Losses for which synth would refuse the new one. */
  readonly refused: readonly Issue[];
}

async function loadBoth(options: Options, terminal: Terminal): Promise<Both | undefined> {
  const [{ loadTopology }, { faultsJson, showIssues }] = await Promise.all([
    import('../../actions/load-topology'),
    import('../views/issues'),
  ]);
  const refuse = (issues: readonly Issue[]): undefined => {
    if (options.json) terminal.out(faultsJson(issues));
    showIssues(terminal, issues);
  };
  const inputs = await readBoth(options, terminal);
  if (!inputs.ok) return refuse(inputs.issues);
  const [old, fresh] = inputs.value;
  const before = old && loadTopology(withLockOf(old, fresh));
  const judged: TopologyInput = { ...fresh, judgement: 'tell' };
  const lent = loadTopology(fresh.lockText === undefined ? { ...judged, ...lockBefore(old, before) } : judged);
  // Specs without lock files may be of two topologies.
  const after = old?.lockText === undefined && isOfAnother(lent) ? loadTopology(judged) : lent;
  const faults = [before, after].flatMap((it) => (it && !it.ok ? it.issues : []));
  if (!after.ok || (before && !before.ok)) return refuse(faults);
  const refused = after.issues.filter(({ severity }) => severity === 'error');
  return { after: after.value, refused, ...(before ? { before: before.value } : {}) };
}

/** Reads both specs with their lock files. */
async function readBoth(
  options: Options,
  terminal: Terminal,
): Promise<Checked<readonly [TopologyInput | undefined, TopologyInput]>> {
  const [{ statSync }, { readTopologyInput }, { readRevision }] = await Promise.all([
    import('node:fs'),
    import('../io/read-spec'),
    import('../io/read-revision'),
  ]);
  const fresh = readTopologyInput(options.new);
  if (!fresh.ok) return fresh;
  // A branch may have the name of a folder; a spec is never a folder.
  const isFile = statSync(options.old, { throwIfNoEntry: false })?.isDirectory() === false;
  const old = isFile ? readTopologyInput(options.old) : readRevision(options.old, options.new);
  if (!old.ok) return old;
  if (old.value === undefined)
    terminal.err(
      `${shown(options.old)} has no ${shown(options.new)}, so everything is new; a spec that had another place is compared as <revision>:<place>\n`,
    );
  return passed([old.value, fresh.value]);
}

/**
 * Gives the former spec, if it has no lock file, the other's, so that shared datacenters keep their indexes. What stands
 * by that is later than the spec, and so no measure of it.
 */
function withLockOf(old: TopologyInput, { lockText }: TopologyInput): TopologyInput {
  return old.lockText !== undefined || lockText === undefined ? old : { ...old, lockText, judgement: 'leave' };
}

/** Returns the lock file for a spec that has none: what the former one has, or would write. */
function lockBefore(
  old: TopologyInput | undefined,
  before: Checked<Topology> | undefined,
): Pick<TopologyInput, 'lockText'> {
  const lockText = old?.lockText ?? (before?.ok ? before.value.lock.text : undefined);
  return lockText === undefined ? {} : { lockText };
}

function isOfAnother({ issues }: Checked<Topology>): boolean {
  return issues.some(({ code }) => code === 'lock-of-another-topology');
}
