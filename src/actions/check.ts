import { createTwoFilesPatch } from 'diff';
import type { Artifact } from '../kernel/artifact';
import { isBookkeeping, mergeTree, type Clash } from './trees/merge-tree';
import type { TreeOnDisk } from './trees/tree-on-disk';

/** How a committed tree stands to what the spec gives now. Paths relative to the tree, sorted. */
export interface TreeDifference {
  /** In the topology, not in the tree. */
  readonly added: readonly string[];
  /** In both, with other contents. */
  readonly changed: readonly string[];
  /** Those of `changed` where only line endings differ: CR LF, as git makes of LF with `core.autocrlf`. */
  readonly lineEndings: readonly string[];
  /** Written by topogen once, no longer part of the topology. */
  readonly stale: readonly string[];
  /** Not topogen's, in places where it has to write: `synth` refuses as long as they are there. */
  readonly clashes: readonly Clash[];
  /** A unified diff from the tree to what the spec gives; files where only line endings differ are left out. */
  readonly patch: string;
}

/** Compares a fresh synthesis with the tree on disk, just as `synth` would merge it. Files of the user's own are no difference. */
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

/** Whether the tree is exactly what the spec gives. */
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
