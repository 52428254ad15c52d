import { createTwoFilesPatch } from 'diff';
import type { Artifact } from '../kernel/artifact';
import { isBookkeeping, mergeTree, type Clash } from './trees/merge-tree';
import type { TreeOnDisk } from './trees/tree-on-disk';

/**
 * The difference between a committed tree and the tree that the spec gives now. Paths are relative to the tree, sorted.
 */
export interface TreeDifference {
  /** Files of the topology that the tree lacks. */
  readonly added: readonly string[];
  /** Files that both have, with different contents. */
  readonly changed: readonly string[];
  /** Those of `changed` that differ in line endings alone: CR LF, which git writes for LF with `core.autocrlf`. */
  readonly lineEndings: readonly string[];
  /** Files that topogen wrote once and that are no longer part of the topology. */
  readonly stale: readonly string[];
  /** Files of the user's in places that topogen writes to: `synth` refuses as long as they are there. */
  readonly clashes: readonly Clash[];
  /** Unified diff from the tree to what the spec gives; files that differ in line endings alone are left out. */
  readonly patch: string;
}

/**
 * Compares a new synthesis with the tree on disk, just as `synth` would merge it. Files of the user's own are no
 * difference.
 */
export function compareTree(topology: string, fresh: readonly Artifact[], disk: TreeOnDisk): TreeDifference {
  const merge = mergeTree(topology, fresh, disk);
  const wanted = new Map(fresh.map((artifact) => [artifact.path, artifact.text]));
  const content = (paths: readonly string[]): string[] => paths.filter((path) => !isBookkeeping(path)).sort();
  const added = content(merge.add.map(({ path }) => path));
  const changed = content(merge.replace.map(({ path }) => path)).filter((path) => disk.text(path) !== wanted.get(path));
  const stale = content(merge.remove);
  const lineEndings = changed.filter((path) => disk.text(path)?.replaceAll('\r\n', '\n') === wanted.get(path));
  const patch = [...added, ...changed, ...stale]
    .filter((path) => !lineEndings.includes(path))
    .sort()
    .map((path) => filePatch(path, added.includes(path) ? undefined : disk.text(path), wanted.get(path)))
    .join('');
  return { added, changed, lineEndings, stale, clashes: merge.clashes, patch };
}

/** True if the tree is exactly what the spec gives. */
export function inStep({ added, changed, stale, clashes }: TreeDifference): boolean {
  return added.length + changed.length + stale.length + clashes.length === 0;
}

function filePatch(path: string, before: string | undefined, after: string | undefined): string {
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  const to = after === undefined ? '/dev/null' : `b/${path}`;
  return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, { context: 3 }).replace(
    /^=+\n/,
    '',
  );
}
