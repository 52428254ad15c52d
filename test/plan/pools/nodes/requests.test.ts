import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { compareVersions } from '../../../../src/kernel/version';
import type { Plan } from '../../../../src/plan/plan';
import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import type { PoolRole } from '../../../../src/plan/pools/pool';
import { KONG_LINES } from '../../../../src/spec/kong-releases';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../../support/a-spec';
import { freePort } from '../../../support/free-port';
import { describeWithNginx, exchange, startNginx, type Nginx } from '../../../support/nginx';
import { casesOf } from '../../../support/effort';
import { readTemplates } from '../../../support/templates';

/* The log of requests: the files that nodes get, in a real nginx with what Kong's own templates write around them. */

type Fields = Readonly<Record<string, unknown>>;

const logging = (access: string): Fields => ({ monitoring: { logs: { access } } });
const ALONE: readonly ADatacenter[] = [{ name: 'us-east', cloud: 'aws' }];

const RELEASES = [...KONG_LINES.values()]
  .map(({ release }) => release)
  .filter((release) => compareVersions(release, '0.14.0') >= 0);

/** Releases at which the form, or where Kong is told of it, changes. */
const AT_TURNS = RELEASES.filter((release) => /^(0\.14|2\.8|3\.4|3\.5|3\.9)\./.test(release));

/** A plan with a release of Kong, on the datastore that it runs on. */
function planOf(version: string, fields: Fields): Plan {
  const datastore = compareVersions(version, '3.4.0') < 0 ? {} : { datastore: { engine: 'postgresql' } };
  return aPlan(ALONE, { kong: { version }, ...datastore, ...fields });
}

/** The files of the pool of a role, by their names in the folder of the pool. */
function filesOf(plan: Plan, role: PoolRole = 'traditional'): ReadonlyMap<string, string> {
  const [datacenter] = plan.datacenters;
  const pool = datacenter!.pools.find((it) => it.role === role)!;
  const { artifacts } = renderKongPool(plan, datacenter!, pool, readTemplates());
  return new Map(artifacts.map(({ path, text }) => [path.replace(`${pool.name}/`, ''), text]));
}

function settingOf(files: ReadonlyMap<string, string>, key: string): string | undefined {
  return new RegExp(`^${key} = (.*)$`, 'm').exec(files.get('kong.conf') ?? '')?.[1];
}

/**
 * The lines on logs that Kong's template has in the server of its proxy. Source: kong/templates/nginx_kong.lua of Kong/kong, and of
 * 3.6 and later kong/cmd/utils/prefix_handler.lua, which looks for the name of a form.
 */
function linesOfKong(release: string, files: ReadonlyMap<string, string>): string {
  const log = settingOf(files, 'proxy_access_log') ?? '';
  const injected = settingOf(files, 'nginx_proxy_access_log');
  const isAdded =
    compareVersions(release, '3.5.0') >= 0 && (compareVersions(release, '3.6.0') < 0 || !/^\S+\s\S+/.test(log));
  const own = log === 'off' ? 'access_log off;' : `access_log ${log}${isAdded ? ' kong_log_format' : ''};`;
  return `${own}\n${injected === undefined ? '' : `access_log ${injected};`}`;
}

/** What Kong has beside its servers: a form of its own from 3.5 on, and the name of a request, which is nginx's here. */
function besideServers(release: string): string {
  if (compareVersions(release, '3.5.0') < 0) return '';
  return `map $request_id $kong_request_id { default $request_id; }
    log_format kong_log_format '$remote_addr "$request" "$http_referer" "$http_user_agent" "$kong_request_id"';`;
}

test('is written by nodes that serve clients, where the spec asks for it alone', () => {
  const hybrid = aHybridPlan(TWO_CLOUDS, logging('all'));
  for (const files of [filesOf(aPlan(TWO_CLOUDS, logging('all'))), filesOf(hybrid, 'data-plane')]) {
    expect(settingOf(files, 'proxy_access_log')).toBe('logs/access.log topogen_requests');
    expect(settingOf(files, 'nginx_http_include')).toBe('/etc/topogen/requests.conf');
    expect(files.get('kong.conf')).not.toContain('Requests are not logged');
  }
  for (const files of [filesOf(aPlan(TWO_CLOUDS)), filesOf(hybrid, 'control-plane')]) {
    expect(settingOf(files, 'proxy_access_log')).toBe('off');
    expect([...files.keys()].filter((name) => name.includes('requests'))).toEqual([]);
    expect(files.get('logrotate.conf')).toMatch(/^\/usr\/local\/kong\/logs\/access\.log$/m);
    expect(files.get('logrotate-timer.conf')).toContain('OnCalendar=hourly');
  }
});

