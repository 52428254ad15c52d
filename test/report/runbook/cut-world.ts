import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../../src/plan/plan';
import type { RunbookStep } from '../../../src/report/runbook/runbook';

const STAND_INS = join(__dirname, 'stand-ins');

/** What a client gets: a status, after a time. */
export interface Response {
  readonly status: number;
  readonly seconds: number;
}

/** A pool as its cluster was applied last. */
interface AppliedPool {
  readonly datacenter: string;
  readonly name: string;
  readonly release: string;
  readonly nodes: number;
  readonly isOpen: boolean;
  readonly isHeld: boolean;
  readonly serves: boolean;
}

/** A machine of a pool. */
interface PoolNode {
  readonly folder: string;
  readonly pool: AppliedPool;
}

/**
 * Gateways of a topology in a temporary folder, each machine a folder of its own, that act as Kong's own code was seen to.
 * The commands of runbooks are run there by bash, and find stand-ins for Terraform and for the programs of machines.
 *
 * A node serves the routes that its worker holds to consumers that it has seen before, whatever has become of its datastore.
 * Others it looks for: without a datastore that is a 500, after 5 to 10 seconds. A worker that dies is followed by one with
 * the configuration of now, or without a datastore by one with that of the last start or reload.
 */
export class CutWorld {
  readonly root = mkdtempSync(join(tmpdir(), 'topogen-cut-'));
  private made = 0;

