import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { realPath } from '../real-path';

/** Somewhere that one run at a time writes: a tree, or a single file. */
export interface Place {
  /** The folder in which is written; no part of it is a link. */
  readonly folder: string;
  /** Tells the places in one folder apart: `tree`, or a word for the file. */
  readonly key: string;
  /** As the user named it, for messages. */
  readonly name: string;
}

/** The place of a tree. Its root may be a link, or a mount point: what is written lies inside it. */
export function treePlace(root: string): Place {
  return { folder: realPath(root), key: 'tree', name: root };
}

/** The place of a file and, where the file is a link, of what that points to: the link stays. */
export function filePlace(path: string): Place & { readonly file: string } {
  const real = realPath(path);
  const file = basename(real);
  const key = `file${createHash('sha256').update(file).digest('hex').slice(0, 8)}`;
  return { folder: dirname(real), key, name: path, file };
}

/** Whether two places are one. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.folder === other.folder && one.key === other.key;
}
