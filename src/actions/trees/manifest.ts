import type { Artifact } from '../../kernel/artifact';

/** The list of a tree's own files, which lies in its root: what topogen may replace and remove there. */
export const MANIFEST_FILE = '.topogen-files';

/** The list as topogen wrote it before: JSON, which two branches cannot both add to. It is read, and replaced. */
export const FORMER_MANIFEST_FILE = '.topogen.json';

/** What a tree's list says. */
export interface Manifest {
  /** Paths of own files relative to the root, with forward slashes. */
  readonly files: ReadonlySet<string>;
  /** The topology that the tree belongs to; undefined where the list does not say it. */
  readonly topology?: string;
}

const NOTHING: Manifest = { files: new Set() };

/**
 * The list of a tree with these artifacts: a path a line, sorted, so that git merges what two branches add. A line too many
 * does no harm, since what is not there is neither replaced nor removed.
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
 * Reads a list, whatever became of it: marks of a merge conflict and what is no path of a tree are passed over, so that both
 * sides of a conflict count.
 */
export function parseManifest(text: string | undefined): Manifest {
  if (text === undefined) return NOTHING;
  const lines = text.split(/\r?\n/);
  const topology = lines.map((line) => /^# topology: (\S+)$/.exec(line)?.[1]).find((name) => name !== undefined);
  const files = new Set(lines.filter((line) => !/^(#|<{7}|={7}|>{7}|\|{7})/.test(line) && isTreePath(line)));
  return topology === undefined ? { files } : { files, topology };
}

/** Reads the former list. Each of its paths stood on a line of its own, so that it can be read where a merge broke the JSON. */
export function parseFormerManifest(text: string | undefined): Manifest {
  if (text === undefined) return NOTHING;
  const paths = text.split(/\r?\n/).map((line) => /^\s*"([^"\\]+)",?$/.exec(line)?.[1] ?? '');
  return { files: new Set(paths.filter(isTreePath)) };
}

/**
 * Whether a path names something below a tree's root that topogen could have written. A list comes from a repository, thus
 * from whoever sends a pull request: what leads out of the tree, or names a state, is no file of topogen's.
 */
export function isTreePath(path: string): boolean {
  return isPathBelow(path) && !isToolsOwn(path);
}

/** Whether a relative path, with forward slashes, stays below the folder that it is relative to. */
export function isPathBelow(path: string): boolean {
  if (/[\\\0-\x1f\x7f]/.test(path) || /^[A-Za-z]:/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

const TOOLS_OWN =
  /(^|\/)(\.terraform($|\/)|\.git($|\/)|\.terraform\.lock\.hcl$|\.?terraform\.tfstate|[^/]*\.tfstate($|\.)|plan$|crash\.log$)/;

/** Whether Terraform, cdktf or git keep this path for themselves: states above all, which nothing of topogen's ever touches. */
export function isToolsOwn(path: string): boolean {
  return TOOLS_OWN.test(path);
}
