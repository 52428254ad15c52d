import type { Artifact } from '../../kernel/artifact';
import { FORMER_MANIFEST_FILE, isToolsOwn, MANIFEST_FILE, manifestOf } from './manifest';
import { ownershipOf, type Ownership } from './ownership';
import type { EntryKind, TreeOnDisk } from './tree-on-disk';

/** A clash is an entry of the user's in a place that topogen has to write to. */
export interface Clash {
  /** Path relative to the tree's root. */
  readonly path: string;
  /** The entry's kind, for a sentence: `a file that topogen did not write`. */
  readonly what: string;
}

/**
 * The operations that turn a tree on disk into the wanted one. Paths are relative to the root, sorted; an entry that is
 * not named stays untouched.
 */
export interface TreeMerge {
  /** Files whose places are free. */
  readonly add: readonly Artifact[];
  /** Own files with another content. */
  readonly replace: readonly Artifact[];
  /** Own files that no longer belong to the topology. */
  readonly remove: readonly string[];
  /** Files and links of the user's, which stay. */
  readonly foreign: readonly string[];
  /** If not empty, the merge must not be done. */
  readonly clashes: readonly Clash[];
  /** The other topology that the tree belongs to so far; absent if it is this one, or if the list names none. */
  readonly formerTopology?: string;
}

/** Computes the merge of a topology's artifacts, and of the list of them, into a tree. Pure: nothing is changed. */
export function mergeTree(topology: string, artifacts: readonly Artifact[], tree: TreeOnDisk): TreeMerge {
  const wanted = [...artifacts, manifestOf(topology, artifacts)];
  const paths = new Set(wanted.map(({ path }) => path));
  const ownership = ownershipOf(tree, artifacts);
  const others = [...tree.entries].filter(([path, kind]) => kind !== 'folder' && !paths.has(path));
  const remove = others.filter(([path, kind]) => kind === 'file' && ownership.owns(path, false)).map(([path]) => path);
  const going = new Set(remove);

  const add: Artifact[] = [];
  const replace: Artifact[] = [];
  const clashes = new Map<string, Clash>();
  for (const artifact of wanted) {
    const obstacle = obstacleTo(artifact.path, tree, going);
    if (obstacle) clashes.set(obstacle.path, obstacle);
    else if (tree.entries.get(artifact.path) !== 'file') add.push(artifact);
    else if (isSame(artifact, tree)) continue;
    else if (mayReplace(artifact, tree, ownership)) replace.push(artifact);
    else clashes.set(artifact.path, { path: artifact.path, what: 'a file that topogen did not write' });
  }
  const former = ownership.manifest.topology;
  return {
    add,
    replace,
    remove: remove.sort(),
    foreign: others
      .map(([path]) => path)
      .filter((path) => !going.has(path))
      .sort(),
    clashes: [...clashes.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    ...(former === undefined || former === topology ? {} : { formerTopology: former }),
  };
}

/** True if there is nothing to do. */
export function isMerged({ add, replace, remove, clashes }: TreeMerge): boolean {
  return add.length + replace.length + remove.length + clashes.length === 0;
}

/** True for a file that belongs to the tree's upkeep, not to the topology. */
export function isBookkeeping(path: string): boolean {
  return path === MANIFEST_FILE || path === FORMER_MANIFEST_FILE;
}

/** Returns the foreign files that a message names: those of Terraform's tools are left out. */
export function worthNaming(foreign: readonly string[]): string[] {
  return foreign.filter((path) => !isToolsOwn(path));
}

function isSame({ path, text, executable }: Artifact, tree: TreeOnDisk): boolean {
  return tree.text(path) === text && (!executable || tree.executable(path));
}

/** True if topogen may write the file: it is its own, or its text is right already, so that nobody loses anything. */
function mayReplace({ path, text }: Artifact, tree: TreeOnDisk, ownership: Ownership): boolean {
  return ownership.owns(path, true) || tree.text(path) === text;
}

const CALLED: Readonly<Record<EntryKind, string>> = {
  file: 'a file',
  folder: 'a folder',
  link: 'a link, and topogen writes through none that it was not given',
  other: 'no regular file',
};

/**
 * Returns the entry that prevents the writing of a file: anything but a file in its place, or anything but a folder in
 * the place of one of its folders.
 */
function obstacleTo(path: string, tree: TreeOnDisk, going: ReadonlySet<string>): Clash | undefined {
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = parts.slice(0, depth).join('/');
    const kind = tree.entries.get(folder);
    if (kind === undefined) return undefined;
    if (kind === 'folder') continue;
    return going.has(folder) ? undefined : { path: folder, what: `${CALLED[kind]}, where a folder goes` };
  }
  const kind = tree.entries.get(path);
  if (kind === undefined || kind === 'file' || (kind === 'folder' && empties(path, tree, going))) return undefined;
  return { path, what: `${CALLED[kind]}, where a file goes` };
}

/** True if a folder holds nothing but own files that are removed, so that it is removed with them. */
function empties(folder: string, tree: TreeOnDisk, going: ReadonlySet<string>): boolean {
  const inside = [...tree.entries].filter(([path, kind]) => path.startsWith(`${folder}/`) && kind !== 'folder');
  return inside.length > 0 && inside.every(([path]) => going.has(path));
}
