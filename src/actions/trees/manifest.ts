import type { Artifact } from '../../kernel/artifact';

/** This file in the root of a tree lists topogen's own files there, which it may replace and remove. */
export const MANIFEST_FILE = '.topogen-files';

/**
 * topogen used to write the list as JSON, in which a merge of two branches that both add files conflicts. It is read,
 * and replaced.
 */
export const FORMER_MANIFEST_FILE = '.topogen.json';

/** The contents of a tree's list. */
export interface Manifest {
  /** Paths of topogen's own files relative to the root, with forward slashes. */
  readonly files: ReadonlySet<string>;
  /** Topology that the tree belongs to; undefined if the list does not name it. */
  readonly topology?: string;
}

const NOTHING: Manifest = { files: new Set() };

/**
 * Makes the list of a tree with these artifacts: a path a line, sorted, so that git merges the additions of two
 * branches. A line too many does no harm, since a file that does not exist is neither replaced nor removed.
 */
export function manifestOf(topology: string, artifacts: readonly Artifact[]): Artifact {
  const lines = [
    '# The files of this folder that topogen wrote, and may replace and remove. To mend it: topogen synth.',
    `# topology: ${topology}`,
    ...artifacts.map((artifact) => artifact.path).sort(),
  ];
  return { path: MANIFEST_FILE, text: `${lines.join('\n')}\n` };
}

/**
 * Reads a list in any condition: marks of a merge conflict, and lines that are no path of a tree, are skipped, so that
 * both sides of a conflict count.
 */
export function parseManifest(text: string | undefined): Manifest {
  if (text === undefined) return NOTHING;
  const lines = text.split(/\r?\n/);
  const topology = lines.map((line) => /^# topology: (\S+)$/.exec(line)?.[1]).find((name) => name !== undefined);
  const files = new Set(lines.filter((line) => !/^(#|<{7}|={7}|>{7}|\|{7})/.test(line) && isTreePath(line)));
  return topology === undefined ? { files } : { files, topology };
}

/**
 * Reads the former list. Each of its paths is on a line of its own, so that it can be read even if a merge broke the
 * JSON.
 */
export function parseFormerManifest(text: string | undefined): Manifest {
  if (text === undefined) return NOTHING;
  const paths = text.split(/\r?\n/).map((line) => /^\s*"([^"\\]+)",?$/.exec(line)?.[1] ?? '');
  return { files: new Set(paths.filter(isTreePath)) };
}

/**
 * True if a path names something below a tree's root that topogen could have written. A list comes from a repository,
 * and so from anyone who sends a pull request: a path that leads out of the tree, or names a state, is never topogen's.
 */
export function isTreePath(path: string): boolean {
  return isPathBelow(path) && !isToolsOwn(path);
}

/** True if a relative path, with forward slashes, stays below the folder that it is relative to. */
export function isPathBelow(path: string): boolean {
  if (/[\\\0-\x1f\x7f]/.test(path) || /^[A-Za-z]:/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

const TOOLS_OWN =
  /(^|\/)(\.terraform($|\/)|\.git($|\/)|\.terraform\.lock\.hcl$|\.?terraform\.tfstate|[^/]*\.tfstate($|\.)|plan$|crash\.log$)/;

/** True if the path belongs to Terraform, cdktf or git: states above all, which topogen never touches. */
export function isToolsOwn(path: string): boolean {
  return TOOLS_OWN.test(path);
}
