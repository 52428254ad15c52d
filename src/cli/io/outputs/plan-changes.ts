import type { Artifact } from '../../../kernel/artifact';
import type { TreeMerge } from '../../../actions/trees/merge-tree';
import type { TreeOnDisk } from '../../../actions/trees/tree-on-disk';
import type { Change } from './changes';
import { look, DISK } from './disk';
import type { Lease } from './leases';
import type { TransactionPart, Ready } from './transaction';

/** The changes of one place, with the new files that they need. */
export type PlannedPart = TransactionPart & { readonly files: readonly Ready[] };

/**
 * Makes the changes of a merge. Removals come first, since a folder may take the place of a file; whole folders are
 * added in one step.
 */
export function changesOf(lease: Lease, tree: TreeOnDisk, merge: TreeMerge, keepFolders: boolean): PlannedPart {
  const additions = [...new Set(merge.add.map(({ path }) => topmostMissing(path, tree)))].sort();
  const emptied = keepFolders ? foldersBelowStacks(merge.remove) : foldersOf(merge.remove);
  return {
    lease,
    files: [...merge.add, ...merge.replace.map((artifact) => ({ ...artifact, replaces: true }))],
    changes: [
      ...merge.remove.map((path): Change => ({ do: 'remove', path })),
      ...emptied.map((path): Change => ({ do: 'tidy', path })),
      ...additions.map((path): Change => ({ do: 'add', path })),
      ...merge.replace.map(({ path }: Artifact): Change => ({ do: 'replace', path })),
    ],
  };
}

/** Makes the change that writes one file. */
export function fileChanges(
  lease: Lease,
  file: { readonly path: string; readonly text: string },
  name: string,
): PlannedPart {
  const replaces = look(DISK, `${lease.place.folder}/${name}`) !== undefined;
  return {
    lease,
    files: [{ path: name, text: file.text, durable: true, replaces }],
    changes: [{ do: replaces ? 'replace' : 'add', path: name }],
  };
}

function topmostMissing(path: string, tree: TreeOnDisk): string {
  const parts = path.split('/');
  const depth = parts.findIndex((_, i) => tree.entries.get(parts.slice(0, i + 1).join('/')) !== 'folder');
  return parts.slice(0, depth + 1).join('/');
}

/** Returns every folder above the paths, the innermost first. */
function foldersOf(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      folders.add(path.slice(0, end));
  return [...folders].sort((a, b) => b.split('/').length - a.split('/').length || (a < b ? -1 : 1));
}

/**
 * Returns the folders above the paths except those of stacks themselves: cdktf's command line lists these before a
 * synthesis and removes them after it.
 */
function foldersBelowStacks(paths: readonly string[]): string[] {
  return foldersOf(paths).filter((folder) => folder.split('/').length > 2);
}
