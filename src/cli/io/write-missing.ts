import { dirname, join } from 'node:path';
import type { Artifact } from '../../kernel/artifact';
import { diskFault } from './disk-fault';
import { DISK, look, makeFolder, passing, writeNew, type Disk } from './outputs/disk';
import { Refusal } from './refusal';

/** The files of `writeMissing`, by path in its folder. */
export interface Missing {
  readonly written: readonly string[];
  /** Files that were there before and are as they were. */
  readonly kept: readonly string[];
}

/**
 * Writes those files of a folder that are not there yet, and never touches one that is.
 *
 * @throws Refusal if one cannot be written; it says which were
 */
export function writeMissing(folder: string, artifacts: readonly Artifact[], disk: Disk = DISK): Missing {
  const written: string[] = [];
  const kept: string[] = [];
  try {
    for (const { path, text } of artifacts) {
      const at = join(folder, path);
      if (look(disk, at)) {
        kept.push(path);
        continue;
      }
      makeFolder(disk, dirname(at));
      writeWhole(disk, at, text);
      written.push(path);
    }
  } catch (error) {
    const fault = diskFault(error);
    if (fault === undefined) throw error;
    throw new Refusal(
      `${fault}; ${written.length === 0 ? 'nothing was written' : `written before: ${written.join(', ')}`}`,
    );
  }
  return { written, kept };
}

/** Writes a new file; where that fails, none is left. */
function writeWhole(disk: Disk, at: string, text: string): void {
  try {
    writeNew(disk, at, text, { durable: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') passing(['ENOENT'], () => disk.unlinkSync(at));
    throw error;
  }
}
