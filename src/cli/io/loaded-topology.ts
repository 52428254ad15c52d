import { loadTopology, type Topology, type TopologyInput } from '../../actions/load-topology';
import type { Issue } from '../../kernel/issue';
import type { Terminal } from '../ports';
import { faultsJson, showIssues } from '../views/issues';
import type { Read } from './outputs/inputs';
import { STANDARD_INPUT } from '../standard-input';
import { readTopologyInput } from './read-spec';
import { treeSizes } from './tree-sizes';

/** A topology read from disk and planned. */
export interface LoadedTopology {
  readonly topology: Topology;
  readonly lockFile: string;
  readonly issues: readonly Issue[];
  /** Files that it was read from, which must still be the same when the outputs are written. */
  readonly read: readonly Read[];
}

export interface LoadOptions extends Pick<TopologyInput, 'frozenLock' | 'allowed' | 'faultsOf'> {
  /** Returns the root of the tree that stands, by the name of the topology. @default none is looked at */
  readonly tree?: (topology: string) => string;
  /** True for a command that says advice at every run. @default false */
  readonly advises?: boolean;
  /** True for a command that writes what follows from the spec. @default false */
  readonly wouldWrite?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Standard input has nothing beside it, so what stands is not known. */
const NO_LOCK =
  'note: a spec on standard input has no lock file beside it, so its addresses and numbers are those of a first synth\n';

/** Returns the issues that a command shows which says no advice. */
export function withoutAdvice(issues: readonly Issue[]): readonly Issue[] {
  return issues.filter(({ severity }) => severity !== 'advice');
}

/** Reads, checks and plans a spec, and shows its issues; returns undefined if it has an error. */
export function loadFromFile(
  spec: string,
  terminal: Terminal,
  { tree, advises = false, wouldWrite = false, ...options }: LoadOptions = {},
): LoadedTopology | undefined {
  const input = readTopologyInput(spec, terminal);
  const loaded = input.ok
    ? loadTopology({
        ...input.value,
        ...options,
        ...(tree ? { treeSizes: (topology) => treeSizes(tree(topology), topology) } : {}),
      })
    : input;
  if (!loaded.ok && options.json) terminal.out(faultsJson(loaded.issues));
  const shown = advises && !options.quiet ? loaded.issues : withoutAdvice(loaded.issues);
  const isRefused = loaded.issues.some(({ severity }) => severity === 'error');
  if (isRefused || !options.json) showIssues(terminal, shown, wouldWrite);
  if (spec === STANDARD_INPUT && !options.quiet) terminal.err(NO_LOCK);
  if (!loaded.ok || !input.ok) return undefined;
  const { specText, specFile, lockText, lockFile, bases = [] } = input.value;
  const read = [
    { path: specFile, text: specText },
    ...bases.map(({ file, text }) => ({ path: file, text })),
    { path: lockFile, text: lockText },
  ];
  return { topology: loaded.value, lockFile, issues: loaded.issues, read };
}
