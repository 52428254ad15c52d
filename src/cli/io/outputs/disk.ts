import * as fs from 'node:fs';
import { dirname } from 'node:path';

/** The calls of the file system that the writing of outputs needs. Tests replace them, to end a run at each of them. */
export type Disk = Pick<
  typeof fs,
  | 'closeSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'fsyncSync'
  | 'ftruncateSync'
  | 'linkSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'renameSync'
  | 'rmdirSync'
  | 'unlinkSync'
  | 'writeSync'
>;

/** The disk of this machine. */
export const DISK: Disk = fs;

/** Properties of a new file. */
export interface NewFile {
  readonly executable?: boolean;
  /** True if the file must survive a power cut; not necessary for one that can be made again. @default false */
  readonly durable?: boolean;
  /** File that it will replace, whose permissions and owner it takes over. */
  readonly instead?: fs.Stats | undefined;
}

/**
 * Writes a new file, whole or not at all. The system may write fewer bytes than it is given, for instance when a disk
 * is nearly full, and reports that by a count alone: the rest is offered again, until all is written or an error says
 * why not.
 */
export function writeNew(disk: Disk, path: string, content: string | Uint8Array, like: NewFile = {}): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  // 'wx' makes the file or fails: it never opens an existing file, nor the target of a link.
  const handle = disk.openSync(path, 'wx', like.executable ? 0o777 : 0o666);
  try {
    writeAll(disk, handle, bytes);
    if (like.instead) takeOver(disk, handle, like.instead, like.executable ?? false);
    if (like.durable) disk.fsyncSync(handle);
  } finally {
    disk.closeSync(handle);
  }
}

function writeAll(disk: Disk, handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += disk.writeSync(handle, bytes, done, bytes.length - done, done);
}

function takeOver(disk: Disk, handle: number, old: fs.Stats, executable: boolean): void {
  const execute = executable ? (old.mode & 0o444) >> 2 : 0;
  disk.fchmodSync(handle, (old.mode & 0o777) | execute);
  if (old.uid === process.getuid?.() && old.gid === process.getgid?.()) return;
  // Only root may give files away; for anyone else the new file stays their own.
  passing(['EPERM'], () => disk.fchownSync(handle, old.uid, old.gid));
}

/** Makes the entries of a folder survive a power cut. Not every file system supports it. */
export function syncFolder(disk: Disk, folder: string): void {
  passing(['EISDIR', 'EINVAL', 'EPERM', 'EACCES'], () => {
    const handle = disk.openSync(folder, 'r');
    try {
      disk.fsyncSync(handle);
    } finally {
      disk.closeSync(handle);
    }
  });
}

/** Returns the entry at a path, without following a link; undefined if there is none. */
export function look(disk: Disk, path: string): fs.Stats | undefined {
  return passing(['ENOENT', 'ENOTDIR'], () => disk.lstatSync(path));
}

/** Makes a folder and those above it, and returns the topmost one that did not exist. */
export function makeFolder(disk: Disk, path: string): string | undefined {
  return disk.mkdirSync(path, { recursive: true });
}

/** Removes a folder with everything in it. Links in it are removed, and never followed. */
export function removeFolder(disk: Disk, folder: string): void {
  const entries = passing(['ENOENT'], () => disk.readdirSync(folder, { withFileTypes: true })) ?? [];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) removeFolder(disk, path);
    else passing(['ENOENT'], () => disk.unlinkSync(path));
  }
  passing(['ENOENT'], () => disk.rmdirSync(folder));
}

/** Keeps a file under a second name: by a link, or by a copy if the file system has none. */
export function keepAs(disk: Disk, path: string, kept: string): void {
  const linked = passing(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS', 'EACCES'], () => {
    disk.linkSync(path, kept);
    return true;
  });
  if (linked) return;
  // The copy gets its name only when it is complete: a later run takes a file of that name for the kept one.
  const part = `${kept}.part`;
  passing(['ENOENT'], () => disk.unlinkSync(part));
  writeNew(disk, part, disk.readFileSync(path), { instead: look(disk, path) });
  disk.renameSync(part, kept);
}

/**
 * These errors only mean that a file cannot be moved by a rename: it is on another file system, or mounted by itself.
 */
const NO_RENAME = ['EXDEV', 'EBUSY'];

/**
 * Moves a file to a path, over the file that may be there. If it cannot be renamed, because the path is on another file
 * system, it is copied beside the path and renamed there; a path that is itself a mount point is written into.
 */
export function moveFile(disk: Disk, from: string, to: string, beside: string): void {
  if (renamed(disk, from, to)) return;
  const bytes = disk.readFileSync(from);
  const copy = `${dirname(to)}/${beside}`;
  passing(['ENOENT'], () => disk.unlinkSync(copy));
  try {
    writeNew(disk, copy, bytes, { instead: look(disk, from), durable: true });
    if (!renamed(disk, copy, to)) overwrite(disk, to, bytes);
  } finally {
    passing(['ENOENT'], () => disk.unlinkSync(copy));
  }
  disk.unlinkSync(from);
}

function renamed(disk: Disk, from: string, to: string): boolean {
  return passing(NO_RENAME, () => (disk.renameSync(from, to), true)) ?? false;
}

/**
 * Writes into a file that can be neither renamed nor replaced. If that fails, e.g. for lack of space, it writes the
 * former content back.
 */
function overwrite(disk: Disk, path: string, bytes: Uint8Array): void {
  const former = disk.readFileSync(path);
  const handle = disk.openSync(path, fs.constants.O_WRONLY | (fs.constants.O_NOFOLLOW ?? 0));
  const fill = (content: Uint8Array): void => {
    writeAll(disk, handle, content);
    disk.ftruncateSync(handle, content.length);
    disk.fsyncSync(handle);
  };
  try {
    fill(bytes);
  } catch (error) {
    fill(former);
    throw error;
  } finally {
    disk.closeSync(handle);
  }
}

/** Returns the result of a call; undefined if it fails with one of the given codes. */
export function passing<T>(codes: readonly string[], call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
