import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { METRICS_PLUGIN_ID as ID } from '../../../../src/kernel/kong-metrics';
import { runToEnd, type Ending } from '../../../support/simulated-machine';
import { PROJECT } from '../../../support/synthesized';
import { datacenterOf, kongPlan } from './plan-fixture';
import { World, type Machine } from './simulation';

/** A plugin as the Admin API gives it: an absent part is null. */
type Plugin = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };

const FAMILIES = { status_code_metrics: true, latency_metrics: true };
const NOTHING = { ...FAMILIES, status_code_metrics: false, latency_metrics: false, per_consumer: false };
const plugin = (name: string, more: object = {}): Plugin => ({
  id: '00000000-0000-4000-8000-000000000001',
  name,
  service: null,
  route: null,
  consumer: null,
  config: NOTHING,
  enabled: true,
  ...more,
});

/** An Admin API on loopback with as much of plugins as the program asks for, by Kong's own pages of documents. */
class AdminApi {
  readonly written: string[] = [];
  readonly plugins = new Map<string, Plugin>();
  refusal: number | undefined;
  private readonly server: Server;

  constructor(plugins: readonly Plugin[] = []) {
    for (const it of plugins) this.plugins.set(it.id, it);
    this.server = createServer((request, response) => {
      void this.answer(request).then(([status, body]) => {
        response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage): Promise<[number, object]> {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const all = [...this.plugins.values()];
    if (request.method === 'GET') {
      // One a page, so that whoever does not turn them sees one alone.
      const offset = Number(url.searchParams.get('offset') ?? 0);
      const next = offset + 1 < all.length ? `/plugins?offset=${offset + 1}` : null;
      return [200, { data: all.slice(offset, offset + 1), next }];
    }
    const body = JSON.parse(await textOf(request)) as { name: string; config: object };
    this.written.push(`${request.method} ${url.pathname} ${JSON.stringify(body)}`);
    if (this.refusal !== undefined) return [this.refusal, { message: 'UNIQUE violation' }];
    const id = url.pathname.replace('/plugins/', '');
    const before = this.plugins.get(id) ?? plugin(body.name);
    this.plugins.set(id, { ...before, ...body, id, config: { ...(before['config'] as object), ...body.config } });
    return [200, {}];
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}

describe('the program that switches the plugin on', () => {
  let api: AdminApi;
  afterEach(() => api.close());

  async function run(plugins: readonly Plugin[] | AdminApi, first = 'yes', families = FAMILIES): Promise<Ending> {
    api = plugins instanceof AdminApi ? plugins : new AdminApi(plugins);
    return runToEnd({
      program: '/usr/bin/python3',
      words: [
        join(PROJECT, 'templates/kong/topogen-metrics-plugin'),
        await api.listen(),
        ID,
        first,
        Object.keys(families).join(' '),
      ],
      env: { PATH: '/usr/bin:/bin', http_proxy: 'http://127.0.0.1:9' },
      title: 'topogen-metrics-plugin',
    });
  }

  const MADE = `PUT /plugins/${ID} {"name":"prometheus","config":${JSON.stringify(FAMILIES)},"tags":["topogen"]}`;

  test('makes it where there is none, and a second time nothing', async () => {
    expect(await run([plugin('rate-limiting')])).toEqual({ code: 0, output: 'is switched on\n' });
    expect(api.written).toEqual([MADE]);
    const held = [...api.plugins.values()];
    api.close();
    expect(await run(held)).toEqual({ code: 0, output: 'is there\n' });
    expect(api.written).toEqual([]);
  });

  test('leaves one that somebody else has for all requests, on whatever page and switched off too', async () => {
    const others = ['acl', 'cors'].map((name, i) =>
      plugin(name, { id: `00000000-0000-4000-8000-00000000000${i + 2}` }),
    );
    const { output } = await run([...others, plugin('prometheus', { enabled: false })]);
    expect(output).toBe('is there by somebody else, and stays as it is\n');
    expect(api.written).toEqual([]);
  });

  test('makes it beside one for a service alone, which goes on counting as it did', async () => {
    await run([plugin('prometheus', { service: { id: 'a' } })]);
    expect(api.written).toEqual([MADE]);
  });

  test('tells its own one the families that a later release has, and nothing else', async () => {
    const own = plugin('prometheus', { id: ID, config: { per_consumer: true }, enabled: false });
    expect((await run([own], 'no')).output).toMatch(/families of this release/);
    expect(api.written).toEqual([`PATCH /plugins/${ID} {"config":${JSON.stringify(FAMILIES)}}`]);
    expect(api.plugins.get(ID)).toMatchObject({ enabled: false, config: { per_consumer: true } });
  });

  test('makes none again where somebody took it away', async () => {
    expect((await run([], 'no')).output).toBe('was taken away, and stays away\n');
    expect(api.written).toEqual([]);
  });

  test('gives way to somebody who was a moment earlier', async () => {
    const late = new AdminApi();
    late.refusal = 409;
    expect(await run(late)).toEqual({ code: 0, output: 'was just made by somebody else\n' });
  });

  test('fails with what the Admin API said', async () => {
    const refusing = new AdminApi();
    refusing.refusal = 400;
    const { code, output } = await run(refusing);
    expect(code).toBe(1);
    expect(output).toContain('the Admin API answered 400: {"message":"UNIQUE violation"}');
  });

  test('asks for no family of a release that has none', async () => {
    await run([], 'yes', {} as typeof FAMILIES);
    expect(api.written).toEqual([`PUT /plugins/${ID} {"name":"prometheus","config":{},"tags":["topogen"]}`]);
  });
});

describe('the migrations job', () => {
  const MONITORING = { monitoring: { scrapeCidrs: ['10.64.0.0/16'] } };
  const PROGRAM = 'usr/local/lib/topogen/topogen-metrics-plugin';
  let world: World;
  afterEach(() => world.destroy());

  /** A job in which that program notes how it is called, and says this. */
  function job(version: string, says = 'is switched on'): Machine {
    world = new World(kongPlan(version, {}, undefined, MONITORING));
    const machine = world.migrationsMachine();
    machine.put(
      PROGRAM,
      `#!/bin/bash\nprintf 'job plugin %s\\n' "$*" >>"$WORLD/log"\n${says === '' ? 'exit 1' : `echo '${says}'`}\n`,
    );
    return machine;
  }

  const done = (): string[] =>
    world
      .log('job')
      .filter((line) => /^(plugin|kong (start|stop)|systemctl)|migrations (bootstrap|finish)/.test(line))
      .map((line) => line.replace(/ --(conf|db-timeout).*/, ''));

  test('switches the plugin on over an Admin API of its own once the schema is current, and once alone', async () => {
    const machine = job('3.3.1');
    expect(await machine.run('topogen-kong-migrate')).toMatchObject({ code: 0 });
    const families = Object.keys(FAMILIES).join(' ');
    const once = [
      'kong start 127.0.0.1:8001 off off off 1',
      `plugin http://127.0.0.1:8001 ${ID} yes ${families}`,
      'kong stop 127.0.0.1:8001 off off off 1',
    ];
    expect(done()).toEqual(['kong migrations bootstrap', ...once, 'systemctl --no-block poweroff']);
    expect(world.read('datastore/topogen_state/metrics')).toBe('3.0\n');
    expect(await machine.reboot().run('topogen-kong-migrate')).toMatchObject({ code: 0 });
    expect(done().filter((line) => line.startsWith('plugin'))).toHaveLength(1);
  });

  test('tells the plugin more once the release after it has families, which were not told before', async () => {
    const machine = job('3.3.1', 'is there, and counts by the families of this release');
    world.schema({ new: 0, pending: 0 }).write('datastore/topogen_state/metrics', '2.1.4\n');
    await machine.run('topogen-kong-migrate');
    expect(done()).toContain(`plugin http://127.0.0.1:8001 ${ID} no ${Object.keys(FAMILIES).join(' ')}`);
  });

  test('of a release without families tells none', async () => {
    await job('2.8.5').run('topogen-kong-migrate');
    expect(done()).toContain(`plugin http://127.0.0.1:8001 ${ID} yes `);
    expect(world.read('datastore/topogen_state/metrics')).toBe('2.1.4\n');
  });

  test('writes nothing while an upgrade is not finished', async () => {
    const machine = job('3.3.1');
    world.schema({ new: 0, pending: 1 });
    const { code, output } = await machine.run('topogen-kong-migrate');
    expect([code, done()]).toEqual([0, ['systemctl --no-block poweroff']]);
    expect(output).toContain('waits until the migrations are finished');
    expect(world.read('datastore/topogen_state/metrics')).toBe('');
  });

  test('gives up on the plugin in the end, and never on the schema', async () => {
    const { code, output } = await job('3.3.1', '').run('topogen-kong-migrate');
    expect(code).toBe(0);
    expect(output).toContain('could not be switched on');
    expect(done().filter((line) => line.startsWith('plugin'))).toHaveLength(10);
    expect(done().filter((line) => line.startsWith('kong stop'))).toHaveLength(10);
    expect(world.read('datastore/topogen_state/schema')).toBe('3.3.1\n');
    expect(done().at(-1)).toBe('systemctl --no-block poweroff');
  });

  test('does nothing of it where nobody may ask, and of releases that tell nothing', () => {
    for (const [version, change] of [
      ['3.3.1', {}],
      ['2.0.5', MONITORING],
    ] as const) {
      world = new World(kongPlan(version, {}, undefined, change));
      expect(world.migrationsMachine().has(PROGRAM)).toBe(false);
      expect(world.migrationsMachine().read('usr/local/sbin/topogen-kong-migrate')).not.toContain('prometheus');
    }
    expect(datacenterOf(world.plan, 'us-east').pools).toHaveLength(1);
  });
});
