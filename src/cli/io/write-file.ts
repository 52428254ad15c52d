import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { diskFault } from './disk-fault';
import { DISK, look, makeFolder, moveFile, passing, syncFolder, writeNew, type Disk } from './outputs/disk';
import { realPath } from './real-path';
import { Refusal } from './refusal';

/**
 * Writes a single file that the user named, whole or not at all: a reader finds the former content or the new one, even
 * if the run is killed. If the path is a link, its target is replaced, and the link stays.
 *
 * @throws Refusal if it cannot be written
 */
export function writeFileAtomically(path: string, text: string, disk: Disk = DISK): void {
  if (path === '') throw new Refusal('the name of the file to write is empty; name one');
  try {
    const real = realPath(path);
    const there = look(disk, real);
    if (there?.isDirectory()) throw new Refusal(`${path} is a folder; name a file`);
    if (there && !there.isFile()) throw new Refusal(`${path} is a device or a pipe; name a file`);
    makeFolder(disk, dirname(real));
    replaceFile(disk, real, text, there);
  } catch (error) {
    const fault = diskFault(error);
    throw fault === undefined ? error : new Refusal(`${fault}; ${path} is as it was before`);
  }
}

function replaceFile(disk: Disk, real: string, text: string, instead: ReturnType<typeof look>): void {
  const mark = randomBytes(6).toString('hex');
  const fresh = join(dirname(real), `.topogen-new-${mark}`);
  try {
    writeNew(disk, fresh, text, { durable: true, instead });
    moveFile(disk, fresh, real, `.topogen-copy-${mark}`);
    syncFolder(disk, dirname(real));
  } catch (error) {
    passing(['ENOENT'], () => disk.unlinkSync(fresh));
    throw error;
  }
}
