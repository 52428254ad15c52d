import { readBounded } from './read-bounded';

/** Reports of the largest topologies are smaller. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * True if there is a file of another kind at a path, which is not to be overwritten. What cannot be read is of another
 * kind; folders and devices are left to what writes the file, which has words for them.
 *
 * @param isOwn tells whether a text is of our kind
 */
export function holdsOther(path: string, isOwn: (text: string) => boolean): boolean {
  const there = readBounded(path, MOST_BYTES);
  switch (there.kind) {
    case 'missing':
    case 'directory':
    case 'special':
      return false;
    case 'bytes':
      return !isOwn(there.bytes.toString('utf8'));
    default:
      return true;
  }
}
