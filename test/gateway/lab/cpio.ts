import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Archives of files as the Linux kernel unpacks them at boot: the "newc" form of cpio. Several may follow each other in
 * one image; later files stand in place of earlier ones. Everything belongs to root.
 */

const FILE = 0o100000;
const FOLDER = 0o040000;
const LINK = 0o120000;

/** A folder with everything below it, as the folder `prefix` of the disk. */
export function archiveFolder(folder: string, prefix = ''): Buffer {
  const itself = prefix === '' ? [] : [entry(prefix, FOLDER | 0o755, Buffer.alloc(0))];
  return Buffer.concat([...itself, ...entriesOf(folder, prefix), entry('TRAILER!!!', 0, Buffer.alloc(0))]);
}

/** Single texts, with the folders that they lie in. */
export function archiveTexts(texts: readonly { path: string; text: string; mode?: number }[]): Buffer {
  const folders = new Set(
    texts.flatMap(({ path }) => path.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))).filter(Boolean),
  );
  return Buffer.concat([
    ...[...folders].sort().map((path) => entry(path, FOLDER | 0o755, Buffer.alloc(0))),
    ...texts.map(({ path, text, mode }) => entry(path, FILE | (mode ?? 0o644), Buffer.from(text))),
    entry('TRAILER!!!', 0, Buffer.alloc(0)),
  ]);
}

function* entriesOf(folder: string, prefix: string): Generator<Buffer> {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const inside = prefix === '' ? name : `${prefix}/${name}`;
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) yield entry(inside, LINK | 0o777, Buffer.from(readlinkSync(path)));
    else if (stat.isDirectory()) {
      yield entry(inside, FOLDER | (stat.mode & 0o7777), Buffer.alloc(0));
      yield* entriesOf(path, inside);
    } else if (stat.isFile()) yield entry(inside, FILE | (stat.mode & 0o7777), readFileSync(path));
  }
}

let inode = 0;

function entry(path: string, mode: number, content: Buffer): Buffer {
  const name = Buffer.from(`${path}\0`);
  inode += 1;
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return Buffer.concat([padded(Buffer.concat([header, name])), padded(content)]);
}

function padded(buffer: Buffer): Buffer {
  return Buffer.concat([buffer, Buffer.alloc((4 - (buffer.length % 4)) % 4)]);
}
