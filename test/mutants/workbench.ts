import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { FileResult } from './reporter';

/** What of the project the tests need. */
const PARTS = [
  'package.json',
  'tsconfig.json',
  'cdktf.json',
  'README.md',
  'src',
  'templates',
  'topologies',
  'schema',
  'test',
];

/** How a run of tests ended. */
export interface TestRun {
  /** `undefined` where it did not end within its time. */
  readonly passed: boolean | undefined;
  /** By path from the project's root, in the order in which they ran: files whose tests all passed or not, and their time. */
  readonly files: readonly { readonly test: string; readonly passed: boolean; readonly seconds: number }[];
}

/** A copy of the project, in which a file may be changed while tests run. */
export class Workbench {
  readonly root = mkdtempSync(join(tmpdir(), 'topogen-mutants-'));
  private readonly originals = new Map<string, string>();
  private running: number | undefined;
  private readonly temporary = join(this.root, 'temporary');

  private readonly jestProgram = join(this.root, 'node_modules', 'jest', 'bin', 'jest.js');
  private readonly ownArguments = [
    ...['--rootDir', this.root, '--silent', '--reporters', join(__dirname, 'reporter.js')],
    // Beside the temporary folder, which is emptied after each run: else every mutant would have all sources compiled again.
    ...['--cacheDirectory', join(this.root, 'cache')],
  ];

  constructor(project: string) {
    const parts = [...PARTS, 'docs'].filter((part) => existsSync(join(project, part)));
    for (const part of parts) cpSync(join(project, part), join(this.root, part), { recursive: true });
    symlinkSync(join(project, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** A hash of all that tests read: sources, templates, topologies and the tests themselves. */
  state(): string {
    const hash = createHash('sha256');
    for (const part of PARTS) {
      const names = statSync(join(this.root, part)).isFile()
        ? ['']
        : readdirSync(join(this.root, part), { recursive: true });
      for (const name of names.map(String).sort()) {
        const path = join(this.root, part, name);
        if (statSync(path).isFile()) hash.update(`${part}/${name}\n`).update(readFileSync(path));
      }
    }
    return hash.digest('hex');
  }

  /** A file as the project has it, whatever stands in the copy now. */
  read(path: string): string {
    return this.originals.get(path) ?? readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string): void {
    if (existsSync(join(this.root, path))) this.originals.set(path, this.read(path));
    writeFileSync(join(this.root, path), text);
  }

  restore(path: string): void {
    this.write(path, this.read(path));
  }

  /** The test files that load one of these sources, by path from the project's root. */
  relatedTests(sources: readonly string[]): string[] {
    const args = [this.jestProgram, '--rootDir', this.root, '--listTests', '--findRelatedTests', ...sources];
    const { stdout } = spawnSync(process.execPath, args, { cwd: this.root, encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((path) => relative(this.root, path));
  }

  /** Runs jest with these arguments, and ends it, with all that it started, after a time. */
  async jest(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    limitSeconds: number,
  ): Promise<TestRun> {
    const results = join(this.root, 'results.jsonl');
    writeFileSync(results, '');
    mkdirSync(this.temporary, { recursive: true });
    const code = await this.end(
      [this.jestProgram, ...this.ownArguments, ...args],
      { ...process.env, TMPDIR: this.temporary, TOPOGEN_RESULTS: results, ...environment },
      limitSeconds,
    );
    this.clear();
    const lines = readFileSync(results, 'utf8').split('\n').filter(Boolean);
    const files = lines.map((line) => {
      const { path, passed, seconds } = JSON.parse(line) as FileResult;
      return { test: relative(this.root, path), passed, seconds };
    });
    return { passed: code === undefined ? undefined : code === 0, files };
  }

  /** Ends what runs in it, and takes it away. */
  remove(): void {
    if (this.running !== undefined) tryKill(-this.running);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  private end(args: readonly string[], env: NodeJS.ProcessEnv, limitSeconds: number): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: this.root, env, detached: true, stdio: 'ignore' });
      this.running = child.pid;
      const timer = setTimeout(() => {
        tryKill(-child.pid!);
        resolve(undefined);
      }, limitSeconds * 1000);
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        this.running = undefined;
        resolve(code ?? 1);
      });
    });
  }

  /** Ends what a mutant left running, such as a script that now waits without pause, and takes its files away. */
  private clear(): void {
    const processes = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
    for (const id of processes) if (commandLine(id).includes(this.temporary)) tryKill(Number(id));
    rmSync(this.temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function tryKill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
