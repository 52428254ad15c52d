import { cassandraOf } from '../../../../src/plan/datastores/cassandra/of-plan';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderKongMigrations } from '../../../../src/plan/pools/nodes/render';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import type { Plan } from '../../../../src/plan/plan';
import { MachineDisk, runToEnd, writeInto, type Ending } from '../../../support/simulated-machine';
import { readTemplates } from '../../../support/templates';
import { datacenterOf, poolFilesOf } from './plan-fixture';

const STAND_INS = join(__dirname, 'stand-ins');
const TEMPLATES = readTemplates();

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
    writeInto(this.root, path, text);
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

/** A machine as its user data makes it. */
export class Machine extends MachineDisk {
  constructor(
    readonly name: string,
    private readonly world: string,
    disk: string,
    files: NodeFiles,
  ) {
    super(disk);
    this.lay(files);
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
    // A power cut ends the whole process group of the program.
    const env = { PATH: `${STAND_INS}:/usr/bin:/bin`, TOPOGEN_ROOT: this.disk, WORLD: this.world, MACHINE: this.name };
    return runToEnd({ program, words, env, title: `${script} on ${this.name}` });
  }

  /** A value in the kong.conf that Kong is started with. */
  setting(key: string): string | undefined {
    return new RegExp(`^${key} = (.*)$`, 'm').exec(this.read('etc/kong/kong.conf'))?.[1];
  }
}
