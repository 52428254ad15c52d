import { createHash, createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import type { DatacenterPlan, Plan } from '../../../../src/plan/plan';
import type { PoolRole } from '../../../../src/plan/pools/pool';
import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { LoneMachine, type Ending } from '../../../support/simulated-machine';
import { readTemplates } from '../../../support/templates';

/*
 * The daily export of Kong's configuration: the scripts of machines are run for real, with Kong and the metadata service played by
 * stand-ins, and the real curl before a store on this machine that takes an object once.
 */

const TEMPLATES = readTemplates();
const BACKUPS = { backups: { configuration: true } };
const PLAN = aPlan(TWO_CLOUDS, BACKUPS);
const EXPORT = 'topogen-configuration-export';
const SECRET = 'the-key-of-a-consumer';
const CONFIGURATION = `_format_version: "3.0"\nkeyauth_credentials:\n- key: ${SECRET}\n`;
const KEYS = { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'role/secret', Token: 'role+token/==' };
const S3_OBJECT = '/edge-us-east-export-111122223333.s3.us-east-1.amazonaws.com/kong-2026-11-27.yml';

const STAND_INS = {
  date: `if [[ "$*" == '--utc +%F' ]]; then cat "$WORLD/day"; else exec /bin/date "$@"; fi`,
  sleep: 'exec /bin/sleep 0.02',
  kong: `echo "kong $2" >>"$WORLD/log"
case "$1 $2" in
  'config db_export') [[ ! -e "$3" && -s "$WORLD/database" ]] && cp "$WORLD/database" "$3" ;;
  'config parse')
    if [[ -e "$WORLD/killed" ]]; then kill -KILL "$PPID"; fi
    ! grep -q broken "$3" ;;
  *) exit 1 ;;
esac`,
  aws: `[[ "$1 $2" == 'sts get-caller-identity' ]] && echo 111122223333`,
  // The way to the store leads to this machine: its name is the first part of the path there.
  curl: `case "\${*: -1}" in
  */latest/api/token) echo token ;;
  */placement/region) echo us-east-1 ;;
  */iam/security-credentials/) echo edge-us-east-kong ;;
  */iam/security-credentials/edge-us-east-kong) echo '${JSON.stringify(KEYS)}' ;;
  */instance/service-accounts/default/token) echo '{"access_token": "own-token"}' ;;
  */project/project-id) echo acme ;;
  *)
    words=()
    for word; do
      case "$word" in
        --proto | =https | --tlsv1.2) ;;
        https://*) words+=("http://127.0.0.1:$STORE/\${word#https://}") ;;
        *) words+=("$word") ;;
      esac
    done
    sed "s|https://|http://127.0.0.1:$STORE/|" | /usr/bin/curl --noproxy '*' "\${words[@]}" ;;
esac`,
};

/** A node of Kong, which systemd gives a folder in memory for each run and takes it away again. */
class ExportingMachine extends LoneMachine {
  private readonly memory: string;
  /** What was left in the folder when the script ended, before it was taken away. */
  left: string[] = [];

  constructor(files: NodeFiles) {
    super(mkdtempSync(join(tmpdir(), 'topogen-exports-')), STAND_INS);
    this.memory = join(this.world, 'memory');
    this.database(CONFIGURATION).on('2026-11-27');
    this.lay(files);
  }

  database(text: string): this {
    this.write('database', text);
    return this;
  }

  on(day: string): this {
    this.write('day', `${day}\n`);
    return this;
  }

  /** Kills the script while it works. */
  killed(is: boolean): this {
    if (is) this.write('killed', '');
    else rmSync(join(this.world, 'killed'));
    return this;
  }

  async run(port: number, isFull = false): Promise<Ending> {
    mkdirSync(this.memory, { mode: 0o700 });
    if (isFull) symlinkSync('/dev/full', join(this.memory, 'room'));
    const ending = await this.call(EXPORT, { RUNTIME_DIRECTORY: this.memory, STORE: String(port) });
    this.left = readdirSync(this.memory);
    rmSync(this.memory, { recursive: true });
    return ending;
  }

  /** The files of the disk that hold the secret of the configuration. */
  leaks(): string[] {
    const entries = readdirSync(this.disk, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
    const files = entries.map((it) => join(it.parentPath, it.name));
    return files.filter((file) => readFileSync(file, 'utf8').includes(SECRET));
  }
}

interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
}

/** A store that takes an object under a name that none has, as S3 and Cloud Storage do on condition. */
class Store {
  readonly objects = new Map<string, string>();
  readonly requests: Request[] = [];
  /** An answer that it gives in the place of its own. */
  refusal: { readonly status: number; readonly text: string } | undefined;
  private readonly server: Server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (data: Buffer) => body.push(data));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://store');
      this.requests.push({ method: request.method ?? '', url, headers: request.headers });
      const name = url.searchParams.get('name') ?? url.pathname;
      const asks = request.headers['if-none-match'] === '*' || url.searchParams.get('ifGenerationMatch') === '0';
      const taken = this.objects.has(name);
      const status = this.refusal?.status ?? (!asks ? 400 : taken ? 412 : 200);
      if (status === 200) this.objects.set(name, Buffer.concat(body).toString());
      response.writeHead(status).end(this.refusal?.text ?? (taken ? '<Code>PreconditionFailed</Code>' : ''));
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

let store: Store;
let machines: ExportingMachine[] = [];

beforeEach(async () => {
  store = new Store();
  await store.start();
});

afterEach(async () => {
  machines.forEach((machine) => machine.destroy());
  machines = [];
  await store.stop();
});

function nodeOf(name: string, plan: Plan = PLAN, role: PoolRole = 'traditional'): ExportingMachine {
  const datacenter = plan.datacenters.find((it) => it.name === name) as DatacenterPlan;
  const pool = datacenter.pools.find((it) => it.role === role);
  const machine = new ExportingMachine(renderKongPool(plan, datacenter, pool!, TEMPLATES));
  machines.push(machine);
  return machine;
}

describe.each([
  ['AWS', 'us-east', S3_OBJECT],
  ['Google', 'eu-west', 'kong-2026-11-27.yml'],
])('a node on %s', (_, name, object) => {
  test('puts in the export of the day once, and leaves nothing of it on its disk', async () => {
    const node = nodeOf(name);
    const { code, output } = await node.run(store.port);
    expect([code, output]).toEqual([0, expect.stringContaining('put the export of 2026-11-27 into the bucket')]);
    expect([...store.objects]).toEqual([[object, CONFIGURATION]]);
    expect([node.leaks(), output.includes(SECRET)]).toEqual([[], false]);
    const calls = node.log().length;
    expect(await node.run(store.port)).toMatchObject({ code: 0, output: '' });
    expect([node.log().length, store.requests.length]).toEqual([calls, 1]);
    node.on('2026-11-28');
    expect(await node.run(store.port)).toMatchObject({ code: 0 });
    expect(store.objects.size).toBe(2);
  });

  test('of four at once one puts it in, and the others are content', async () => {
    const nodes = Array.from({ length: 4 }, () => nodeOf(name));
    const endings = await Promise.all(nodes.map((node) => node.run(store.port)));
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    const put = endings.filter(({ output }) => output.includes('put the export'));
    const others = endings.filter(({ output }) => output.includes('another node has put in the export of 2026-11-27'));
    expect([put.length, others.length, store.objects.size]).toEqual([1, 3, 1]);
  });

  test('fails where the store refuses, says why, and tries again', async () => {
    const node = nodeOf(name);
    store.refusal = { status: 403, text: '<Code>AccessDenied</Code>' };
    const { code, output } = await node.run(store.port);
    expect([code, output]).toEqual([1, expect.stringContaining('the store answered 403: <Code>AccessDenied</Code>')]);
    store.refusal = undefined;
    expect(await node.run(store.port)).toMatchObject({ code: 0 });
    expect(store.objects.size).toBe(1);
  });

  test('fails where the store does not answer, and tries again', async () => {
    const node = nodeOf(name);
    expect((await node.run(1)).code).not.toBe(0);
    expect(await node.run(store.port)).toMatchObject({ code: 0 });
  });

  test('that is killed in between puts in nothing, and the next run the whole', async () => {
    const node = nodeOf(name).killed(true);
    expect(await node.run(store.port)).toMatchObject({ code: 'killed' });
    // Only the folder has it that systemd takes away.
    expect([node.left, node.leaks(), store.requests]).toEqual([['kong.yml', 'room'], [], []]);
    node.killed(false);
    expect(await node.run(store.port)).toMatchObject({ code: 0 });
    expect(store.objects.get(object)).toBe(CONFIGURATION);
  });

  test('puts in no export that a full folder may have cut off', async () => {
    const node = nodeOf(name);
    const { code, output } = await node.run(store.port, true);
    expect([code, output]).toEqual([1, expect.stringContaining('the export may not be whole')]);
    expect([store.requests, node.log()]).toEqual([[], ['kong db_export']]);
  });

  test.each([
    ['the datastore does not answer', ''],
    ['Kong would not take it back', 'broken\n'],
  ])('puts in nothing where %s', async (__, database) => {
    expect((await nodeOf(name).database(database).run(store.port)).code).not.toBe(0);
    expect(store.requests).toEqual([]);
  });
});

test('S3 gets a write on condition, by an address that the role of the node has signed', async () => {
  await nodeOf('us-east').run(store.port);
  const [request] = store.requests;
  expect([request?.method, request?.headers['if-none-match']]).toEqual(['PUT', '*']);
  const asked = request?.url ?? new URL('http://none');
  expect(asked.searchParams.get('X-Amz-Security-Token')).toBe(KEYS.Token);
  expect(asked.searchParams.get('X-Amz-Signature')).toBe(signatureOf(asked, KEYS.SecretAccessKey));
});

test('Cloud Storage gets a write on condition, with a token that no command line shows', async () => {
  const node = nodeOf('eu-west');
  await node.run(store.port);
  const [request] = store.requests;
  expect(request?.headers['authorization']).toBe('Bearer own-token');
  expect(request?.url.pathname).toBe('/storage.googleapis.com/upload/storage/v1/b/acme-edge-eu-west-export/o');
});

test('who may overwrite nothing is also told of the right that it has not, where another node was first', async () => {
  const text = 'edge does not have storage.objects.delete access to the Google Cloud Storage object.';
  store.refusal = { status: 403, text };
  const { code, output } = await nodeOf('eu-west').run(store.port);
  expect([code, output]).toEqual([0, expect.stringContaining('another node has put in the export')]);
});

test('in hybrid mode control planes export, and data planes do not', () => {
  const plan = aHybridPlan(TWO_CLOUDS, BACKUPS);
  const timer = 'etc/systemd/system/topogen-configuration.timer';
  expect(nodeOf('us-east', plan, 'control-plane').read(timer)).toContain('OnCalendar=*-*-* 2/1:00:00 UTC\n');
  expect(nodeOf('us-east', plan, 'data-plane').has(timer)).toBe(false);
  expect(nodeOf('eu-west', plan, 'data-plane').has(timer)).toBe(false);
  expect(plan.datacenters.map(({ exports }) => exports !== undefined)).toEqual([true, false]);
});

test('the folder of an export is in memory, of root alone, and goes with the unit', () => {
  const unit = nodeOf('us-east').read('etc/systemd/system/topogen-configuration.service');
  expect(unit).toMatch(/^RuntimeDirectory=topogen-configuration\nRuntimeDirectoryMode=0700$/m);
});

test('without the key a node has no file of it', () => {
  const node = nodeOf('us-east', aPlan(TWO_CLOUDS));
  expect(
    ['topogen-configuration.timer', 'topogen-configuration.service'].map((it) => node.has(`etc/systemd/system/${it}`)),
  ).toEqual([false, false]);
});

/** Returns the signature that S3 would reckon for a write to an address, whose host is the first part of its path here. */
function signatureOf({ pathname, searchParams, search }: URL, secret: string): string {
  const [, host = '', ...rest] = pathname.split('/');
  const query = search
    .slice(1)
    .split('&')
    .filter((it) => !it.startsWith('X-Amz-Signature='));
  const request = [
    'PUT',
    `/${rest.join('/')}`,
    [...query].sort().join('&'),
    `host:${host}`,
    '',
    'host',
    'UNSIGNED-PAYLOAD',
  ];
  const [, ...scope] = (searchParams.get('X-Amz-Credential') ?? '').split('/');
  const hash = createHash('sha256').update(request.join('\n')).digest('hex');
  const signed = ['AWS4-HMAC-SHA256', searchParams.get('X-Amz-Date'), scope.join('/'), hash].join('\n');
  const sign = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = scope.reduce((at: string | Buffer, part) => sign(at, part), `AWS4${secret}`);
  return sign(key, signed).toString('hex');
}
