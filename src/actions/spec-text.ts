import { failed, passed, type Checked } from '../kernel/checked';
import { specIsDirectory, specMissing, specNotReadable, specNotUtf8, specTooLarge } from '../spec/issues/file';

/** A larger file is not a spec, which is a page of text. */
export const LARGEST_SPEC_BYTES = 1024 * 1024;

/** The contents of a path on disk. */
export type FileFound =
  | { readonly kind: 'missing' | 'directory' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'large'; readonly bytes: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/**
 * Returns the text of a spec, or an issue that says why there is none. A byte-order mark stays in, so that the parser
 * can report it.
 */
export function specText(file: string, found: FileFound): Checked<string> {
  switch (found.kind) {
    case 'missing':
      return failed([specMissing(file)]);
    case 'directory':
      return failed([specIsDirectory(file)]);
    case 'unreadable':
      return failed([specNotReadable(file, found.reason)]);
    case 'large':
      return failed([specTooLarge(file, found.bytes)]);
    case 'bytes':
      try {
        return passed(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(found.bytes));
      } catch {
        return failed([specNotUtf8(file)]);
      }
  }
}
