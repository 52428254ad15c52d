import * as fs from 'node:fs';
import type { Disk } from '../../src/cli/io/outputs/disk';

/** The end of a process, as a disk sees it: nothing more is called. Thrown out of the call that was not to be. */
export class Killed extends Error {}

/** Answers a call in the disk's place; undefined lets it pass. Throwing stands for a fault. */
export type Interference = (call: {
  readonly name: string;
  readonly index: number;
  readonly args: unknown[];
}) => { readonly answer: unknown } | undefined;

/** The real disk, with someone who is asked at every call. */
export function interferingDisk(interfere: Interference, base: Disk = fs): Disk & { calls(): number } {
  let index = 0;
  const calls = (): number => index;
  return new Proxy(base as Disk & { calls(): number }, {
    get(target, name: string) {
      if (name === 'calls') return calls;
      const call = (target as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!;
      return (...args: unknown[]): unknown => {
        const instead = interfere({ name, index: index++, args });
        return instead ? instead.answer : call(...args);
      };
    },
  });
}

/** A disk whose process is killed at a call: half of what it was to write is written, and nothing else is called after it. */
export function killingDisk(at: number, base: Disk = fs): Disk {
  return interferingDisk(({ name, index, args }) => {
    if (index === at && name === 'writeSync') {
      const [handle, bytes, offset, length] = args as [number, Uint8Array, number, number];
      fs.writeSync(handle, bytes, offset, Math.floor(length / 2));
    }
    if (index < at) return undefined;
    // The system closes what a dead process had open.
    if (name === 'closeSync') return { answer: fs.closeSync(args[0] as number) };
    throw new Killed(`killed at call ${at}`);
  }, base);
}

/** A fault of the disk as Node reports it. */
export function diskError(code: string, path?: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: simulated`), { code, syscall: 'simulated', ...(path ? { path } : {}) });
}

/** A disk that takes at most so many bytes of a write, and says so by the count. */
export function shortWritingDisk(most: number): Disk {
  return interferingDisk(({ name, args }) => {
    if (name !== 'writeSync') return undefined;
    const [handle, bytes, offset, length, position] = args as [number, Uint8Array, number, number, number];
    return { answer: fs.writeSync(handle, bytes, offset, Math.min(length, most), position) };
  });
}

/** A disk that never waits until what was written outlasts a power cut: no test has one. */
export function hastyDisk(): Disk {
  return interferingDisk(({ name }) => (name === 'fsyncSync' ? { answer: undefined } : undefined));
}

/** A disk on which a run's own folder lies on another file system than all else. */
export function disksApart(): Disk {
  const inside = (path: unknown): boolean => String(path).includes('.topogen-run-');
  return interferingDisk(({ name, args }) => {
    if ((name === 'renameSync' || name === 'linkSync') && inside(args[0]) !== inside(args[1])) throw diskError('EXDEV');
    return undefined;
  }, hastyDisk());
}
