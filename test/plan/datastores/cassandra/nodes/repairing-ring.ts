import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cassandraOf, ringOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import type { Plan } from '../../../../../src/plan/plan';
import { readTemplates } from '../../../../support/templates';
import { Sandbox } from './sandbox';

export const REPAIR = '/usr/local/sbin/topogen-repair';
export const RECORD = '/var/lib/cassandra/topogen-repairs.prom';

/** One repair as the ring saw it. */
export interface Repaired {
  readonly at: number;
  readonly address: string;
  readonly keyspace: string;
}

/**
 * A ring whose nodes run their real script against stand-ins of nodetool, cqlsh and the clock. What they share is a folder: the time,
 * the rows of the notebook, what nodetool says of the ring, and what was done.
 */
export class RepairingRing {
  readonly folder = mkdtempSync(join(tmpdir(), 'topogen-ring-of-repairs-'));
  readonly addresses: readonly string[];
  readonly #nodes: readonly Sandbox[];

  constructor(plan: Plan) {
    this.addresses = ringOf(plan).startOrder.map(({ address }) => address);
    const templates = readTemplates();
    this.#nodes = ringOf(plan).startOrder.map(({ datacenter: name, node, address }) => {
      const datacenter = plan.datacenters.find((it) => it.name === name)!;
      const of = cassandraOf(datacenter).nodes.find((it) => it.name === node)!;
      return this.#standIns(new Sandbox(renderCassandraNode(plan, datacenter, of, templates)), address);
    });
    for (const address of this.addresses) this.see(address, 'UN');
    this.write('releases', '3.11.17\n');
    this.write('repairs', '');
    this.write('rows/README', '');
    this.write('truncated', '');
    this.write('plugins', '');
    this.write('during', '');
  }

  node(number: number): Sandbox {
    return this.#nodes[number]!;
  }

  /** Sets the clock of all. */
  set now(seconds: number) {
    this.write('now', String(seconds));
  }

  get now(): number {
    return Number(this.read('now'));
  }

  /** What nodetool status says of a node, e.g. `DN`. */
  see(address: string, state: string): void {
    this.write(`status/${address}`, `${state}  ${address}  1 GiB  16  ?  id  rack-a\n`);
  }

  /** What the timer of a node runs. */
  tick(number: number): { readonly status: number | null; readonly journal: string } {
    return this.node(number).run(REPAIR);
  }

  repairs(): Repaired[] {
    return this.read('repairs')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' '))
      .map(([at, address = '', keyspace = '']) => ({ at: Number(at), address, keyspace }));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  write(path: string, text: string): void {
    const target = join(this.folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  erase(path: string): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
  }

  remove(): void {
    for (const node of this.#nodes) node.remove();
    this.erase('');
  }

  /** Runs a command in the midst of the next repair of any node. */
  during(command: string): void {
    appendFileSync(join(this.folder, 'during'), `${command}\n`);
  }

  #standIns(node: Sandbox, address: string): Sandbox {
    const ring = this.folder;
    node.write('/var/lib/cassandra/topogen-joined', '');
    node.write('/run/README', '');
    node.command('date', `format="\${!#}"; TZ=UTC printf "%(\${format#+})T\\n" "$(<${ring}/now)"`);
    node.command('sleep', 'exec /bin/sleep 0.2');
    node.command('aws', 'echo Superuser1');
    node.command(
      'curl',
      `case "$*" in
      *service-accounts*) echo '{"access_token":"token"}' ;;
      *secretmanager*) cat >/dev/null; echo '{"payload":{"data":"U3VwZXJ1c2VyMQ=="}}' ;;
      *) echo us-east-1 ;;
      esac`,
    );
    node.command(
      'nodetool',
      `case "$1" in
      status) printf 'Datacenter: us-east\\n==========\\n--  Address\\n'; cat ${ring}/status/* ;;
      listsnapshots) cat ${ring}/snapshots/${address} 2>/dev/null || true ;;
      clearsnapshot) sed -i "/^$3 /d" ${ring}/snapshots/${address} ;;
      repair)
        [ "$2 $3" = '--full --partitioner-range' ] || exit 9
        mkdir ${ring}/busy || { echo "$(<${ring}/now) overlap" >>${ring}/overlaps; exit 1; }
        during="$(<${ring}/during)"
        : >${ring}/during
        [ -z "$during" ] || eval "$during" >&2
        echo "$(<${ring}/now) ${address} $4" >>${ring}/repairs
        rmdir ${ring}/busy
        if [ -e ${ring}/answer ]; then cat ${ring}/answer; exit "$(<${ring}/code)"; fi ;;
      esac`,
    );
    node.command('cqlsh', cqlsh(ring));
    return node;
  }
}

/** The notebook, with the conditions and the time to live of the turn, and what else the script asks for. */
function cqlsh(ring: string): string {
  return `statement="$(</dev/stdin)"
  now="$(<${ring}/now)"
  turn() { if [ -e ${ring}/turn ] && read -r until value <${ring}/turn && [ "$until" -gt "$now" ]; then echo "$value"; fi; }
  case "$statement" in
  *'IF NOT EXISTS USING TTL 900'*)
    if [ -e ${ring}/late ]; then touch ${ring}/asked; /bin/sleep 1; fi
    value="$(sed -n "s/.*VALUES ('turn', '\\([^']*\\)').*/\\1/p" <<<"$statement")"
    [ -n "$(turn)" ] || echo "$((now + 900)) $value" >${ring}/turn
    printf ' [applied]\\n-----------\\n      True\\n\\n [applied]\\n-----------\\n'
    if [ "$(turn)" = "$value" ]; then echo "$((now + 900)) $value" >${ring}/turn; echo '      True'; else echo "     False | $(turn)"; fi ;;
  DELETE*) value="$(sed -n "s/.*IF value = '\\([^']*\\)'.*/\\1/p" <<<"$statement")"
    if [ "$(turn)" = "$value" ]; then rm ${ring}/turn; fi ;;
  *release_version*) printf ' release_version\\n-----------------\\n'; sed 's/^/         /' ${ring}/releases ;;
  *'SELECT name, value'*)
    [ ! -e ${ring}/no-table ] || exit 1
    printf ' name | value\\n------+-------\\n'
    for row in ${ring}/rows/*; do echo " \${row##*/} | $(<"$row")"; done ;;
  *'SELECT name, config'*) [ ! -e ${ring}/no-plugins ] || exit 1; cat ${ring}/plugins ;;
  TRUNCATE*) echo "$now $statement" >>${ring}/truncated ;;
  *"'counters'"*) sed -n "s/.*'counters', '\\([^']*\\)'.*/\\1/p" <<<"$statement" >${ring}/rows/counters ;;
  esac`;
}
