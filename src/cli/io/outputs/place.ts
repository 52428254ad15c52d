import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { realPath } from '../real-path';

/** A place is what one run at a time writes to: a tree, or a single file. */
export interface Place {
  /** Folder that is written to; no part of its path is a link. */
  readonly folder: string;
  /** Key among the places in one folder: `tree`, or a word for the file. */
  readonly key: string;
  /** Name that the user gave it, for messages. */
  readonly name: string;
}

/** Returns the place of a tree. Its root may be a link, or a mount point: everything is written inside it. */
export function treePlace(root: string): Place {
  return { folder: realPath(root), key: 'tree', name: root };
}

/** Returns the place of a file. If the file is a link, the place is that of its target: the link stays. */
export function filePlace(path: string): Place & { readonly file: string } {
  const real = realPath(path);
  const file = basename(real);
  const key = `file${createHash('sha256').update(file).digest('hex').slice(0, 8)}`;
  return { folder: dirname(real), key, name: path, file };
}

/** True if two places are the same. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.folder === other.folder && one.key === other.key;
}
