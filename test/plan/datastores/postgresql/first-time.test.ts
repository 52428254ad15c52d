import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { renderKongMigrations } from '../../../../src/plan/pools/nodes/render';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan } from '../../../support/a-spec';
import { readTemplates } from '../../../support/templates';
import { poolFilesOf } from '../../pools/nodes/plan-fixture';
import { Machine } from './machine';
import { programsOf, Server } from './server';

/* The migrations job and a node of the pool against a real PostgreSQL server with TLS, as a service of a cloud makes it. */

const ADMIN = 'Adm1nPassw0rd';
const KONG = 'K0ngPassw0rd';

const plan = aPlan([{ name: 'us-east', cloud: 'aws' }], { datastore: { engine: 'postgresql' } });
const [datacenter] = plan.datacenters;
const hybrid = aHybridPlan([{ name: 'us-east', cloud: 'aws' }], { monitoring: { scrapeCidrs: ['10.0.0.0/8'] } });

const programs = programsOf();
if (programs === undefined)
  process.stderr.write('skipped, no PostgreSQL server here (apt-get install postgresql): its first-time SQL\n');
const describeWithServer = programs === undefined ? describe.skip : describe;

describeWithServer('the migrations job on a server that knows nothing of Kong', () => {
  let server: Server;
  let job: Machine;
  let first: { readonly code: number | 'killed'; readonly output: string; readonly log: readonly string[] };

  beforeAll(async () => {
    server = new Server(programs ?? '', ADMIN);
    await server.start();
    server.makeAdministrator();
    job = new Machine(renderKongMigrations(plan, datacenter!, readTemplates()), '3.9.1', server.port)
      .secret('postgresql-admin-password', ADMIN)
      .secret('postgresql-kong-password', KONG)
      .secret('postgresql-ca', readFileSync(server.authority, 'utf8').trim())
      .nameless(2);
    first = { ...(await job.run('topogen-kong-migrate')), log: job.log() };
  }, 60_000);

  afterAll(async () => {
    job.destroy();
    await server.stop();
  });

  /** Signs in over the network as Kong's role. */
  const asKong = (statement: string, database = 'kong', sslmode = 'require') =>
    spawnSync('psql', ['-X', '-q', '-t', '-A', '-v', 'ON_ERROR_STOP=1', '-c', statement], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        PGHOST: '127.0.0.1',
        PGPORT: String(server.port),
        PGUSER: 'kong',
        PGDATABASE: database,
        PGPASSWORD: KONG,
        PGSSLMODE: sslmode,
      },
    });

  test('waits for the name, makes role and database, migrates, and turns its machine off', () => {
    const { code, output, log } = first;
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('waiting for the name postgresql.edge.topogen.internal'),
    ]);
    expect(log.at(-1)).toBe('systemctl --no-block poweroff');
    expect(log.filter((line) => /kong migrations/.test(line))).toEqual([
      'kong migrations list',
      'kong migrations bootstrap',
      'kong migrations list',
    ]);
    expect(server.ask(`SELECT value FROM topogen.state WHERE name = 'schema'`, 'kong')).toBe('3.9.1');
    expect(output).not.toContain(KONG);
    expect(output).not.toContain(ADMIN);
  });

  test('made a role that owns its database and may do nothing else', () => {
    expect(server.ask(`SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'kong'`)).toBe('kong');
    const rights = 'rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls';
    expect(server.ask(`SELECT ${rights} FROM pg_roles WHERE rolname = 'kong'`)).toBe('f|f|f|f|f');
    expect(server.ask(`SELECT rolpassword LIKE 'SCRAM-SHA-256$4096:%' FROM pg_authid WHERE rolname = 'kong'`)).toBe(
      't',
    );
    expect(asKong('CREATE TABLE mine (x int)').status).toBe(0);
    expect(asKong('CREATE TABLE there (x int)', 'postgres').stderr).toContain('permission denied');
    expect(asKong('CREATE DATABASE another').stderr).toContain('permission denied');
    expect(asKong('CREATE ROLE another').stderr).toContain('permission denied');
  });

  test('lets nobody else into that database', () => {
    server.ask(`CREATE ROLE stranger LOGIN PASSWORD 'stranger'`);
    expect(server.ask(`SELECT has_database_privilege('stranger', 'kong', 'CONNECT')`)).toBe('f');
  });

  test('meets a server that refuses plain text', () => {
    expect(asKong('SELECT 1', 'kong', 'disable').stderr).toContain('no encryption');
  });

  test('changes nothing when it runs again, and does not ask for the administrator', async () => {
    const state = (): string =>
      server.ask('SELECT string_agg(rolname || rolpassword, chr(10) ORDER BY rolname) FROM pg_authid') +
      server.ask('SELECT string_agg(datname || oid || datacl::text, chr(10) ORDER BY datname) FROM pg_database') +
      server.ask('SELECT string_agg(oid || relname, chr(10) ORDER BY oid) FROM pg_class', 'kong');
    const before = state();
    expect((await job.reboot().run('topogen-kong-migrate')).code).toBe(0);
    expect(state()).toBe(before);
    expect(job.log().filter((line) => line.startsWith('secret'))).toEqual([
      'secret edge-us-east-postgresql-kong-password',
      'secret edge-us-east-postgresql-ca',
    ]);
    expect(job.log().filter((line) => /bootstrap|up|finish/.test(line))).toEqual([]);
  }, 60_000);

  test('gives the role a password that was changed', async () => {
    job.reboot().secret('postgresql-kong-password', 'An0therPassw0rd');
    expect((await job.run('topogen-kong-migrate')).code).toBe(0);
    expect(asKong('SELECT 1').stderr).toContain('password authentication failed');
    expect((await job.reboot().secret('postgresql-kong-password', KONG).run('topogen-kong-migrate')).code).toBe(0);
    expect(asKong('SELECT 1').status).toBe(0);
  }, 60_000);

  test('switches the plugin that counts on as a control plane, which tells the others, and once alone', async () => {
    const [home] = hybrid.datacenters;
    const control = new Machine(renderKongMigrations(hybrid, home!, readTemplates()), '3.9.1', server.port)
      .secret('postgresql-kong-password', KONG)
      .secret('postgresql-ca', readFileSync(server.authority, 'utf8').trim());
    const program = 'usr/local/lib/topogen/topogen-metrics-plugin';
    control.put(program, `#!/bin/bash\necho "plugin $3" >>"$WORLD/log"\necho 'is switched on'\n`);
    try {
      expect((await control.run('topogen-kong-migrate')).code).toBe(0);
      const own = control.log().filter((line) => /^(plugin|kong (hybrid|start|stop))/.test(line));
      expect(own).toEqual(['kong hybrid gen_cert', 'kong start --conf', 'plugin yes', 'kong stop ']);
      expect(server.ask(`SELECT value FROM topogen.state WHERE name = 'metrics'`, 'kong')).toBe('3.0');
      expect((await control.reboot().run('topogen-kong-migrate')).code).toBe(0);
      expect(control.log().filter((line) => /^(plugin|kong start)/.test(line))).toEqual([]);
    } finally {
      control.destroy();
    }
  }, 60_000);

  test('leaves no password behind for anybody but root', () => {
    expect(job.mode('etc/kong/kong.conf')).toBe('600');
    for (const file of ['pgpass', 'admin-password', 'kong-verifier'])
      expect(job.has(`run/topogen/${file}`)).toBe(false);
  });

  describe('and a node of the pool', () => {
    let node: Machine;
    const aNode = (): Machine =>
      new Machine(poolFilesOf(plan, 'us-east'), '3.9.1', server.port)
        .secret('postgresql-kong-password', KONG)
        .secret('postgresql-ca', readFileSync(server.authority, 'utf8').trim());

    afterEach(() => node.destroy());

    test('waits for the name and starts when the schema is current', async () => {
      node = aNode().nameless(2);
      const { code, output } = await node.run('topogen-kong-prepare');
      expect([code, output]).toEqual([0, expect.stringContaining('waiting for the name')]);
      expect(node.read('etc/kong/kong.conf')).toContain(`pg_password = ${KONG}`);
      expect(node.mode('etc/kong/postgresql-ca.pem')).toBe('644');
      expect(node.log()).not.toContain('secret edge-us-east-postgresql-admin-password');
    }, 60_000);

    test('does not start with certificates that are none', async () => {
      node = aNode().secret('postgresql-ca', 'no certificate');
      const { code, output } = await node.run('topogen-kong-prepare');
      expect(code).not.toBe(0);
      expect(output).toContain('must hold certificates in PEM');
      expect(node.has('etc/kong/postgresql-ca.pem')).toBe(false);
    });
  });
});
