import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { readdirSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/*
 * Compiling takes most of a short run, so the code that V8 compiled of the program is kept in the user's cache folder, a file
 * for each build of the program and each release of Node. V8 trusts every byte of what it is given, so a file is used only if
 * this user alone could have written it, and if its seal fits the program and the data. Nothing but time depends on it: where
 * no file can be read or written, the program is compiled anew.
 */

/** The code of a program as it was kept: V8's data, and the commands that had run when it was taken. */
export interface CompiledCode {
  readonly data: Buffer;
  readonly commands: readonly string[];
}

const ENDING = '.compiled';
const SEAL_BYTES = 32;
const LARGEST_BYTES = 2 ** 26;
const KEPT_MS = 30 * 24 * 3600 * 1000;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Returns the cache folder of the user of this environment, undefined if it names none, or if it says that nothing is to be
 * kept, in the words of Node's own compile cache.
 */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  if (env['NODE_DISABLE_COMPILE_CACHE'] === '1') return undefined;
  const home = env['HOME'];
  const places = {
    win32: [env['LOCALAPPDATA']],
    darwin: [env['XDG_CACHE_HOME'], home && join(home, 'Library', 'Caches')],
  }[platform as string] ?? [env['XDG_CACHE_HOME'], home && join(home, '.cache')];
  const place = places.find((each) => each !== undefined && isAbsolute(each));
  return place && join(place, 'topogen');
}

/** The kept code of one built program, in a folder of `cacheFolder`. */
export class CompileCache {
  private readonly key: Buffer;
  private readonly path: string;

  constructor(
    private readonly folder: string,
    built: Buffer,
  ) {
    this.key = createHash('sha256').update(built).digest();
    const build = this.key.toString('hex').slice(0, 32);
    this.path = join(folder, `${build}-${process.version}-${process.arch}${ENDING}`);
  }

  /** Returns what is kept; undefined if nothing is, or nothing that is to be trusted. */
  read(): CompiledCode | undefined {
    return quietly(() => {
      if (!isOwn(lstatSync(this.folder))) return undefined;
      const file = readOwn(this.path);
      const content = file.subarray(SEAL_BYTES);
      if (!this.seal(content).equals(file.subarray(0, SEAL_BYTES))) return undefined;
      const end = content.indexOf('\n');
      return { commands: JSON.parse(content.toString('utf8', 0, end)) as string[], data: content.subarray(end + 1) };
    });
  }

  /** Keeps code instead of what was kept; does nothing where that cannot be. */
  write({ data, commands }: CompiledCode): void {
    quietly(() => {
      makeOwn(this.folder);
      if (!isOwn(lstatSync(this.folder))) return;
      this.removeOld();
      const content = Buffer.concat([Buffer.from(`${JSON.stringify(commands)}\n`), data]);
      const temporary = `${this.path}.${process.pid}`;
      try {
        writeFileSync(temporary, Buffer.concat([this.seal(content), content]), { flag: 'wx', mode: 0o600 });
        renameSync(temporary, this.path);
      } finally {
        rmSync(temporary, { force: true });
      }
    });
  }

  /** Removes what builds and releases of Node left that nobody has for a month; a program in use makes its own anew. */
  private removeOld(): void {
    for (const name of readdirSync(this.folder).filter((it) => it.includes(ENDING))) {
      const path = join(this.folder, name);
      quietly(() => {
        if (Date.now() - lstatSync(path).mtimeMs > KEPT_MS) rmSync(path);
      });
    }
  }

  private seal(content: Buffer): Buffer {
    return createHash('sha256').update(this.key).update(content).digest();
  }
}

/** Reads a file that this user alone can have written. */
function readOwn(path: string): Buffer {
  // A pipe that lies there must not hold the program up; Windows has neither flag.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || !isOwn(stats) || stats.size > LARGEST_BYTES) throw new Error('not to be trusted');
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** True if only this user can write there. */
function isOwn(stats: Stats): boolean {
  return isOwners(stats) && (process.geteuid === undefined || (stats.mode & WRITABLE_BY_OTHERS) === 0);
}

/** True if it is this user's. Windows tells no owners; the folder there is the user's by its own rights. */
function isOwners({ uid }: Stats): boolean {
  return process.geteuid === undefined || uid === process.geteuid();
}

/**
 * Makes a private folder, in what is this user's: a home of somebody else, as that of a user whose `HOME` root has kept, gets no
 * file that they could not remove. Folder by folder, since Node's own recursion never ends in `/proc`.
 */
function makeOwn(folder: string): void {
  if (lstatSync(folder, { throwIfNoEntry: false })) return;
  const parent = dirname(folder);
  makeOwn(parent);
  if (!isOwners(statSync(parent))) throw new Error('not this user’s');
  mkdirSync(folder, { mode: 0o700 });
}

function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
