import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** The contents of a path, read up to a bound. */
export type BoundedFile =
  | { readonly kind: 'missing' | 'directory' }
  /** A device or a pipe: it may never end. */
  | { readonly kind: 'special' }
  | { readonly kind: 'large'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'bytes'; readonly bytes: Buffer };

/**
 * Reads a regular file of at most so many bytes. The bound holds while reading, since the size that the system reports
 * may be wrong.
 */
export function readBounded(path: string, mostBytes: number): BoundedFile {
  let handle: number | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a writer.
    handle = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(handle);
    if (stats.isDirectory()) return { kind: 'directory' };
    if (!stats.isFile()) return { kind: 'special' };
    if (stats.size > mostBytes) return { kind: 'large', bytes: stats.size };
    return readUpTo(handle, stats.size, mostBytes);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
    if (code === 'ENXIO') return { kind: 'special' };
    return { kind: 'unreadable', reason: message };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Reads a stream, such as a pipe, to its end, of at most so many bytes. */
export function readStream(handle: number, mostBytes: number): Exclude<BoundedFile, { readonly kind: 'special' }> {
  const chunks: Buffer[] = [];
  let total = 0;
  try {
    while (total <= mostBytes) {
      const chunk = Buffer.allocUnsafe(65_536);
      const read = readWhenThere(handle, chunk);
      if (read === 0) return { kind: 'bytes', bytes: Buffer.concat(chunks) };
      chunks.push(chunk.subarray(0, read));
      total += read;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'EISDIR' ? { kind: 'directory' } : { kind: 'unreadable', reason: message };
  }
  return { kind: 'large', bytes: total };
}

const PAUSE_MILLISECONDS = 10;

/** Reads once; a stream that does not block says that nothing is there yet, and is asked again. */
function readWhenThere(handle: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLISECONDS);
    }
  }
}

function readUpTo(handle: number, expected: number, mostBytes: number): BoundedFile {
  const chunks: Buffer[] = [];
  let total = 0;
  for (let size = Math.min(expected, mostBytes) + 1; total <= mostBytes; size = 65_536) {
    const chunk = Buffer.allocUnsafe(size);
    const read = readSync(handle, chunk, 0, size, null);
    if (read === 0) return { kind: 'bytes', bytes: Buffer.concat(chunks, total) };
    chunks.push(chunk.subarray(0, read));
    total += read;
    // A regular file with a size ends where a read returns fewer bytes than requested; a file of the kernel may not.
    if (read < size && expected > 0) return { kind: 'bytes', bytes: Buffer.concat(chunks, total) };
  }
  return { kind: 'large', bytes: total };
}
