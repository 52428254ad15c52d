import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DISK, look } from './outputs/disk';
import { Refusal } from './refusal';

/** Links that may follow one another, as the system has it. */
const MOST_LINKS = 40;

/**
 * Where a path leads that the user named: the links on the way are theirs, and are followed. What is not there yet is taken as
 * it is named. Throws a refusal where links go round in a circle.
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
  // A link to what is not there yet leads to where it will be.
  if (look(DISK, full)?.isSymbolicLink())
    return realPath(resolve(realPath(parent, links + 1), readlinkSync(full)), links + 1);
  return join(realPath(parent, links), basename(full));
}
