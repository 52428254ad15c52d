import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/*
 * Reading and compiling take most of a short run: nine hundred modules of cdktf, its providers and topogen. The build
 * makes one file of them, and keeps beside it the code that V8 compiled of that file in a first run. A V8 of another
 * version, which cannot use that code, compiles the file itself: nothing but time depends on it.
 */

/** The exports of the built program, `src/start/program.ts`. */
export interface Program {
  /** Runs the command line once; sets the exit code. */
  topogen(args: readonly string[]): Promise<void>;
  /** Runs once for `cdktf synth`, `diff` or `deploy`; sets the exit code. */
  cdktfApp(env: NodeJS.ProcessEnv): Promise<void>;
}

export interface LoadedProgram {
  readonly program: Program;
  /** Returns the code that V8 has compiled up to now: the content of the file `COMPILED`. */
  compiled(): Buffer;
}

const BUILT = 'program.js';
export const COMPILED = 'program.compiled';

/** Loads the built program of a folder and runs it. An installation that lacks it gets a one-line message. */
export function startProgram(folder: string, run: (program: Program) => Promise<void>): void {
  let loaded: LoadedProgram;
  try {
    loaded = loadProgram(folder);
  } catch (thrown) {
    process.stderr.write(`error: ${notLoaded(thrown)}\n`);
    process.exitCode = 1;
    return;
  }
  void run(loaded.program);
}

function notLoaded(thrown: unknown): string {
  const { message, syscall } = thrown as NodeJS.ErrnoException;
  if (syscall === 'uv_cwd') return 'the current folder is gone; change into one that is there';
  return `topogen is not installed whole (${message}); install it anew`;
}

/**
 * Loads the built program of a folder.
 *
 * @throws Error if there is none
 */
export function loadProgram(folder: string): LoadedProgram {
  const filename = join(folder, BUILT);
  const built = readFileSync(filename);
  const cachedData = usable(join(folder, COMPILED), built);
  // The build writes ASCII alone; as Latin-1 it takes V8 half the memory.
  const script = new Script(Module.wrap(built.toString('latin1')), { filename, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} as { readonly program: Program } };
  const run = script.runInThisContext() as (...names: readonly unknown[]) => void;
  run(module.exports, createRequire(filename), module, filename, dirname(filename));
  const { program } = module.exports;
  return { program, compiled: () => sealed(script.createCachedData(), built) };
}

const SEAL_BYTES = 32;

/**
 * Seals V8's data. V8 checks only the length of the text that its data belongs to, and trusts every byte of the data:
 * the seal proves that both are from the build.
 */
function sealed(data: Buffer, built: Buffer): Buffer {
  return Buffer.concat([seal(data, built), data]);
}

function seal(data: Buffer, built: Buffer): Buffer {
  return createHash('sha256').update(built).update(data).digest();
}

/** Returns the data of a sealed file; undefined if there is none, or none for this program. */
function usable(path: string, built: Buffer): Buffer | undefined {
  let file: Buffer;
  try {
    file = readFileSync(path);
  } catch {
    return undefined;
  }
  const data = file.subarray(SEAL_BYTES);
  return seal(data, built).equals(file.subarray(0, SEAL_BYTES)) ? data : undefined;
}
