import { cassandraOf } from '../../../../src/plan/datastores/cassandra/of-plan';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { expandCloudInit } from '../../../support/expand-cloud-init';
import { renderKongMigrations } from '../../../../src/plan/pools/nodes/render';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import type { Plan } from '../../../../src/plan/plan';
import { readTemplates } from '../../../support/templates';
import { datacenterOf, poolFilesOf } from './plan-fixture';

const STAND_INS = join(__dirname, 'stand-ins');
const TEMPLATES = readTemplates();
/** A script that has not ended by then waits for something that will not come. */
const PATIENCE_MILLISECONDS = 60_000;

/** What can go wrong, and how often it does before it goes right. */
export type Fault =
  | 'datastore-late'
  | 'rights-late'
  | 'secrets-failing'
  | 'download-failing'
  | 'download-forged'
  | 'install-failing'
  | 'list-failing'
  | 'migrations-failing'
  | 'kong-late'
  | 'word-failing'
  | 'power-cut-installation'
  | 'power-cut-statement'
  | 'power-cut-migration'
  | 'power-cut-teardown'
  | 'operator-finishes';

/** How a script ended: its exit code, or the power was cut. */
export interface Ending {
  readonly code: number | 'power cut';
  readonly output: string;
}

/** The world around simulated machines: one datastore, one secret manager, one log of what was done. */
export class World {
  private readonly root = mkdtempSync(join(tmpdir(), 'topogen-kong-'));
  readonly password = 'Sup3rS3cret';

  constructor(readonly plan: Plan) {
    const nodes = plan.datacenters.flatMap((datacenter) => cassandraOf(datacenter).nodes);
    for (const node of nodes) this.write(`datastore/nodes/${node.address}`, '');
    this.write('datastore/rights', '');
    this.write('password', `${this.password}\n`);
    this.write('kong-version', `${plan.kong.migrations.release}\n`);
    this.write('log', '');
    if (/^0\.1[0-4]\./.test(plan.kong.migrations.release)) this.write('before-1.0', '');
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** A file of the world; empty where there is none. */
  read(path: string): string {
    const file = join(this.root, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  remove(path: string): void {
    rmSync(join(this.root, path));
  }

  fault(fault: Fault, times: number): this {
    this.write(`faults/${fault}`, `${times}\n`);
    return this;
  }

  /** The schema as another release left it. */
  schema(state: { readonly new: number; readonly pending: number }): this {
    mkdirSync(join(this.root, 'datastore/topogen_state'), { recursive: true });
    this.write('datastore/schema/bootstrapped', '');
    this.write('datastore/schema/new', `${state.new}\n`);
    this.write('datastore/schema/pending', `${state.pending}\n`);
    return this;
  }

  /** Numbers of migrations that are left, or undefined where there is no schema. */
  left(): { readonly new: number; readonly pending: number } | undefined {
    if (!existsSync(join(this.root, 'datastore/schema/bootstrapped'))) return undefined;
    const number = (name: string): number => {
      const file = join(this.root, 'datastore/schema', name);
      return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    };
    return { new: number('new'), pending: number('pending') };
  }

  /** Lines of the log, of one machine or of all with its name first; without questions that change nothing. */
  log(machine?: string): string[] {
    const lines = readFileSync(join(this.root, 'log'), 'utf8').split('\n').filter(Boolean);
    const own = machine === undefined ? lines : lines.filter((line) => line.startsWith(`${machine} `));
    return own.map((line) => (machine === undefined ? line : line.slice(machine.length + 1)));
  }

  poolNode(name: string, datacenter = 'us-east'): Machine {
    return this.machine(name, poolFilesOf(this.plan, datacenter));
  }

  migrationsMachine(name = 'job'): Machine {
    return this.machine(name, renderKongMigrations(this.plan, datacenterOf(this.plan, 'us-east'), TEMPLATES));
  }

  private machine(name: string, files: NodeFiles): Machine {
    return new Machine(name, this.root, join(this.root, 'machines', name), files);
  }

  destroy(): void {
    rmSync(this.root, { recursive: true });
  }
}

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

/** A machine as its user data makes it. */
export class Machine {
  constructor(
    readonly name: string,
    private readonly world: string,
    readonly disk: string,
    files: NodeFiles,
  ) {
    for (const file of writtenFiles(files)) {
      const path = join(disk, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.content);
      chmodSync(path, parseInt(file.permissions, 8));
    }
  }

  /** Runs a script of the machine to its end. */
  run(script: 'topogen-kong-prepare' | 'topogen-kong-migrate' | 'topogen-kong-ready'): Promise<Ending> {
    return this.start(script, join(this.disk, 'usr/local/sbin', script));
  }

  /** Runs a command of an operator's in bash, with the machine's own scripts; who types it is root already. */
  operate(command: string): Promise<Ending> {
    const own = command.replaceAll('sudo ', '').replaceAll('/usr/local/lib/', `${this.disk}/usr/local/lib/`);
    return this.start(own, '/bin/bash', ['-c', own]);
  }

  private start(script: string, program: string, words: readonly string[] = []): Promise<Ending> {
    return new Promise((resolve, reject) => {
      // A process group of its own, which a power cut ends as a whole.
      const child = spawn(program, words, {
        detached: true,
        // A bash whose input is a socket would read the profile of whoever runs this.
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { PATH: `${STAND_INS}:/usr/bin:/bin`, TOPOGEN_ROOT: this.disk, WORLD: this.world, MACHINE: this.name },
      });
      let output = '';
      const hear = (data: Buffer): void => void (output += data.toString());
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      const timer = setTimeout(() => {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        reject(new Error(`${script} on ${this.name} does not end:\n${output.slice(-4_000)}`));
      }, PATIENCE_MILLISECONDS);
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ code: code ?? 'power cut', output });
      });
    });
  }

  /** What a boot takes with it: everything in memory. */
  reboot(): this {
    rmSync(join(this.disk, 'run'), { recursive: true, force: true });
    return this;
  }

  has(path: string): boolean {
    return existsSync(join(this.disk, path));
  }

  read(path: string): string {
    return readFileSync(join(this.disk, path), 'utf8');
  }

  mode(path: string): string {
    return (statSync(join(this.disk, path)).mode & 0o777).toString(8);
  }

  /** A value in the kong.conf that Kong is started with. */
  setting(key: string): string | undefined {
    return new RegExp(`^${key} = (.*)$`, 'm').exec(this.read('etc/kong/kong.conf'))?.[1];
  }

  put(path: string, text: string): void {
    mkdirSync(dirname(join(this.disk, path)), { recursive: true });
    writeFileSync(join(this.disk, path), text);
  }
}

/** The files that cloud-init would write, read from the user data itself. */
export function writtenFiles(files: NodeFiles): WrittenFile[] {
  const document = files.artifacts.find((artifact) => artifact.path === files.userData);
  if (!document) throw new Error(`no ${files.userData}`);
  const parsed = parse(expandCloudInit(document.text, files.artifacts)) as { write_files: WrittenFile[] };
  return parsed.write_files;
}