test('shares the one place beside the servers of Kong with the redirect', () => {
  const both = filesOf(aPlan(TWO_CLOUDS, { ...logging('failed'), gateway: { plainHttp: 'redirect' } }));
  expect(settingOf(both, 'nginx_http_include')).toBe('/etc/topogen/requests.conf');
  expect(both.get('requests.nginx')).toMatch(/^include \/etc\/topogen\/redirect\.conf;$/m);
  expect(filesOf(aPlan(TWO_CLOUDS, logging('failed'))).get('requests.nginx')).not.toContain('include');
});

test('names a condition where failed requests alone are logged, and the name of a request where Kong gives it one', () => {
  for (const release of RELEASES) {
    const files = filesOf(planOf(release, logging('failed')));
    const key = release.startsWith('3.5.') ? 'nginx_proxy_access_log' : 'proxy_access_log';
    expect([release, settingOf(files, key)]).toEqual([release, 'logs/access.log topogen_requests if=$topogen_failed']);
    expect(files.get('requests.nginx')!.includes('$kong_request_id')).toBe(compareVersions(release, '3.5.0') >= 0);
  }
  expect(settingOf(filesOf(planOf('3.5.0', logging('all'))), 'proxy_access_log')).toBe('/dev/null');
});

describe('logrotate', () => {
  const has = spawnSync('logrotate', ['--version']).status === 0;
  if (!has) process.stderr.write('skipped, no logrotate: how small the log of requests is kept\n');
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'topogen-rotate-'));
    mkdirSync(join(folder, 'logs'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  (has ? test : test.skip)('keeps two files of requests, and the other logs as ever', () => {
    const files = filesOf(aPlan(TWO_CLOUDS, logging('all')));
    const here = (name: string): string =>
      files
        .get(name)!
        .replaceAll('/usr/local/kong', folder)
        .replace(/^ *su root root\n/m, '');
    writeFileSync(join(folder, 'kong.conf'), here('logrotate.conf'), { mode: 0o644 });
    writeFileSync(join(folder, 'requests.conf'), here('logrotate-requests.conf'), { mode: 0o644 });
    const rotate = (): string => {
      for (const name of ['access', 'error']) writeFileSync(join(folder, `logs/${name}.log`), 'a line\n');
      const confs = ['kong.conf', 'requests.conf'].map((it) => join(folder, it));
      return spawnSync('logrotate', ['--force', '--state', join(folder, 'state'), ...confs]).stderr.toString();
    };
    expect([rotate(), rotate(), rotate()]).toEqual(['', '', '']);
    const left = ['access.log', 'access.log.1', 'access.log.2', 'access.log.2.gz', 'error.log.1', 'error.log.3.gz'];
    expect(left.filter((name) => existsSync(join(folder, 'logs', name)))).toEqual([
      'access.log.1',
      'error.log.1',
      'error.log.3.gz',
    ]);
    expect(files.get('logrotate-timer-requests.conf')).toMatch(
      /OnCalendar=\nOnCalendar=\*:0\/10\nAccuracySec=1m\nRandomizedDelaySec=0/,
    );
  });
});

/** A key of a client, in every place that is none of a path's. */
const KEY = 'opensesame';
const HEADERS = [
  `Authorization: Bearer ${KEY}`,
  `Cookie: session=${KEY}`,
  `Referer: https://pages.example.com/?key=${KEY}`,
  `User-Agent: ${KEY}`,
  `apikey: ${KEY}`,
  `X-Forwarded-For: ${KEY}`,
]
  .map((line) => `${line}\r\n`)
  .join('');

interface Line {
  readonly path: string;
  readonly status: number;
  readonly [field: string]: unknown;
}

