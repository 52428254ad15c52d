import { basename, join } from 'node:path';
import { loadTopology, type Topology, type TopologyInput } from '../../src/actions/load-topology';
import { synthesize, type Synthesis } from '../../src/actions/synthesize';
import { readTopologyInput } from '../../src/cli/io/read-spec';
import type { Terminal } from '../../src/cli/ports';
import { readTemplates } from '../../src/cli/io/templates';
import type { Artifact } from '../../src/kernel/artifact';
import { formatIssue } from '../../src/kernel/issue';
import type { Plan } from '../../src/plan/plan';
import type { World } from './terraform/terraform';

/** Root of the project. */
export const PROJECT = join(__dirname, '..', '..');

export interface Synthesized {
  readonly topology: Topology;
  readonly synthesis: Synthesis;
}

/**
 * Takes a spec's text through every stage, in memory.
 *
 * @throws Error with the issues if it has errors
 */
export async function synthesizeText(
  specText: string,
  specFile: string,
  lockText?: string,
  allowed: readonly string[] = [],
): Promise<Synthesized> {
  return synthesized({
    specText,
    specFile,
    lockFile: 'lock',
    allowed,
    ...(lockText === undefined ? {} : { lockText }),
  });
}

async function synthesized(input: TopologyInput): Promise<Synthesized> {
  const loaded = loadTopology(input);
  if (!loaded.ok) throw new Error(loaded.issues.map(formatIssue).join('\n'));
  return { topology: loaded.value, synthesis: await synthesize(loaded.value.plan, readTemplates()) };
}

/** What was made of ready-made topologies. `realm/runtime.cjs` loads this module once for all test files of a worker, which share it. */
const made = new Map<string, Promise<Synthesized>>();

/** Returns a ready-made topology with its committed lock file, and with what it extends. */
export async function synthesizeShipped(name: string): Promise<Synthesized> {
  return once(name, () => synthesized(shipped(name)));
}

/** Returns such a topology with other keys in the place of its own. */
export async function synthesizeChanged(name: string, changed: object): Promise<Synthesized> {
  return once(`${name} ${JSON.stringify(changed)}`, () => {
    const input = shipped(name);
    const spec = { ...(JSON.parse(input.specText) as object), ...changed };
    return synthesized({ ...input, specText: JSON.stringify(spec) });
  });
}

function once(title: string, make: () => Promise<Synthesized>): Promise<Synthesized> {
  const known = made.get(title) ?? make();
  made.set(title, known);
  return known;
}

function shipped(name: string): TopologyInput {
  const file = join(PROJECT, 'topologies', `${name}.json`);
  const input = readTopologyInput(file, UNUSED);
  if (!input.ok) throw new Error(input.issues.map(formatIssue).join('\n'));
  return { ...input.value, specFile: basename(file) };
}

/** Only standard input is read by way of the terminal. */
const UNUSED = {} as Terminal;

/** Writes both trees as `topogen synth` would lay them out below a world's root. */
export async function writeTrees(tf: World, { topology, synthesis }: Synthesized): Promise<void> {
  const write = (folder: string, artifacts: readonly Artifact[]): Promise<unknown> =>
    Promise.all(artifacts.map((artifact) => tf.write(`${folder}/${artifact.path}`, artifact.text)));
  await write(`terraform/${topology.plan.topology}`, synthesis.terraform);
  await write('cdktf.out', synthesis.assembly);
}

/**
 * Writes both trees and applies stacks where nothing stands, for what comes after it.
 *
 * @param stacks in the order of apply. @default all
 */
export async function standUp(tf: World, synthesized: Synthesized, stacks?: readonly string[]): Promise<void> {
  await writeTrees(tf, synthesized);
  const { plan } = synthesized.topology;
  for (const stack of stacks ?? layersOf(plan).flat()) await tf.at(`terraform/${plan.topology}/${stack}`).build();
}

/**
 * Returns the stacks that are as they were before, as are all that they read: where they were settled, there is nothing to do, which
 * Terraform need not be asked.
 */
export function untouched(before: Synthesized | undefined, after: Synthesized): ReadonlySet<string> {
  const files = ({ synthesis }: Synthesized, stack: string): string =>
    JSON.stringify(synthesis.terraform.filter(({ path }) => path.startsWith(`${stack}/`)));
  const same = new Set<string>();
  if (before === undefined) return same;
  for (const { name, dependsOn } of after.topology.plan.stacks)
    if (files(before, name) === files(after, name) && dependsOn.every((it) => same.has(it))) same.add(name);
  return same;
}

/** Returns the stacks of a plan in layers of apply: those of one layer do not depend on each other. */
export function layersOf(plan: Plan): string[][] {
  const layers: string[][] = [];
  const layerOf = new Map<string, number>();
  for (const stack of plan.stacks) {
    const layer = Math.max(-1, ...stack.dependsOn.map((name) => layerOf.get(name) ?? -1)) + 1;
    layerOf.set(stack.name, layer);
    (layers[layer] ??= []).push(stack.name);
  }
  return layers;
}
