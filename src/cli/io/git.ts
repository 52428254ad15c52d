import { spawnSync } from 'node:child_process';
import { Refusal } from './refusal';

/** Every spec, and every list of one folder, is smaller. */
const MOST_BYTES = 16 * 1024 * 1024;

/** git's answer. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly out: Buffer;
  /** git's error message, on one line. */
  readonly words: string;
}

/**
 * Runs git in a folder.
 *
 * @throws Refusal if git cannot be started
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
