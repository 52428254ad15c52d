/** The place of the exports of Kong's configuration, and a pool whose machines can take one in, as commands name them. */
export interface ExportsAt {
  readonly region: string;
  /** Present exactly on clouds that have projects. */
  readonly project?: string;
  /** Name of the group of machines. */
  readonly pool: string;
}

/**
 * Shell commands of the cloud's own program for whoever brings Kong's configuration back from an export, each one line or several.
 * `$BUCKET` is the bucket, `$EXPORT` the name of an object in it.
 */
export interface ExportCommands {
  /** Lists the exports, the newest last. */
  list(at: ExportsAt): string;
  /** Lists all versions of `$EXPORT`, one that has expired or was deleted too. */
  versions(at: ExportsAt): string;
  /** Puts the version `$VERSION` of it into the bucket again, under the name restored.yml. */
  revive(at: ExportsAt): string;
  /** Brings it to a Kong node as the file of that path, which root alone may read. What is said is where to run which lines. */
  carry(at: ExportsAt, path: string): string;
}
