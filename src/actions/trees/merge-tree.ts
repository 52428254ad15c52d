import type { Artifact } from '../../kernel/artifact';
import { FORMER_MANIFEST_FILE, isToolsOwn, MANIFEST_FILE, manifestOf } from './manifest';
import { ownershipOf, type Ownership } from './ownership';
import type { EntryKind, TreeOnDisk } from './tree-on-disk';

/** Something of the user's, in a place where topogen has to write. */
export interface Clash {
  /** Relative to the tree's root. */
  readonly path: string;
  /** What lies there, for a sentence: `a file that topogen did not write`. */
  readonly what: string;
}

/** How a tree on disk becomes the one that is wanted. Paths relative to the root, sorted; what is not named stays untouched. */
export interface TreeMerge {
  /** Nothing lies in their places. */
  readonly add: readonly Artifact[];
  /** Own files with another content. */
  readonly replace: readonly Artifact[];
  /** Own files that no longer belong to the topology. */
  readonly remove: readonly string[];
  /** Files and links of the user's, which stay. */
  readonly foreign: readonly string[];
  /** Not empty: the merge must not be done. */
  readonly clashes: readonly Clash[];
  /** The other topology that the tree belongs to so far; absent when it is this one's, or nobody's. */
  readonly formerTopology?: string;
}

/** The merge of a topology's artifacts, and of the list that they are remembered by, into a tree. Pure: nothing is changed. */
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

/** Whether nothing is to be done. */
export function isMerged({ add, replace, remove, clashes }: TreeMerge): boolean {
  return add.length + replace.length + remove.length + clashes.length === 0;
}

/** Files that are no part of what a topology is, only of how its tree is kept. */
export function isBookkeeping(path: string): boolean {
  return path === MANIFEST_FILE || path === FORMER_MANIFEST_FILE;
}

/** The foreign files that are worth naming: Terraform's own are not. */
export function worthNaming(foreign: readonly string[]): string[] {
  return foreign.filter((path) => !isToolsOwn(path));
}

function isSame({ path, text, executable }: Artifact, tree: TreeOnDisk): boolean {
  return tree.text(path) === text && (!executable || tree.executable(path));
}

/** A file whose text is already right is nobody's loss, whoever wrote it. */
function mayReplace({ path, text }: Artifact, tree: TreeOnDisk, ownership: Ownership): boolean {
  return ownership.owns(path, true) || tree.text(path) === text;
}

const CALLED: Readonly<Record<EntryKind, string>> = {
  file: 'a file',
  folder: 'a folder',
  link: 'a link, and topogen writes through none that it was not given',
  other: 'no regular file',
};

/** What lies in the way of a file: something else than a file in its place, or than a folder where one of its folders goes. */
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

/** Whether a folder holds nothing but own files that go, so that it goes with them. */
function empties(folder: string, tree: TreeOnDisk, going: ReadonlySet<string>): boolean {
  const inside = [...tree.entries].filter(([path, kind]) => path.startsWith(`${folder}/`) && kind !== 'folder');
  return inside.length > 0 && inside.every(([path]) => going.has(path));
}
