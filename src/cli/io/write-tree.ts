import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Artifact } from '../../kernel/artifact';
import { Refusal } from './refusal';
import { readMarker, treeMarker } from './tree-marker';

/** What a write left alone or took away. Paths relative to the tree. */
export interface TreeReport {
  /** Files of topogen's that no longer belong to the topology. */
  readonly removed: readonly string[];
  /** Files that topogen did not write, still in their place. Terraform's own are not worth naming. */
  readonly foreign: readonly string[];
}

/** Called before each change of the disk; tests make it throw, to see what a killed run leaves behind. */
export type Checkpoint = (step: string) => void;

/** What Terraform and cdktf put beside the generated files. */
const TOOLS_OWN =
  /(^|\/)(\.terraform($|\/)|\.terraform\.lock\.hcl$|terraform\.tfstate|\.terraform\.tfstate|plan$|crash\.log$)/;

/**
 * Puts a tree of artifacts in the place of an older one: writes the new tree beside it, then renames. A run killed before
 * the renames leaves the old tree as it was; one killed between them is finished or undone by the next. Files that topogen
 * did not write keep their places, and a clash with one is refused before anything is written.
 */
export function writeTree(root: string, artifacts: readonly Artifact[], checkpoint: Checkpoint = () => {}): TreeReport {
  recover(root);
  const own = readMarker(root);
  const present = existsSync(root) ? listFiles(root) : [];
  const foreign = present.filter((path) => !own.has(path));
  const marked = [...artifacts, treeMarker(artifacts)];
  const clash = marked.find((artifact) => foreign.includes(artifact.path));
  if (clash)
    throw new Refusal(`${join(root, clash.path)} exists and topogen did not write it; move it away and run again`);

  const fresh = beside(root, 'new');
  const old = beside(root, 'old');
  try {
    writeAll(fresh, marked, checkpoint);
    checkpoint(`rename ${root} aside`);
    if (existsSync(root)) renameSync(root, old);
    try {
      checkpoint(`rename the new tree to ${root}`);
      renameSync(fresh, root);
    } catch (error) {
      if (existsSync(old)) renameSync(old, root);
      throw error;
    }
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  checkpoint('bring foreign files over');
  finish(root);

  const written = new Set(marked.map((artifact) => artifact.path));
  return {
    removed: [...own].filter((path) => !written.has(path) && present.includes(path)).sort(),
    foreign: foreign.filter((path) => !TOOLS_OWN.test(path)).sort(),
  };
}

/** What would stand in the way of an older run that was killed: undo it before the renames, finish it after them. */
function recover(root: string): void {
  rmSync(beside(root, 'new'), { recursive: true, force: true });
  if (!existsSync(beside(root, 'old'))) return;
  if (existsSync(root)) finish(root);
  else renameSync(beside(root, 'old'), root);
}

/** Moves what topogen did not write from the old tree to the new one, then drops the old tree. */
function finish(root: string): void {
  const old = beside(root, 'old');
  if (!existsSync(old)) return;
  const own = readMarker(old);
  for (const path of listEntries(old, own)) {
    const target = join(root, path);
    // A folder of the tools' that belongs to a stack which is gone has no place to go to.
    if (!existsSync(dirname(target))) {
      if (TOOLS_OWN.test(path)) continue;
      mkdirSync(dirname(target), { recursive: true });
    }
    if (!existsSync(target)) renameSync(join(old, path), target);
  }
  rmSync(old, { recursive: true, force: true });
}

function writeAll(root: string, artifacts: readonly Artifact[], checkpoint: Checkpoint): void {
  mkdirSync(root, { recursive: true });
  const folders = new Set<string>();
  for (const artifact of artifacts) {
    checkpoint(`write ${artifact.path}`);
    const path = join(root, artifact.path);
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(path, artifact.text);
    if (artifact.executable) chmodSync(path, 0o755);
  }
}

/** A sibling that a listing sorts away and nobody takes for output: `terraform/.edge.topogen-old`. */
function beside(root: string, what: 'new' | 'old'): string {
  return join(dirname(root), `.${basename(root)}.topogen-${what}`);
}

/** Every file below the root, with forward slashes. Links are not followed, and Terraform's caches are not looked into. */
export function listFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return entry.name === '.terraform' ? [] : listFiles(root, path);
  });
}

/** The topmost entries that hold nothing of topogen's: whole folders where possible, so that moving them is one rename. */
function listEntries(root: string, own: ReadonlySet<string>, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return own.has(path) ? [] : [path];
    const shared = [...own].some((file) => file.startsWith(`${path}/`));
    return shared ? listEntries(root, own, path) : [path];
  });
}
