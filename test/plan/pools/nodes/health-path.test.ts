import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import type { Plan } from '../../../../src/plan/plan';
import type { PoolRole } from '../../../../src/plan/pools/pool';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { freePort } from '../../../support/free-port';
import { describeWithLuaNginx, exchange, startNginx, type Nginx } from '../../../support/nginx';
import { readTemplates } from '../../../support/templates';

/* The location that says on a path of the proxy whether a node serves: the files that nodes get, in a real nginx that runs Lua. */

const STATED = { gateway: { healthPath: '/healthz' } };
const PLAN = aPlan(TWO_CLOUDS, STATED);

/** A file of the pool of a role, by its name in the folder of the pool; undefined if nodes have none. */
function fileOf(plan: Plan, name: string, role: PoolRole = 'traditional'): string | undefined {
  const [datacenter] = plan.datacenters;
  const pool = datacenter!.pools.find((it) => it.role === role)!;
  const { artifacts } = renderKongPool(plan, datacenter!, pool, readTemplates());
  return artifacts.find(({ path }) => path === `${pool.name}/${name}`)?.text;
}

const FILES = ['health-path.nginx', 'topogen-kong-drain'];

test('is on nodes that serve clients, where the spec asks for it alone', () => {
  const hybrid = aHybridPlan(TWO_CLOUDS, STATED);
  for (const name of FILES) {
    expect(fileOf(PLAN, name)).toBeDefined();
    expect(fileOf(hybrid, name, 'data-plane')).toBeDefined();
    expect(fileOf(hybrid, name, 'control-plane')).toBeUndefined();
    expect(fileOf(aPlan(TWO_CLOUDS), name)).toBeUndefined();
  }
  const include = 'nginx_proxy_include = /etc/topogen/health-path.conf';
  expect(fileOf(PLAN, 'kong.conf')).toContain(include);
  expect(fileOf(hybrid, 'kong.conf', 'control-plane')).not.toContain(include);
  expect(fileOf(aPlan(TWO_CLOUDS), 'kong.conf')).not.toContain('nginx_proxy_include');
});

test('a unit that stops drains first, and is drained no more once it has started', () => {
  const unit = fileOf(PLAN, 'kong.service') ?? '';
  const lines = unit.split('\n').filter((line) => /^Exec(Stop|StartPost)=/.test(line));
  expect(lines).toEqual([
    'ExecStartPost=/bin/rm -f /run/topogen/draining',
    'ExecStop=/usr/local/sbin/topogen-kong-drain',
    'ExecStop=/usr/local/bin/kong quit --timeout 60',
  ]);
  expect(fileOf(aPlan(TWO_CLOUDS), 'kong.service')).not.toContain('draining');
});

describe('the program that drains', () => {
  let disk: string;
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), 'topogen-drain-'));
    mkdirSync(join(disk, 'bin'));
    writeFileSync(join(disk, 'bin/sleep'), `#!/bin/sh\necho "$1" >${disk}/slept\n`);
    chmodSync(join(disk, 'bin/sleep'), 0o755);
    writeFileSync(join(disk, 'drain'), fileOf(PLAN, 'topogen-kong-drain')!);
  });
  afterEach(() => rmSync(disk, { recursive: true }));

  const drain = (mainPid: string): number | null =>
    spawnSync('bash', [join(disk, 'drain')], {
      env: { PATH: `${disk}/bin:/usr/bin:/bin`, TOPOGEN_ROOT: disk, MAINPID: mainPid },
    }).status;

  test('says so, and waits while checkers find out', () => {
    expect(drain('4711')).toBe(0);
    expect(existsSync(join(disk, 'run/topogen/draining'))).toBe(true);
    expect(existsSync(join(disk, 'slept'))).toBe(true);
  });

  test('keeps a Kong that ended by itself from nothing', () => {
    expect(drain('')).toBe(0);
    expect(existsSync(join(disk, 'run'))).toBe(false);
    expect(existsSync(join(disk, 'slept'))).toBe(false);
  });
});

describeWithLuaNginx('a checker that asks for the path', () => {
  let folder: string;
  let port: number;
  let nginx: Nginx;
  let status: Server;
  let statusCode: number;

  /** A proxy as Kong's: its phases would refuse each request, and mark each answer; its services are away. */
  async function start(location: string): Promise<void> {
    port = await freePort();
    const draining = location.replaceAll('/run/topogen/draining', join(folder, 'draining'));
    writeFileSync(join(folder, 'health-path.conf'), draining);
    const phases = `
      rewrite_by_lua_block { ngx.exit(500) } access_by_lua_block { ngx.exit(500) }
      header_filter_by_lua_block { ngx.header["Via"] = "kong" } log_by_lua_block { return }
      error_page 404 502 503 504 /kong_error_handler;
      location = /kong_error_handler { internal; rewrite_by_lua_block { return } return 500 "of Kong"; }`;
    const server = `listen 127.0.0.1:${port}; ${phases} include ${folder}/health-path.conf; location / { content_by_lua_block { ngx.say("of a service") } }`;
    nginx = await startNginx(`access_log ${folder}/access.log; server { ${server} }`, port, { lua: true });
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'topogen-health-path-'));
    statusCode = 200;
    status = createServer((request, response) => {
      response.writeHead(request.url === '/status/ready' && request.method === 'GET' ? statusCode : 404).end('{}');
    });
    await new Promise<void>((resolve) => status.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await nginx.stop();
    await new Promise((resolve) => status.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const ask = async (path = '/healthz', method = 'GET'): Promise<{ code: number; text: string }> => {
    const text = await exchange(
      port,
      `${method} ${path} HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n\r\n`,
    );
    return { code: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text };
  };

  test('is told that the node serves, whatever Kong, its plugins and its datastore would say', async () => {
    await start(fileOf(PLAN, 'health-path.nginx')!);
    expect((await ask('/')).code).toBe(500);
    const answer = await ask();
    expect(answer.code).toBe(200);
    expect(answer.text).toMatch(/\r\n\r\nserves\n$/);
    expect(answer.text).toContain('Cache-Control: no-store');
    expect(answer.text).not.toContain('Via');
    expect((await ask('/healthz', 'HEAD')).code).toBe(200);
    expect((await ask('/healthz/more')).code).toBe(500);
  });

  test('is told 503 while the node drains, and 200 again once it does not', async () => {
    await start(fileOf(PLAN, 'health-path.nginx')!);
    writeFileSync(join(folder, 'draining'), '');
    const answer = await ask();
    expect([answer.code, answer.text.split('\r\n').at(-1)]).toEqual([503, 'draining\n']);
    rmSync(join(folder, 'draining'));
    expect((await ask()).code).toBe(200);
  });

  test('of a data plane is told what its status listener says: 503 without a configuration', async () => {
    const location = fileOf(aHybridPlan(TWO_CLOUDS, STATED), 'health-path.nginx', 'data-plane')!;
    const { port: listener } = status.address() as AddressInfo;
    expect(location).toContain('http://127.0.0.1:8007/status/ready;');
    await start(location.replace(':8007', `:${listener}`));
    expect((await ask()).code).toBe(200);
    expect((await ask('/healthz', 'HEAD')).code).toBe(200);
    statusCode = 503;
    expect((await ask()).code).toBe(503);
    statusCode = 200;
    writeFileSync(join(folder, 'draining'), '');
    expect((await ask()).code).toBe(503);
  });
});
