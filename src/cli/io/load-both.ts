import type { Topology, TopologyInput } from '../../actions/load-topology';
import { passed, type Checked } from '../../kernel/checked';
import type { Issue } from '../../kernel/issue';
import type { Terminal } from '../ports';
import { STANDARD_INPUT } from '../standard-input';
import { shown } from '../views/shown';

/** Two specs as a command line names them. */
export interface BothNamed {
  /** Spec, or git revision of the new one. */
  readonly old: string;
  readonly new: string;
  readonly json: boolean;
}

/** Both topologies; `before` is absent if its revision has no such spec. */
export interface Both {
  readonly before?: Topology;
  readonly after: Topology;
  /** Everything that is said of the new one. */
  readonly issues: readonly Issue[];
  /** The losses among it, for which synth would refuse the new one. */
  readonly refused: readonly Issue[];
}

/**
 * Reads, checks and plans two specs, or a git revision of one and the spec, and shows their issues; returns undefined if
 * one has an error.
 */
export async function loadBoth(options: BothNamed, terminal: Terminal): Promise<Both | undefined> {
  const [{ loadTopology }, { showFailed }] = await Promise.all([
    import('../../actions/load-topology'),
    import('../views/issues'),
  ]);
  const refuse = (issues: readonly Issue[]): undefined => {
    showFailed(terminal, issues, options.json);
  };
  const inputs = await readBoth(options, terminal);
  if (!inputs.ok) return refuse(inputs.issues);
  const [old, fresh] = inputs.value;
  const judged: TopologyInput = { ...fresh, judgement: 'tell' };
  if (old && isSame(old, fresh)) {
    const both = loadTopology(judged);
    // What one text is refused for is told of the former spec, as where there are two.
    if (isClean(both)) return { before: both.value, after: both.value, issues: both.issues, refused: [] };
  }
  const before = old && loadTopology(withLockOf(old, fresh));
  const lent = loadTopology(fresh.lockText === undefined ? { ...judged, ...lockBefore(old, before) } : judged);
  // Specs without lock files may be of two topologies.
  const after = old?.lockText === undefined && isOfAnother(lent) ? loadTopology(judged) : lent;
  const faults = [before, after].flatMap((it) => (it && !it.ok ? it.issues : []));
  if (!after.ok || (before && !before.ok)) return refuse(faults);
  const refused = after.issues.filter(({ severity }) => severity === 'error');
  return { after: after.value, issues: after.issues, refused, ...(before ? { before: before.value } : {}) };
}

/** Reads both specs with their lock files. */
async function readBoth(
  options: BothNamed,
  terminal: Terminal,
): Promise<Checked<readonly [TopologyInput | undefined, TopologyInput]>> {
  const [{ statSync }, { readTopologyInput }, { readRevision }, { Refusal }] = await Promise.all([
    import('node:fs'),
    import('./read-spec'),
    import('./read-revision'),
    import('./refusal'),
  ]);
  // A branch may have the name of a folder; a spec is never a folder.
  const isFile =
    options.old === STANDARD_INPUT || statSync(options.old, { throwIfNoEntry: false })?.isDirectory() === false;
  if (options.new === STANDARD_INPUT && (options.old === STANDARD_INPUT || !isFile))
    throw new Refusal(
      'one spec can come from standard input, beside one in a file; a git revision needs the name of the file',
    );
  const fresh = readTopologyInput(options.new, terminal);
  if (!fresh.ok) return fresh;
  const old = isFile ? readTopologyInput(options.old, terminal) : readRevision(options.old, options.new);
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

/** True if two specs are one, text by text. Beside a lock file that is all that their plans depend on, so one is made for both. */
function isSame(old: TopologyInput, fresh: TopologyInput): boolean {
  const texts = ({ specText, lockText, bases = [] }: TopologyInput): string =>
    JSON.stringify([specText, lockText, bases.map(({ text }) => text)]);
  return fresh.lockText !== undefined && texts(old) === texts(fresh);
}

function isClean<T>(checked: Checked<T>): checked is Extract<Checked<T>, { readonly ok: true }> {
  return checked.ok && checked.issues.every(({ severity }) => severity !== 'error');
}

function isOfAnother({ issues }: Checked<Topology>): boolean {
  return issues.some(({ code }) => code === 'lock-of-another-topology');
}
