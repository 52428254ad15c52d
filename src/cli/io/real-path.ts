import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DISK, look } from './outputs/disk';
import { Refusal } from './refusal';

/** At most this many links may follow one another, as in the system. */
const MOST_LINKS = 40;

/**
 * Returns the real path of a path that the user named: the links in it are theirs, and are followed. Parts that do not
 * exist yet are taken as they are named.
 *
 * @throws Refusal if links form a circle
 */
export function realPath(path: string, links = 0): string {
  const full = resolve(path);
  if (links > MOST_LINKS)
    throw new Refusal(`${path} is a link that leads back to itself; name the place that is meant`);
  try {
    return realpathSync(full);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') return realPath(path, MOST_LINKS + 1);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
  }
  const parent = dirname(full);
  if (parent === full) return full;
  // A link to a path that does not exist yet leads to its future place.
  if (look(DISK, full)?.isSymbolicLink())
    return realPath(resolve(realPath(parent, links + 1), readlinkSync(full)), links + 1);
  return join(realPath(parent, links), basename(full));
}
