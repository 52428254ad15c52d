/** What lies at a path of a tree. A link is what it is, and never what it points to. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** A tree as it lies on disk. Texts are read only when they are asked for: most of a tree may be the user's. */
export interface TreeOnDisk {
  /** Every entry below the root by path, with forward slashes. Caches of Terraform's are not looked into. */
  readonly entries: ReadonlyMap<string, EntryKind>;
  /** The text of a file; undefined when there is none, or when it is larger than anything that topogen writes. */
  text(path: string): string | undefined;
  /** Whether its owner may execute a file. */
  executable(path: string): boolean;
}
