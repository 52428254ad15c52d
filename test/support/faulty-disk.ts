import * as fs from 'node:fs';
import type { Disk } from '../../src/cli/io/outputs/disk';

/** The end of a process on a disk: it makes no further call. Thrown out of the call that did not happen. */
export class Killed extends Error {}

/** Answers a call instead of the disk, or returns undefined to let it pass. It throws to make a fault. */
export type Interference = (call: {
  readonly name: string;
  readonly index: number;
  readonly args: unknown[];
}) => { readonly answer: unknown } | undefined;

/** Makes the real disk with a function that is called before each of its calls. */
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

/**
 * Makes a disk whose process is killed at a call: half of the bytes of that call are written, and no further call is
 * made.
 */
export function killingDisk(at: number, base: Disk = fs): Disk {
  return interferingDisk(({ name, index, args }) => {
    if (index === at && name === 'writeSync') {
      const [handle, bytes, offset, length] = args as [number, Uint8Array, number, number];
      fs.writeSync(handle, bytes, offset, Math.floor(length / 2));
    }
    if (index < at) return undefined;
    // The system closes the files of a dead process.
    if (name === 'closeSync') return { answer: fs.closeSync(args[0] as number) };
    throw new Killed(`killed at call ${at}`);
  }, base);
}

/** Makes a fault of the disk as Node reports it. */
export function diskError(code: string, path?: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: simulated`), { code, syscall: 'simulated', ...(path ? { path } : {}) });
}

/** Makes a disk that accepts at most so many bytes of a write, and reports that by the count. */
export function shortWritingDisk(most: number): Disk {
  return interferingDisk(({ name, args }) => {
    if (name !== 'writeSync') return undefined;
    const [handle, bytes, offset, length, position] = args as [number, Uint8Array, number, number, number];
    return { answer: fs.writeSync(handle, bytes, offset, Math.min(length, most), position) };
  });
}

/** Makes a disk that never waits for its writes to survive a power cut: no test has one. */
export function hastyDisk(): Disk {
  return interferingDisk(({ name }) => (name === 'fsyncSync' ? { answer: undefined } : undefined));
}

/** Makes a disk on which a run's own folder is on another file system than everything else. */
export function disksApart(): Disk {
  const inside = (path: unknown): boolean => String(path).includes('.topogen-run-');
  return interferingDisk(({ name, args }) => {
    if ((name === 'renameSync' || name === 'linkSync') && inside(args[0]) !== inside(args[1])) throw diskError('EXDEV');
    return undefined;
  }, hastyDisk());
}
