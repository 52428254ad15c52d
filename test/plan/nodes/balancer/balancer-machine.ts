import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OwnBalancer } from '../../../../src/kernel/balancer';
import { renderBalancer } from '../../../../src/plan/nodes/balancer/render';
import { aPlan } from '../../../support/a-spec';
import { LoneMachine } from '../../../support/simulated-machine';
import { readTemplates } from '../../../support/templates';

/** Address on which the program takes clients here, and the ports of its two ways; nodes have addresses of their own. */
export interface Ports {
  readonly clients: number;
  readonly proxy: number;
  readonly status: number;
}

/** Runs tests where there is the program, and says so where there is none. */
export function describeWith(program: OwnBalancer): typeof describe {
  const found = spawnSync(program, ['-v']).status === 0 && (program === 'haproxy' || hasStream());
  return found
    ? describe
    : (((name: string, body: () => void) =>
        describe.skip(`${name} (skipped: no ${program} here)`, body)) as typeof describe);
}

/** The module that forwards TCP is in a package of its own. */
function hasStream(): boolean {
  return spawnSync('sh', ['-c', 'grep -l stream /etc/nginx/modules-enabled/*.conf']).status === 0;
}

/** Stands in for systemd: starts the program of the unit, or makes it read its file again. */
const SYSTEMCTL = `
echo "$*" >>"$WORLD/log"
if [[ -e "$WORLD/down" ]]; then exit 1; fi
unit="\${2%.service}"
if [[ "$1" != reload-or-restart ]]; then exit 0; fi
if [[ "$unit" == haproxy ]]; then
  if [[ -e "$WORLD/pid" ]]; then kill -USR2 "$(<"$WORLD/pid")"; exit; fi
  haproxy -W -f "$TOPOGEN_ROOT/etc/haproxy/haproxy.cfg" >>"$WORLD/program" 2>&1 &
else
  if [[ -e "$WORLD/pid" ]]; then kill -HUP "$(<"$WORLD/pid")"; exit; fi
  nginx -g 'daemon off;' -c "$TOPOGEN_ROOT/etc/nginx/nginx.conf" >>"$WORLD/program" 2>&1 &
fi
echo $! >"$WORLD/pid"
`;

/** The cloud's list is a file here; while there is none, the list cannot be had. */
const MEMBERS = '#!/bin/bash\ncat "$WORLD/members"\n';

/** A machine that leads clients to nodes, with the files that its user data makes, and the real program. */
export class BalancerMachine extends LoneMachine {
  #daemon: ChildProcess | undefined;
  #said = '';

  constructor(
    readonly program: OwnBalancer,
    ports: Ports,
  ) {
    super(mkdtempSync(join(tmpdir(), 'topogen-balancer-')), { systemctl: SYSTEMCTL });
    const plan = aPlan([{ name: 'us-east', cloud: 'aws' }], { gateway: { balancer: program } });
    const [datacenter] = plan.datacenters;
    const node = datacenter?.balancers?.nodes[0];
    if (!datacenter || !node) throw new Error('the plan has no balancers');
    this.lay(renderBalancer(plan, datacenter, node, readTemplates()), (text) => this.moved(text, ports));
    this.write('disk/usr/local/sbin/topogen-balancer-members', MEMBERS);
    for (const folder of ['etc/haproxy', 'etc/nginx']) this.write(`disk/${folder}/.keep`, '');
  }

  /** Ports that are free, and folders that whoever runs the tests may write to. */
  private moved(text: string, { clients, proxy, status }: Ports): string {
    return text
      .replaceAll('0.0.0.0:443', `127.0.0.1:${clients}`)
      .replaceAll('port 8443', `port ${proxy}`)
      .replaceAll('port 8007', `port ${status}`)
      .replace('STATUS_PORT=8007', `STATUS_PORT=${status}`)
      .replace('/run/haproxy/admin.sock', join(this.world, 'admin.sock'))
      .replace(/user haproxy\n *group haproxy\n/, '')
      .replace('user www-data;\n', '')
      .replace('/run/nginx.pid', join(this.world, 'nginx.pid'))
      .replace('/var/log/nginx/error.log', join(this.world, 'error.log'))
      .replace('worker_processes auto', 'worker_processes 2')
      .replace(/worker_rlimit_nofile \d+;\n/, '')
      .replace(/worker_connections \d+/, 'worker_connections 512')
      .replace(/maxconn \d+/, 'maxconn 1000');
  }

  /** What the cloud lists from now on; undefined if its list cannot be had. */
  list(addresses: readonly string[] | undefined): void {
    if (addresses === undefined) rmSync(join(this.world, 'members'), { force: true });
    else writeFileSync(join(this.world, 'members'), addresses.map((it) => `${it}\n`).join(''));
  }

  start(): void {
    const daemon = spawn(join(this.disk, 'usr/local/sbin/topogen-balancer'), {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: `${join(this.world, 'bin')}:/usr/sbin:/usr/bin:/bin`,
        TOPOGEN_ROOT: this.disk,
        WORLD: this.world,
        TOPOGEN_PAUSE: '0.25',
      },
    });
    daemon.stderr.on('data', (data: Buffer) => (this.#said += data.toString()));
    this.#daemon = daemon;
  }

  /** Ends topogen-balancer alone; the program goes on. */
  async stopDaemon(): Promise<void> {
    const daemon = this.#daemon;
    if (!daemon) return;
    const ended = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill('SIGKILL');
    await ended;
    this.#daemon = undefined;
  }

  said(): string {
    return this.#said;
  }

  /** Addresses of the nodes in the file of the program. */
  nodes(): string[] {
    const path = this.program === 'haproxy' ? 'etc/haproxy/haproxy.cfg' : 'etc/nginx/nginx.conf';
    if (!this.has(path)) return [];
    const lines = this.read(path).matchAll(/^ *server (?:\S+ )?(\d+\.\d+\.\d+\.\d+):\d+/gm);
    return [...new Set([...lines].map(([, address = '']) => address))];
  }

  fail(isDown: boolean): void {
    if (isDown) this.write('down', '');
    else rmSync(join(this.world, 'down'));
  }

  async end(): Promise<void> {
    await this.stopDaemon();
    if (existsSync(join(this.world, 'pid'))) await terminate(Number(readFileSync(join(this.world, 'pid'), 'utf8')));
    this.destroy();
  }
}

/** Ends a program whose master ends its workers. One that reads its file again at that moment may miss the signal. */
async function terminate(pid: number): Promise<void> {
  const ask = (): void => {
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  };
  const tries = setInterval(ask, 500);
  try {
    ask();
    await until(() => !isAlive(pid), 'the program ends');
  } finally {
    clearInterval(tries);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended stays listed until its parent, which is gone, is asked.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
}

/** Waits until something holds. @throws Error if it does not within twenty seconds */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
