import { createTwoFilesPatch } from 'diff';
import type { Artifact } from '../kernel/artifact';

/** How a committed tree stands to what the spec gives now. Paths relative to the tree, sorted. */
export interface TreeDifference {
  /** In the topology, not in the tree. */
  readonly added: readonly string[];
  /** In both, with other contents. */
  readonly changed: readonly string[];
  /** Written by topogen once, no longer part of the topology. */
  readonly stale: readonly string[];
  /** A unified diff from the tree to what the spec gives: empty when they are in step. */
  readonly patch: string;
}

/** A tree as it lies on disk. */
export interface TreeOnDisk {
  /** Content by path, of the files that topogen wrote and of those in places that it would write to. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths that the tree's marker lists. */
  readonly own: ReadonlySet<string>;
}

/** Compares a fresh synthesis with the tree on disk. Files of the user's own are no difference. */
export function compareTree(fresh: readonly Artifact[], disk: TreeOnDisk): TreeDifference {
  const wanted = new Map(fresh.map((artifact) => [artifact.path, artifact.text]));
  const added = [...wanted.keys()].filter((path) => disk.files[path] === undefined).sort();
  const changed = [...wanted]
    .filter(([path, text]) => disk.files[path] !== undefined && disk.files[path] !== text)
    .map(([path]) => path)
    .sort();
  const stale = [...disk.own].filter((path) => !wanted.has(path) && disk.files[path] !== undefined).sort();
  const patch = [...added, ...changed, ...stale]
    .sort()
    .map((path) => filePatch(path, disk.files[path], wanted.get(path)))
    .join('');
  return { added, changed, stale, patch };
}

/** Whether the tree is exactly what the spec gives. */
export function inStep(difference: TreeDifference): boolean {
  return difference.added.length + difference.changed.length + difference.stale.length === 0;
}

function filePatch(path: string, before: string | undefined, after: string | undefined): string {
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  const to = after === undefined ? '/dev/null' : `b/${path}`;
  return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, { context: 3 }).replace(
    /^=+\n/,
    '',
  );
}