  /** @param holds false for clouds that hold no pool, whatever the plan says */
  constructor(private readonly holds = true) {
    this.write('routes', '/old');
    this.write('schema', '2.8.5');
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Writes the spec of a plan: what `topogen synth` makes trees of. */
  edit(plan: Plan): void {
    rmSync(join(this.root, 'edited'), { recursive: true, force: true });
    for (const { name: datacenter, pools } of plan.datacenters) {
      const lines = pools.map(({ name, release, nodes, held, takesClients, ports }) => {
        const isOpen = plan.flows.some(
          ({ from, to }) =>
            from.kind === 'role' && from.role === 'kong' && from.name === name && from.datacenter === datacenter &&
            to.kind === 'role' && to.role === 'cassandra', // prettier-ignore
        );
        return `${name} ${release} ${nodes} ${isOpen ? 'open' : 'cut'} ${held ? 'held' : 'free'} ${takesClients ? 'serves' : 'stands'} ${ports.admin} ${ports.proxy} ${ports.proxyTls}`;
      });
      this.write(`edited/cluster-${datacenter}/pools`, `${lines.join('\n')}\n`);
      const { migrations } = plan.kong;
      if (migrations.datacenter === datacenter)
        this.write(`edited/cluster-${datacenter}/migrations`, migrations.release);
    }
  }

  /** Builds the gateway of a plan, whose nodes have served `known` on every route that there is. */
  build(plan: Plan): void {
    this.edit(plan);
    for (const { name } of plan.datacenters)
      this.must('.', `topogen synth edge.json && terraform -chdir=cluster-${name} apply`);
    this.settle();
    // Made while all nodes run: they have it from the datastore, and none of them was started with it.
    this.write('routes', '/old\n/new');
    for (const { folder } of this.nodes()) {
      this.write(join(folder, 'worker'), '/old\n/new');
      this.write(join(folder, 'cached'), 'known');
    }
  }

  /** Runs a step's commands where it says. Returns what they said. */
  run({ where, commands }: RunbookStep): string {
    const folders = this.places(where);
    const said = folders.flatMap((folder) => commands.map((command) => this.must(folder, command)));
    this.settle();
    return said.join('');
  }

  /** Runs a command on each node of a release, whatever it ends with. Returns the exit codes. */
  tryOnNodes(release: string, command: string): number[] {
    return this.nodesOf(release).map(({ folder }) => this.sh(folder, command).status ?? 255);
  }

  /** Asks through the balancers of all datacenters: each node that gets clients answers once. */
  ask(route: string, consumer: string): Response[] {
    const pools = this.pools().filter(({ serves }) => serves);
    return this.nodes()
      .filter(({ pool }) => pools.some((it) => isSame(it, pool)))
      .map((node) => this.answer(node, route, consumer));
  }

  /** Status of the Admin API on each node of a release. */
  admin(release: string): number[] {
    return this.nodesOf(release).map((node) => (this.reaches(node) ? 200 : 500));
  }

  connections(release: string): number {
    return this.nodesOf(release).filter(({ folder }) => this.has(folder, 'connection')).length;
  }

  runningNodes(release: string): number {
    return this.nodesOf(release).filter(({ folder }) => this.has(folder, 'running')).length;
  }

  /** A worker of every node dies, and nginx starts another. */
  killWorkers(): void {
    for (const { folder, pool } of this.nodes()) {
      if (!this.has(folder, 'running')) continue;
      const isOpen = this.isOpen(pool);
      if (!isOpen) rmSync(join(this.root, folder, 'connection'), { force: true });
      this.write(join(folder, 'worker'), isOpen ? this.read('routes') : this.read(join(folder, 'start')));
    }
  }

  /** Every group that is not held replaces one of its nodes, as health checks or the load have it. */
  replaceNodes(): void {
    for (const pool of this.pools()) {
      const [oldest] = this.nodes().filter((node) => isSame(node.pool, pool));
      if (pool.isHeld || !oldest) continue;
      rmSync(join(this.root, oldest.folder), { recursive: true });
    }
    this.settle();
  }

  private answer(node: PoolNode, route: string, consumer: string): Response {
    const { folder } = node;
    if (!this.has(folder, 'running')) return { status: 503, seconds: 0 };
    if (!this.read(join(folder, 'worker')).split('\n').includes(route)) return { status: 404, seconds: 0 };
    const cached = this.has(folder, 'cached') ? this.read(join(folder, 'cached')).split('\n') : [];
    if (cached.includes(consumer)) return { status: 200, seconds: 0 };
    if (!this.reaches(node)) return { status: 500, seconds: 5 + (this.made++ % 6) };
    this.write(join(folder, 'connection'), '');
    this.write(join(folder, 'cached'), [...cached, consumer].join('\n'));
    return { status: 200, seconds: 0 };
  }

  private reaches({ folder, pool }: PoolNode): boolean {
    return this.has(folder, 'connection') || this.isOpen(pool);
  }

  private isOpen(pool: AppliedPool): boolean {
    return this.pools().some((it) => isSame(it, pool) && it.isOpen);
  }

  /** Brings machines to what was applied: the migrations first, then as many nodes as each pool has. */
  private settle(): void {
    for (const cluster of this.folders('applied')) {
      const job = join('applied', cluster, 'migrations');
      if (existsSync(join(this.root, job))) this.write('schema', this.read(job));
    }
    const pools = this.pools();
    for (const { folder, pool } of this.nodes())
      if (!pools.some((it) => isSame(it, pool))) rmSync(join(this.root, folder), { recursive: true });
    for (const pool of pools) {
      const count = this.nodes().filter((node) => isSame(node.pool, pool)).length;
      for (let i = count; i < pool.nodes; i++) this.start(pool);
    }
  }

  /** A machine comes up: Kong starts if it reaches a datastore whose schema is that of its release. */
  private start(pool: AppliedPool): void {
    const folder = `nodes/${pool.datacenter}/${pool.name}/${String(this.made++).padStart(4, '0')}`;
    mkdirSync(join(this.root, folder), { recursive: true });
    if (!pool.isOpen || this.read('schema') !== pool.release) return;
    for (const name of ['start', 'worker']) this.write(join(folder, name), this.read('routes'));
    for (const name of ['running', 'connection']) this.write(join(folder, name), '');
  }

  private places(where: string): string[] {
    const [, each, release] = /^(every|one) node of Kong ([\d.]+)/.exec(where) ?? [];
    if (release) return this.nodesOf(release).map(({ folder }) => folder).slice(0, each === 'one' ? 1 : undefined); // prettier-ignore
    const [, colour, names] = /^a node of the (\w+) pool in each of: (.+), by topogen connect$/.exec(where) ?? [];
    const pool = colour === 'blue' ? 'kong' : `kong-${colour}`;
    if (names) return names.split(', ').map((it) => join('nodes', it, pool, this.folders(join('nodes', it, pool))[0]!));
    return ['.'];
  }

  private nodesOf(release: string): PoolNode[] {
    return this.nodes().filter(({ pool }) => pool.release === release);
  }

  private nodes(): PoolNode[] {
    const known = this.pools();
    return this.folders('nodes').flatMap((datacenter) =>
      this.folders(join('nodes', datacenter)).flatMap((name) =>
        this.folders(join('nodes', datacenter, name)).map((number) => {
          const pool = known.find((it) => it.datacenter === datacenter && it.name === name);
          return {
            folder: join('nodes', datacenter, name, number),
            pool: pool ?? { datacenter, name, release: '', nodes: 0, isOpen: false, isHeld: false, serves: false },
          };
        }),
      ),
    );
  }

  private pools(): AppliedPool[] {
    return this.folders('applied').flatMap((cluster) =>
      this.read(join('applied', cluster, 'pools'))
        .trim()
        .split('\n')
        .map((line) => {
          const [name = '', release = '', nodes, open, held, serves] = line.split(' ');
          return {
            datacenter: cluster.replace('cluster-', ''),
            name,
            release,
            nodes: Number(nodes),
            isOpen: open === 'open',
            isHeld: this.holds && held === 'held',
            serves: serves === 'serves',
          };
        }),
    );
  }

  private must(folder: string, command: string): string {
    const { status, stdout, stderr } = this.sh(folder, command);
    if (status !== 0) throw new Error(`${command} in ${folder} ended with ${status}: ${stderr}`);
    return stdout;
  }

  private sh(folder: string, command: string): SpawnSyncReturns<string> {
    const [, datacenter = '', pool = ''] = folder.split('/');
    return spawnSync('bash', ['--norc', '-c', command], {
      encoding: 'utf8',
      cwd: join(this.root, folder),
      env: {
        PATH: `${STAND_INS}:${process.env['PATH']}`,
        WORLD: this.root,
        NODE: join(this.root, folder),
        DATACENTER: datacenter,
        POOL: pool,
      },
    });
  }

  private folders(folder: string): string[] {
    const path = join(this.root, folder);
    return existsSync(path) ? readdirSync(path).sort() : [];
  }

  private has(folder: string, name: string): boolean {
    return existsSync(join(this.root, folder, name));
  }

  private read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  private write(file: string, text: string): void {
    const path = join(this.root, file);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}

function isSame(one: AppliedPool, other: AppliedPool): boolean {
  return one.datacenter === other.datacenter && one.name === other.name;
}