describeWithNginx('a client of Kong', () => {
  let folder: string;
  let port: number;
  let nginx: Nginx;
  let service: Server;

  /** A proxy as Kong's: failures of its own go to a page of errors, by another location. */
  async function start(release: string, access: string): Promise<void> {
    const files = filesOf(planOf(release, logging(access)));
    port = await freePort();
    const { port: behind } = service.address() as AddressInfo;
    writeFileSync(join(folder, 'requests.conf'), files.get('requests.nginx')!);
    const proxied = 'proxy_http_version 1.1; proxy_set_header Connection "";';
    nginx = await startNginx(
      `${besideServers(release)}
      include ${folder}/requests.conf;
      server {
        server_name kong; listen 127.0.0.1:${port};
        error_page 400 404 408 411 412 413 414 417 494 /kong_error_handler;
        error_page 500 502 503 504 /kong_error_handler;
        ${linesOfKong(release, files).replaceAll('logs/access.log', `${folder}/access.log`)}
        location / { ${proxied} proxy_pass http://127.0.0.1:${behind}; }
        location /away { ${proxied} proxy_pass http://127.0.0.1:${await freePort()}; }
        location = /kong_error_handler { internal; return 200 "of Kong"; }
      }`,
      port,
    );
  }

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'topogen-requests-'));
    service = createServer((request, response) => {
      if (request.url?.startsWith('/slow')) return;
      response.writeHead(request.url?.startsWith('/broken') ? 500 : 200).end('of a service');
    });
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await nginx.stop();
    service.closeAllConnections();
    await new Promise((resolve) => service.close(resolve));
    rmSync(folder, { recursive: true });
  });

  const ask = (target: string, method = 'GET'): Promise<string> =>
    exchange(port, `${method} ${target} HTTP/1.1\r\nHost: api.example.com\r\n${HEADERS}Connection: close\r\n\r\n`);

  /** Asks for what never comes, and leaves. */
  async function leave(target: string): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: api.example.com\r\n${HEADERS}\r\n`);
    await setTimeout(200);
    socket.destroy();
  }

  async function askAll(): Promise<void> {
    await ask(`/orders/7?apikey=${KEY}`);
    await ask(`/callback#access_token=${KEY}`);
    await ask(`http://api.example.com/whole?apikey=${KEY}`, 'POST');
    await ask(`/a"b\\c\u00e9?apikey=${KEY}`);
    await ask(`/broken/1?apikey=${KEY}`);
    await ask(`/away/2?apikey=${KEY}`);
    await exchange(port, `no request?${KEY}\r\n\r\n`);
    await leave(`/slow/3?apikey=${KEY}`);
  }

  /** The lines of the log, each of them an object of JSON, once there are enough. */
  async function logged(atLeast: number): Promise<Line[]> {
    const log = join(folder, 'access.log');
    const texts = (): string[] => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(0, -1) : []);
    for (let tries = 0; texts().length < atLeast && tries < 100; tries++) await setTimeout(20);
    expect(texts().join('\n')).not.toContain(KEY);
    return texts().map((text) => JSON.parse(text) as Line);
  }

  const FIELDS = [
    ...['time', 'client', 'method', 'host', 'path', 'status', 'bytes', 'seconds'],
    ...['upstream', 'upstreamStatus', 'upstreamSeconds'],
  ];

  test.each(casesOf(RELEASES, AT_TURNS))('of %s leaves lines of JSON, and no key in any', async (release) => {
    await start(release, 'all');
    await askAll();
    const lines = await logged(8);
    expect(lines.map(({ path, status }) => [path, status])).toEqual([
      ['/orders/7', 200],
      ['/callback', 200],
      ['/whole', 200],
      // The service of this test takes no such path.
      ['/a"b\\c\u00e9', 400],
      ['/broken/1', 500],
      ['/away/2', 502],
      ['', 400],
      ['/slow/3', 499],
    ]);
    const named = compareVersions(release, '3.5.0') >= 0 ? ['request'] : [];
    for (const line of lines) expect(Object.keys(line)).toEqual([...FIELDS, ...named]);
    const { port: behind } = service.address() as AddressInfo;
    expect(lines[2]).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/) as string,
      client: '127.0.0.1',
      method: 'POST',
      host: 'api.example.com',
      bytes: expect.any(Number) as number,
      seconds: expect.any(Number) as number,
      upstream: `127.0.0.1:${behind}`,
      upstreamStatus: '200',
    });
  });

  test.each(casesOf(['0.14.1', '2.8.5', '3.3.1', '3.5.0', '3.9.1'], ['3.3.1', '3.5.0']))(
    'of %s leaves nothing but failures, where those alone are logged',
    async (release) => {
      await start(release, 'failed');
      await askAll();
      const lines = await logged(3);
      expect(lines.map(({ path, status }) => [path, status])).toEqual([
        ['/broken/1', 500],
        ['/away/2', 502],
        ['/slow/3', 499],
      ]);
    },
  );

  test('that sends a path or a name of any length leaves the beginning of it', async () => {
    await start('3.9.1', 'all');
    const [path, name] = [`/${'a'.repeat(3_000)}`, 'b'.repeat(3_000)];
    await exchange(port, `GET ${path}?apikey=${KEY} HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
    expect((await logged(1))[0]).toMatchObject({ path: path.slice(0, 1_000), host: name.slice(0, 253) });
  });

  test('of a page of usual length leaves a line that is as long as sizes take it to be', async () => {
    await start('3.9.1', 'all');
    await ask(`/shops/4711/orders/2026-11-28/positions/0815?page=3`);
    await logged(1);
    const { length } = readFileSync(join(folder, 'access.log'), 'utf8');
    expect(length).toBeGreaterThan(250);
    expect(length).toBeLessThan(400);
  });
});
