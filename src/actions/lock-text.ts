import { failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { lockIsDirectory, lockNotReadable, lockTooLarge } from '../spec/issues/lock';
import type { FileFound } from './spec-text';

/** A larger file is not a lock file: the largest topology that has addresses needs far less. */
export const LARGEST_LOCK_BYTES = 4 * 1024 * 1024;

/**
 * Returns the text of a lock file, undefined if there is none yet, or the reason why it cannot be read. The parser
 * checks its content.
 */
export function lockText(file: string, found: FileFound): Checked<string | undefined> {
  const refused = (it: Issue): Checked<string | undefined> => failed([{ ...it, file }]);
  switch (found.kind) {
    case 'missing':
      return passed(undefined);
    case 'directory':
      return refused(lockIsDirectory());
    case 'unreadable':
      return refused(lockNotReadable(found.reason));
    case 'large':
      return refused(lockTooLarge(LARGEST_LOCK_BYTES));
    case 'bytes':
      return passed(new TextDecoder('utf-8', { ignoreBOM: true }).decode(found.bytes));
  }
}
