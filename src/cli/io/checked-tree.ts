import { join } from 'node:path';
import { compareTree } from '../../actions/check';
import type { Topology } from '../../actions/load-topology';
import { synthesize, type Synthesis } from '../../actions/synthesize';
import { programOf, type Terminal } from '../ports';
import { STANDARD_INPUT } from '../standard-input';
import type { CheckReport } from '../views/check';
import { outOption, pasted } from '../views/shown';
import { loadFromFile } from './loaded-topology';
import { readAtRest } from './outputs/read-at-rest';
import { assertPlaces } from './places';
import { Refusal } from './refusal';
import { readTemplates } from './templates';

/** A committed tree beside what its spec gives now. */
export interface CheckedTree {
  readonly plan: Topology['plan'];
  readonly synthesis: Synthesis;
  readonly report: CheckReport;
}

/** The words of a command that looks at a tree. */
export interface TreeWords {
  readonly spec: string;
  /** Folder of the HCL trees. */
  readonly out: string;
  readonly json?: boolean;
}

/**
 * Compares a committed tree with what its spec and its lock file give now. Changes nothing.
 *
 * @returns undefined if the spec has an error, which is shown then
 * @throws Refusal of a spec that has no lock file, and of a folder that cannot hold trees
 */
export async function checkedTree(
  { spec, out, json }: TreeWords,
  terminal: Terminal,
): Promise<CheckedTree | undefined> {
  if (spec === STANDARD_INPUT)
    throw new Refusal('a spec on standard input has no lock file, and a tree follows from both; name the file');
  const loaded = loadFromFile(spec, terminal, {
    frozenLock: 'indexes',
    tree: (topology) => join(out, topology),
    ...(json === undefined ? {} : { json }),
  });
  if (!loaded) return undefined;
  const { plan } = loaded.topology;
  assertPlaces({ out, topology: plan.topology, specFile: spec });
  const root = join(out, plan.topology);
  const synthesis = await synthesize(plan, readTemplates());
  const { tree, interrupted } = readAtRest(root);
  const difference = compareTree(plan.topology, synthesis.terraform, tree);
  const remedy = `${programOf(terminal)} synth ${pasted(spec)}${outOption(out)}`;
  const { changed } = loaded.topology.lock;
  const report = { difference, root, remedy, interrupted, ...(changed ? { lockFile: loaded.lockFile } : {}) };
  return { plan, synthesis, report };
}
