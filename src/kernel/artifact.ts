/** A file to be written, as a value. Each path has one owner; nothing touches the disk before every artifact is known. */
export interface Artifact {
  /** Relative to the root of its tree, with forward slashes. */
  readonly path: string;
  /** The whole content, UTF-8. */
  readonly text: string;
  /** Whether the file is to be executable. @default false */
  readonly executable?: boolean;
}

/** Sorted by path; throws when two artifacts claim one path, which is a bug of the generator. */
export function orderArtifacts(artifacts: readonly Artifact[]): Artifact[] {
  const byPath = new Map<string, Artifact>();
  for (const artifact of artifacts) {
    if (byPath.has(artifact.path)) throw new Error(`two artifacts claim the path ${artifact.path}`);
    byPath.set(artifact.path, artifact);
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
