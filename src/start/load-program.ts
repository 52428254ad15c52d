import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { CompileCache, cacheFolder, type CompiledCode } from './compile-cache';

/*
 * Reading and compiling take most of a short run: nine hundred modules of cdktf, its providers and topogen. The build makes one
 * file of them, and each command's first run keeps the code that V8 compiled of that file: `CompileCache`.
 */

/** The exports of the built program, `src/start/program.ts`. */
export interface Program {
  /** Runs the command line once; sets the exit code. */
  topogen(args: readonly string[]): Promise<void>;
  /** Runs once for `cdktf synth`, `diff` or `deploy`; sets the exit code. */
  cdktfApp(env: NodeJS.ProcessEnv): Promise<void>;
}

interface LoadedProgram {
  readonly program: Program;
  /** Keeps the code that V8 has compiled up to now, if this command is the first of its kind. */
  keepCompiled(command: string): void;
}

const BUILT = 'program.js';

/**
 * Loads the built program of a folder and runs one command of it. An installation that lacks it gets a one-line message.
 */
export async function startProgram(
  folder: string,
  command: string,
  run: (program: Program) => Promise<void>,
): Promise<void> {
  let loaded: LoadedProgram;
  try {
    loaded = loadProgram(folder);
  } catch (thrown) {
    process.stderr.write(`error: ${notLoaded(thrown)}\n`);
    process.exitCode = 1;
    return;
  }
  await run(loaded.program);
  // A run that failed has compiled little of what its command needs.
  if (process.exitCode !== 1) loaded.keepCompiled(command);
}

function notLoaded(thrown: unknown): string {
  const { message, syscall } = thrown as NodeJS.ErrnoException;
  if (syscall === 'uv_cwd') return 'the current folder is gone; change into one that is there';
  return `topogen is not installed whole (${message}); install it anew`;
}

function loadProgram(folder: string): LoadedProgram {
  const filename = join(folder, BUILT);
  const built = readFileSync(filename);
  const place = cacheFolder(process.env, process.platform);
  const cache = place === undefined ? undefined : new CompileCache(place, built);
  const kept = cache?.read();
  const script = compile(built, filename, kept);
  const module = { exports: {} as { readonly program: Program } };
  const run = script.runInThisContext() as (...names: readonly unknown[]) => void;
  run(module.exports, createRequire(filename), module, filename, dirname(filename));
  // V8 refuses what another release of it, or one with other flags, has made.
  const commands = kept && script.cachedDataRejected !== true ? kept.commands : [];
  return {
    program: module.exports.program,
    keepCompiled: (command) => {
      if (cache && !commands.includes(command))
        cache.write({ data: script.createCachedData(), commands: [...commands, command] });
    },
  };
}

function compile(built: Buffer, filename: string, kept: CompiledCode | undefined): Script {
  // The build writes ASCII alone; as Latin-1 it takes V8 half the memory.
  const text = Module.wrap(built.toString('latin1'));
  return new Script(text, { filename, ...(kept ? { cachedData: kept.data } : {}) });
}
