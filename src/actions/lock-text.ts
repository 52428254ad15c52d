import { failed, passed, type Checked } from '../kernel/checked';
import type { Issue } from '../kernel/issue';
import { lockIsDirectory, lockNotReadable, lockTooLarge } from '../spec/issues/lock';
import type { FileFound } from './spec-text';

/** Far beyond the lock file of the largest topology that has addresses; what is larger is some other file. */
export const LARGEST_LOCK_BYTES = 4 * 1024 * 1024;

/** The text of a lock file, undefined when there is none yet, or why it cannot be read. Its content is judged by the parser. */
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
