import * as fs from 'node:fs';
import { dirname } from 'node:path';

/** The calls of the file system that writing outputs takes. Tests put others in their place, to end a run at each of them. */
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

/** What a new file is to be like. */
export interface NewFile {
  readonly executable?: boolean;
  /** Whether it must outlast a power cut. What can be made again need not. @default false */
  readonly durable?: boolean;
  /** The file that it will replace, whose permissions and owner it takes over. */
  readonly instead?: fs.Stats | undefined;
}

/**
 * Writes a file that was not there, whole or not at all. The system may take fewer bytes than it is given, for instance when a disk
 * is nearly full, and says so by a count alone: the rest is offered again, until all is written or an error says why not.
 */
export function writeNew(disk: Disk, path: string, content: string | Uint8Array, like: NewFile = {}): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  // 'wx' makes the file or fails: it never opens one that was there, nor what a link points to.
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
  // Only root may give files away; anyone else keeps what was written as their own.
  passing(['EPERM'], () => disk.fchownSync(handle, old.uid, old.gid));
}

/** Makes what was written into a folder outlast a power cut. Not every file system can. */
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

/** What lies at a path, without following it when it is a link; undefined when nothing does. */
export function look(disk: Disk, path: string): fs.Stats | undefined {
  return passing(['ENOENT', 'ENOTDIR'], () => disk.lstatSync(path));
}

/** Makes a folder and those above it, and tells which of them is the topmost that was not there. */
export function makeFolder(disk: Disk, path: string): string | undefined {
  return disk.mkdirSync(path, { recursive: true });
}

/** Removes a folder with all that is in it. Links in it are removed, and never followed. */
export function removeFolder(disk: Disk, folder: string): void {
  const entries = passing(['ENOENT'], () => disk.readdirSync(folder, { withFileTypes: true })) ?? [];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) removeFolder(disk, path);
    else passing(['ENOENT'], () => disk.unlinkSync(path));
  }
  passing(['ENOENT'], () => disk.rmdirSync(folder));
}

/** Keeps a file under a second name: by a link, or by a copy where the file system has none. */
export function keepAs(disk: Disk, path: string, kept: string): void {
  const linked = passing(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'ENOSYS', 'EACCES'], () => {
    disk.linkSync(path, kept);
    return true;
  });
  if (linked) return;
  // A copy that was cut off must never be taken for what was kept.
  const part = `${kept}.part`;
  passing(['ENOENT'], () => disk.unlinkSync(part));
  writeNew(disk, part, disk.readFileSync(path), { instead: look(disk, path) });
  disk.renameSync(part, kept);
}

/** What stands in the way of moving a file by a rename, and is no fault: another file system, or a file mounted by itself. */
const NO_RENAME = ['EXDEV', 'EBUSY'];

/**
 * Moves a file to a place, over the file that may be there. Where it cannot be renamed, because the place is on another file
 * system, it is copied beside the place and renamed there; a place that is itself a mount point is written into.
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

/** Writes into a file that can be neither renamed nor replaced. When that fails, for want of room, the former content comes back. */
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

/** What the call answers; undefined when it fails in one of the ways that may happen. */
export function passing<T>(codes: readonly string[], call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
