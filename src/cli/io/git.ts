import { spawnSync } from 'node:child_process';
import { Refusal } from './refusal';

/** More than any spec or list of one folder has. */
const MOST_BYTES = 16 * 1024 * 1024;

/** What git answered. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly out: Buffer;
  /** Git's own words, on one line. */
  readonly words: string;
}

/**
 * Asks git in a folder.
 *
 * @throws Refusal where git cannot be started
 */
export function git(folder: string, ...args: string[]): GitAnswer {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], { maxBuffer: MOST_BYTES });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new Refusal('git is not installed, or not on the PATH; without it only files can be compared');
  const words = (stderr ?? Buffer.alloc(0))
    .toString('utf8')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
  return { ok: status === 0, out: stdout ?? Buffer.alloc(0), words: words || (error?.message ?? '') };
}
