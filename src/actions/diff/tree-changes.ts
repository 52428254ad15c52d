import type { Artifact } from '../../kernel/artifact';
import type { StackPlan } from '../../plan/plan';
import { ownershipOf, readManifest } from '../trees/ownership';
import type { TreeOnDisk } from '../trees/tree-on-disk';
import { stackChanges, type StackChange } from './stack-changes';
import type { StackElements } from './stack-elements';
import { elementsOfBoth, type Files } from './tree-elements';

/**
 * Returns the changes that a synthesis makes of the tree which stands, by stack in order of apply; undefined if there is no
 * tree of topogen's yet.
 *
 * It runs with every `synth`, so it reads no more than it must: stacks whose files differ, and those that read their outputs.
 *
 * @param stacks those of the new plan
 * @param tree the HCL tree or the assembly, before it is overwritten
 * @param artifacts the files that are wanted there
 */
export function treeChanges(
  stacks: readonly StackPlan[],
  tree: TreeOnDisk,
  artifacts: readonly Artifact[],
): readonly StackChange[] | undefined {
  if (readManifest(tree).files.size === 0) return undefined;
  const before = filesByStack(ownFiles(tree, artifacts));
  const after = filesByStack(artifacts.map(({ path, text }) => [path, text]));
  const names = [...new Set([...after.keys(), ...before.keys()])];
  const differing = names.filter((name) => !isAlike(after.get(name), before.get(name)));
  const [old, fresh] = [new Map<string, StackElements>(), new Map<string, StackElements>()];
  for (const name of withReaders(differing, stacks)) {
    const both = elementsOfBoth(before.get(name) ?? NO_FILES, after.get(name) ?? NO_FILES);
    if (before.has(name)) old.set(name, both.old);
    if (after.has(name)) fresh.set(name, both.fresh);
  }
  return stackChanges(old, fresh, { old: stacks, fresh: stacks });
}

const NO_FILES: Files = new Map();

/** Returns the stacks with all those that a change of theirs can reach. Stacks come after those that they read. */
function withReaders(names: readonly string[], stacks: readonly StackPlan[]): ReadonlySet<string> {
  const reached = new Set(names);
  for (const { name, dependsOn } of stacks) if (dependsOn.some((it) => reached.has(it))) reached.add(name);
  return reached;
}

/** Returns the files of the tree that topogen wrote; what else is there nobody takes away. */
function ownFiles(tree: TreeOnDisk, artifacts: readonly Artifact[]): (readonly [string, string])[] {
  const wanted = new Set(artifacts.map(({ path }) => path));
  const { owns } = ownershipOf(tree, artifacts);
  return [...tree.entries].flatMap(([path, kind]) => {
    if (kind !== 'file' || placeOf(path) === undefined || !owns(path, wanted.has(path))) return [];
    return [[path, tree.text(path) ?? ''] as const];
  });
}

function filesByStack(files: readonly (readonly [path: string, text: string])[]): Map<string, Map<string, string>> {
  const stacks = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const place = placeOf(path);
    if (place === undefined) continue;
    const known = stacks.get(place.stack) ?? new Map<string, string>();
    stacks.set(place.stack, known.set(place.file, text.includes('\r') ? text.replaceAll('\r\n', '\n') : text));
  }
  return stacks;
}

/** Returns stack and file of a path of either tree, if what the stack builds depends on it. */
function placeOf(path: string): { readonly stack: string; readonly file: string } | undefined {
  const [, stack, file] = /^(?:stacks\/)?([^/]+)\/([^/]+\.tf|cdk\.tf\.json|files\/.+)$/.exec(path) ?? [];
  return stack === undefined || file === undefined ? undefined : { stack, file };
}

function isAlike(fresh: Files | undefined, old: Files | undefined): boolean {
  return old?.size === fresh?.size && [...(fresh ?? [])].every(([file, text]) => old?.get(file) === text);
}
