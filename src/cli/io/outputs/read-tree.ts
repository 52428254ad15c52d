import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { EntryKind, TreeOnDisk } from '../../../actions/trees/tree-on-disk';
import { readBounded } from '../read-bounded';
import { Refusal } from '../refusal';
import { passing } from './disk';
import { isRunFolder } from './leases';

/** topogen writes no file of this size; a larger one is the user's, and is not read. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/** Reads the tree at a root, which is no link. A root that does not exist is an empty tree. */
export function readTree(root: string): TreeOnDisk {
  const entries = new Map<string, EntryKind>();
  list(root, '', entries);
  const texts = new Map<string, string | undefined>();
  return {
    entries,
    text(path) {
      if (!texts.has(path)) texts.set(path, textOf(join(root, path)));
      return texts.get(path);
    },
    executable: (path) => process.platform === 'win32' || (statSync(join(root, path)).mode & 0o100) !== 0,
  };
}

function textOf(path: string): string | undefined {
  const file = readBounded(path, LARGEST_FILE_BYTES);
  if (file.kind === 'unreadable') throw new Refusal(`${path} cannot be read: ${file.reason}`);
  return file.kind === 'bytes' ? file.bytes.toString('utf8') : undefined;
}

/**
 * Lists the entries below a folder. It does not follow links, and leaves out Terraform's caches and the folders of
 * runs.
 */
function list(root: string, folder: string, entries: Map<string, EntryKind>): void {
  const found = passing(['ENOENT'], () => readdirSync(join(root, folder), { withFileTypes: true })) ?? [];
  for (const entry of found) {
    if (folder === '' && isRunFolder(entry.name)) continue;
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const kind = kindOf(entry);
    entries.set(path, kind);
    if (kind === 'folder' && entry.name !== '.terraform' && entry.name !== '.git') list(root, path, entries);
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}
