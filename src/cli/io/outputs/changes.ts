import { basename, dirname, join } from 'node:path';
import { isPathBelow, isToolsOwn } from '../../../actions/trees/manifest';
import { Refusal } from '../refusal';
import { keepAs, look, makeFolder, moveFile, passing, writeNew, type Disk } from './disk';
import type { Lease } from './leases';

/**
 * A change is one step from the present state of a place to the wanted one. New content is ready in the run's folder
 * under `new/`, and replaced or removed content is kept under `old/`: each step can be repeated after it was done, and
 * undone.
 */
export type Change =
  /** Adds a file, or a whole folder, at a path where nothing is. */
  | { readonly do: 'add'; readonly path: string }
  /** Replaces a file by another one. */
  | { readonly do: 'replace'; readonly path: string }
  | { readonly do: 'remove'; readonly path: string }
  /** Removes a folder if it is empty. */
  | { readonly do: 'tidy'; readonly path: string };

/** Applies the changes of one place, except those that are done already. */
export function applyChanges(disk: Disk, lease: Lease, changes: readonly Change[]): void {
  const guard = linkGuard(disk, lease);
  for (const change of changes) {
    const { at, fresh, old } = guard(change);
    if (change.do === 'add') add(disk, fresh, at, besideOf(lease));
    if (change.do === 'replace') replace(disk, { at, fresh, old }, besideOf(lease));
    if (change.do === 'remove') remove(disk, at, old, besideOf(lease));
    if (change.do === 'tidy') passing(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'ENOTDIR'], () => disk.rmdirSync(at));
  }
}

/** Undoes the changes of one place that were done. The new content is ready under `new/` again afterwards. */
export function undoChanges(disk: Disk, lease: Lease, changes: readonly Change[]): void {
  const guard = linkGuard(disk, lease);
  for (const change of [...changes].reverse()) {
    const { at, fresh, old } = guard(change);
    if (change.do === 'add') takeBack(disk, fresh, at, besideOf(lease));
    if (change.do === 'replace') restore(disk, { at, fresh, old }, besideOf(lease));
    if (change.do === 'remove' && look(disk, old) && !look(disk, at)) {
      makeFolder(disk, dirname(at));
      moveFile(disk, old, at, besideOf(lease));
    }
  }
}

interface Spots {
  /** Path of the change. */
  readonly at: string;
  /** Path of the new content. */
  readonly fresh: string;
  /** Path of the former content. */
  readonly old: string;
}

/**
 * Returns the name of a temporary copy in the folder of its target: the same throughout a run, so that the next run
 * finds it.
 */
function besideOf({ work }: Lease): string {
  return `.topogen-copy-${work.slice(-8)}`;
}

/** True if a path is the name of one file, whatever else a user may have put into it. */
function isName(path: string): boolean {
  return basename(path) === path && !['', '.', '..'].includes(path);
}

/**
 * Returns the paths of a change, and refuses changes that lead through a link or concern a state: the list of changes
 * is read from the disk when an earlier run is finished, and a repository may contain a list that no run has written.
 */
function linkGuard(disk: Disk, { place, work }: Lease): (change: Change) => Spots {
  const plain = new Set<string>();
  const check = (folder: string): void => {
    if (folder === '.' || plain.has(folder)) return;
    check(dirname(folder));
    if (look(disk, join(place.folder, folder))?.isSymbolicLink())
      throw new Refusal(`${join(place.name, folder)} is a link, and topogen writes through none that it was not given`);
    plain.add(folder);
  };
  return ({ path }) => {
    const allowed = place.key === 'tree' ? isPathBelow(path) && !isToolsOwn(path) : isName(path);
    if (!allowed) throw new Refusal(`${work} names ${JSON.stringify(path)}, which no run writes; remove that folder`);
    check(dirname(path));
    return { at: join(place.folder, path), fresh: join(work, 'new', path), old: join(work, 'old', path) };
  };
}

function add(disk: Disk, fresh: string, at: string, beside: string): void {
  const ready = look(disk, fresh);
  if (!ready) return;
  const there = look(disk, at);
  if (!there && !ready.isDirectory()) return moveFile(disk, fresh, at, beside);
  if (!there && passing(['EXDEV'], () => (disk.renameSync(fresh, at), true))) return;
  if (ready.isDirectory() && (!there || there.isDirectory())) copyFolder(disk, fresh, at, beside);
}

/** Copies the missing files of a folder to another file system, where a rename fails. */
function copyFolder(disk: Disk, from: string, to: string, beside: string): void {
  makeFolder(disk, to);
  for (const entry of disk.readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(disk, source, target, beside);
    else if (!look(disk, target)) {
      const copy = join(to, beside);
      passing(['ENOENT'], () => disk.unlinkSync(copy));
      try {
        writeNew(disk, copy, disk.readFileSync(source), { instead: look(disk, source) });
        disk.renameSync(copy, target);
      } finally {
        passing(['ENOENT'], () => disk.unlinkSync(copy));
      }
    }
  }
}

function replace(disk: Disk, { at, fresh, old }: Spots, beside: string): void {
  if (!look(disk, fresh)) return;
  if (look(disk, at) && !look(disk, old)) {
    makeFolder(disk, dirname(old));
    keepAs(disk, at, old);
  }
  moveFile(disk, fresh, at, beside);
}

function remove(disk: Disk, at: string, old: string, beside: string): void {
  if (!look(disk, at)?.isFile()) return;
  if (look(disk, old)) {
    // The file was kept but not removed yet, or somebody has made another one since.
    if (disk.readFileSync(at).equals(disk.readFileSync(old))) disk.unlinkSync(at);
    return;
  }
  makeFolder(disk, dirname(old));
  moveFile(disk, at, old, beside);
}

function takeBack(disk: Disk, fresh: string, at: string, beside: string): void {
  const there = look(disk, at);
  if (!there) return;
  const ready = look(disk, fresh);
  if (!ready && there.isDirectory()) disk.renameSync(at, fresh);
  else if (!ready) moveFile(disk, at, fresh, beside);
  else if (ready.isDirectory() && there.isDirectory()) takeBackCopies(disk, fresh, at);
  else takeBackCopy(disk, fresh, at);
}

/**
 * Removes a file that was copied to its place and is ready under `new/` as well. A file with any other content is
 * somebody else's.
 */
function takeBackCopy(disk: Disk, fresh: string, at: string): void {
  if (look(disk, at)?.isFile() && disk.readFileSync(at).equals(disk.readFileSync(fresh))) disk.unlinkSync(at);
}

function takeBackCopies(disk: Disk, fresh: string, at: string): void {
  for (const entry of disk.readdirSync(fresh, { withFileTypes: true })) {
    const [source, copy] = [join(fresh, entry.name), join(at, entry.name)];
    if (!look(disk, copy)) continue;
    if (entry.isDirectory()) takeBackCopies(disk, source, copy);
    else takeBackCopy(disk, source, copy);
  }
  passing(['ENOTEMPTY', 'EEXIST', 'EBUSY'], () => disk.rmdirSync(at));
}

function restore(disk: Disk, { at, fresh, old }: Spots, beside: string): void {
  const ready = look(disk, fresh);
  const there = look(disk, at);
  if (look(disk, old)) {
    if (!ready && there) keepAs(disk, at, fresh);
    moveFile(disk, old, at, beside);
  } else if (!ready && there) moveFile(disk, at, fresh, beside);
}
