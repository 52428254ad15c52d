/** The kind of an entry. A link is always `link`, whatever it points to. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** A tree on disk. Texts are read only on request: most of a tree may be the user's. */
export interface TreeOnDisk {
  /** Every entry below the root by path, with forward slashes. Terraform's caches are not searched. */
  readonly entries: ReadonlyMap<string, EntryKind>;
  /** Returns the text of a file; undefined if there is none, or if it is larger than anything that topogen writes. */
  text(path: string): string | undefined;
  /** True if its owner may execute a file. */
  executable(path: string): boolean;
}
