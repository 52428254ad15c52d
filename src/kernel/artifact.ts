/**
 * An artifact is a file to be written, as a value. Each path has one owner, and nothing touches the disk before every
 * artifact is known.
 */
export interface Artifact {
  /** Path relative to the root of its tree, with forward slashes. */
  readonly path: string;
  /** Whole content of the file, UTF-8. */
  readonly text: string;
  /** True if the file is to be executable. @default false */
  readonly executable?: boolean;
}

/**
 * Returns the artifacts sorted by path.
 *
 * @throws Error if two artifacts claim one path, which is a bug of the generator
 */
export function orderArtifacts(artifacts: readonly Artifact[]): Artifact[] {
  const byPath = new Map<string, Artifact>();
  for (const artifact of artifacts) {
    if (byPath.has(artifact.path)) throw new Error(`two artifacts claim the path ${artifact.path}`);
    byPath.set(artifact.path, artifact);
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
