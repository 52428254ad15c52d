import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PROJECT } from './synthesized';

/**
 * The golden folders hold every byte of every ready-made topology's tree, in one of two ways:
 *
 *     test/golden/three-clouds/**             the tree itself: a change of it is read as a difference
 *     test/golden/hub/manifest.txt            one line a file: path, SHA-256, number of lines
 *     test/golden/hub/links/*.tf              and whole what the topology alone has: its links, its datastore
 *
 * The trees kept whole have nearly every line that the others have, names and numbers aside.
 */

/** The topologies whose trees are kept whole. */
export const KEPT_WHOLE: readonly string[] = ['aws-pair-ipsec', 'redis', 'three-clouds'];

/** What a topology alone has, beside its links: no tree that is kept whole is on PostgreSQL. */
const THEIRS: Readonly<Record<string, RegExp>> = {
  'postgresql-hybrid':
    /^cluster-[^/]+\/(control\.tf|files\/kong-(control|data)\/(kong\.conf|topogen-.*))$|^shared\/secrets\.tf$/,
  'postgresql-google': /^cluster-[^/]+\/((seed|postgresql)\.tf|files\/kong-data\/(seed\.sh|signed-.*))$/,
  'postgresql-traditional':
    /^cluster-[^/]+\/(postgresql\.tf|files\/(kong|migrations)\/(kong\.conf|topogen-.*|.*\.tftpl))$/,
};

/** This file of a golden folder has the hashes of the files that the folder does not hold whole. */
export const MANIFEST = 'manifest.txt';

/** The folder of all golden folders. */
export const GOLDEN = join(PROJECT, 'test', 'golden');

/** Files of a folder: path, with forward slashes, to content. Sorted by path. */
export type Files = Readonly<Record<string, string>>;

/** Returns the golden folder of a topology's tree. */
export function goldenFolderOf(topology: string, tree: Files): Files {
  const [whole, hashed] = [new Map<string, string>(), new Map<string, string>()];
  for (const [path, text] of Object.entries(tree)) (isKeptWhole(topology, path) ? whole : hashed).set(path, text);
  if (hashed.size > 0) whole.set(MANIFEST, manifestOf(hashed));
  return sorted(whole);
}

/** Returns the committed folder's files; empty if there is none. */
export function readGolden(topology: string): Files {
  return readFolder(join(GOLDEN, topology));
}

/** Replaces the committed folder by a golden folder. */
export function writeGolden(topology: string, files: Files): void {
  rmSync(join(GOLDEN, topology), { recursive: true, force: true });
  writeFolder(join(GOLDEN, topology), files);
}

/**
 * Compares a golden folder with the one that the program makes now. Returns the text for people: each file that
 * differs, the command that shows the difference, and the command that accepts it. Empty if every byte is the same.
 */
export function differences(topology: string, golden: Files, fresh: Files): string {
  const said = [
    ...compareFiles(without(golden, MANIFEST), without(fresh, MANIFEST)),
    ...compareFiles(parseManifest(golden[MANIFEST]), parseManifest(fresh[MANIFEST])),
  ].sort();
  // A manifest may be malformed in a way that its entries do not show, such as a line that is there twice.
  if (said.length === 0 && golden[MANIFEST] !== fresh[MANIFEST]) said.push(`  changed  ${MANIFEST} itself`);
  if (said.length === 0) return '';
  return [
    `the tree of ${topology} is no longer what test/golden/${topology} holds:`,
    ...said,
    `to see every difference:  npm run golden:diff -- ${topology}`,
    'to accept them:           UPDATE_GOLDEN=1 npx jest test/golden.test.ts',
  ].join('\n');
}

/** Returns all files below a folder, by path. */
export function readFolder(root: string): Files {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return sorted(new Map(paths.map((path) => [relative(root, path), readFileSync(path, 'utf8')])));
}

/** Writes files below a folder. */
export function writeFolder(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function isKeptWhole(topology: string, path: string): boolean {
  return KEPT_WHOLE.includes(topology) || /^links\/[^/]+\.tf$/.test(path) || THEIRS[topology]?.test(path) === true;
}

function manifestOf(files: ReadonlyMap<string, string>): string {
  const lines = Object.entries(sorted(files)).map(([path, text]) => `${path} ${sha256(text)} ${countLines(text)}\n`);
  return lines.join('');
}

/** Returns the rest of each line by path: hash and number of lines. */
function parseManifest(text = ''): Files {
  const lines = text.split('\n').filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)]));
}

function compareFiles(golden: Files, fresh: Files): string[] {
  const paths = new Set([...Object.keys(golden), ...Object.keys(fresh)]);
  return [...paths].flatMap((path) => {
    if (golden[path] === undefined) return [`  new      ${path}`];
    if (fresh[path] === undefined) return [`  gone     ${path}`];
    return golden[path] === fresh[path] ? [] : [`  changed  ${path}`];
  });
}

function without(files: Files, path: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([each]) => each !== path));
}

function sorted(files: ReadonlyMap<string, string>): Files {
  return Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
