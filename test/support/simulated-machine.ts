import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { NodeFiles } from '../../src/plan/nodes/node-files';
import { expandCloudInit } from '../../src/plan/nodes/expanded-document';

/** A script that has not ended by then waits for something that will not come. */
const PATIENCE_MILLISECONDS = 60_000;

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

/** A program that runs on a simulated machine. */
export interface Call {
  readonly program: string;
  readonly words?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Name of the program and its machine, for the error when it does not end. */
  readonly title: string;
  /** Hears what it says as soon as it is said. @default nobody */
  readonly hear?: (text: string) => void;
}

/** How a program ended: its exit code, or something killed it, such as a power cut. */
export interface Ending {
  readonly code: number | 'killed';
  readonly output: string;
}

/** The disk of a simulated machine: a folder with the files that its user data makes. */
export class MachineDisk {
  constructor(readonly disk: string) {}

  /** Writes the files that cloud-init would write. @param changed what becomes of a file's text */
  protected lay(files: NodeFiles, changed = (text: string): string => text): void {
    for (const { path, content, permissions } of writtenFiles(files)) {
      this.put(path, changed(content));
      chmodSync(join(this.disk, path), parseInt(permissions, 8));
    }
  }

  put(path: string, text: string): void {
    writeInto(this.disk, path, text);
  }

  has(path: string): boolean {
    return existsSync(join(this.disk, path));
  }

  read(path: string): string {
    return readFileSync(join(this.disk, path), 'utf8');
  }

  remove(path: string): void {
    unlinkSync(join(this.disk, path));
  }

  mode(path: string): string {
    return (statSync(join(this.disk, path)).mode & 0o777).toString(8);
  }

  /** What a boot takes with it: everything in memory. */
  reboot(): this {
    rmSync(join(this.disk, 'run'), { recursive: true, force: true });
    return this;
  }
}

/** A simulated machine in a world of its own: beside its disk a folder with the commands that stand in for others, and a log. */
export class LoneMachine extends MachineDisk {
  /** @param standIns bash scripts, by the names of the commands */
  constructor(
    protected readonly world: string,
    standIns: Readonly<Record<string, string>>,
  ) {
    super(join(world, 'disk'));
    for (const [name, body] of Object.entries(standIns)) {
      this.write(`bin/${name}`, `#!/bin/bash\n${body}\n`);
      chmodSync(join(world, 'bin', name), 0o755);
    }
    this.write('log', '');
  }

  /** Runs one of its own scripts, with the stand-ins before the commands of the system. */
  protected call(script: string, env: NodeJS.ProcessEnv, hear?: (text: string) => void): Promise<Ending> {
    const own = { PATH: `${join(this.world, 'bin')}:/usr/bin:/bin`, TOPOGEN_ROOT: this.disk, WORLD: this.world };
    const program = join(this.disk, 'usr/local/sbin', script);
    return runToEnd({ program, title: script, env: { ...own, ...env }, ...(hear ? { hear } : {}) });
  }

  /** The lines that stand-ins have noted. */
  log(): string[] {
    return readFileSync(join(this.world, 'log'), 'utf8').split('\n').filter(Boolean);
  }

  destroy(): void {
    rmSync(this.world, { recursive: true });
  }

  protected write(path: string, text: string): void {
    writeInto(this.world, path, text);
  }
}

/** Writes a file below a folder, and makes the folders between. */
export function writeInto(root: string, path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Runs a program until it ends, and kills it, with all that it started, if it does not. */
export function runToEnd({ program, words = [], env, title, hear }: Call): Promise<Ending> {
  return new Promise((resolve, reject) => {
    // It has a process group of its own. A bash whose input is a socket would read the profile of whoever runs this.
    const child = spawn(program, words, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
    let output = '';
    const listen = (data: Buffer): void => {
      output += data.toString();
      hear?.(data.toString());
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const timer = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      reject(new Error(`${title} does not end:\n${output.slice(-4_000)}`));
    }, PATIENCE_MILLISECONDS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 'killed', output });
    });
  });
}

/** Returns the files that cloud-init would write, read from the user data itself. */
export function writtenFiles(files: NodeFiles): WrittenFile[] {
  const document = files.artifacts.find((artifact) => artifact.path === files.userData);
  if (!document) throw new Error(`no ${files.userData}`);
  const parsed = parse(expandCloudInit(document.text, files.artifacts)) as { write_files: WrittenFile[] };
  return parsed.write_files;
}
