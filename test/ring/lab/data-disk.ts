import { truncateSync, writeFileSync } from 'node:fs';
import { must, run } from './shell';

/** A data disk of a machine: a loop device over a sparse file, which grows as the clouds' disks do, while it is in use. */
export class DataDisk {
  private constructor(
    private readonly file: string,
    readonly device: string,
  ) {}

  static async make(file: string, sizeMib: number): Promise<DataDisk> {
    writeFileSync(file, '');
    truncateSync(file, sizeMib * 2 ** 20);
    return new DataDisk(file, (await must(['losetup', '--find', '--show', file])).trim());
  }

  /** Copies what is on the disk now to a disk of its own, as a snapshot of the clouds is copied to one. */
  async copyTo(file: string): Promise<DataDisk> {
    await must(['cp', '--sparse=always', this.file, file]);
    return new DataDisk(file, (await must(['losetup', '--find', '--show', file])).trim());
  }

  /** Enlarges the disk. What is on it knows nothing of that yet. */
  async grow(sizeMib: number): Promise<void> {
    truncateSync(this.file, sizeMib * 2 ** 20);
    await must(['losetup', '--set-capacity', this.device]);
  }

  async remove(): Promise<void> {
    await run(['losetup', '--detach', this.device]);
  }
}
