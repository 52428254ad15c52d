import { readFileSync } from 'node:fs';
import { renderKongMigrations, renderKongPool } from '../../../../src/plan/pools/nodes/render';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan } from '../../../support/a-spec';
import { readTemplates } from '../../../support/templates';
import { makePair } from '../../pools/nodes/cluster-machine';
import { poolFilesOf } from '../../pools/nodes/plan-fixture';
import { Machine } from './machine';
import { programsOf, Server } from './server';

/* What the scripts of Kong's machines do while PostgreSQL, or the secret manager, answers amiss: against a real server. */

const ADMIN = 'Adm1nPassw0rd';
const KONG = 'K0ngPassw0rd';

const plan = aPlan([{ name: 'us-east', cloud: 'aws' }], { datastore: { engine: 'postgresql' } });
const hybrid = aHybridPlan([{ name: 'us-east', cloud: 'aws' }]);
const programs = programsOf();
if (programs === undefined)
  process.stderr.write('skipped, no PostgreSQL server here (apt-get install postgresql): boots beside a failing one\n');
const describeWithServer = programs === undefined ? describe.skip : describe;

describeWithServer('a boot beside a PostgreSQL that fails', () => {
  let server: Server;
  let job: Machine;
  let node: Machine;
  let control: Machine;

  const machine = (files: ConstructorParameters<typeof Machine>[0]): Machine =>
    new Machine(files, '3.9.1', server.port)
      .secret('postgresql-admin-password', ADMIN)
      .secret('postgresql-kong-password', KONG)
      .secret('postgresql-ca', readFileSync(server.authority, 'utf8').trim());

  beforeAll(async () => {
    server = new Server(programs ?? '', ADMIN);
    await server.start();
    server.makeAdministrator();
    job = machine(renderKongMigrations(plan, plan.datacenters[0]!, readTemplates()));
    node = machine(poolFilesOf(plan, 'us-east'));
    const [home] = hybrid.datacenters;
    const pool = home!.pools.find(({ role }) => role === 'control-plane');
    control = machine(renderKongPool(hybrid, home!, pool!, readTemplates()));
  }, 60_000);

  afterAll(async () => {
    for (const it of [job, node, control]) it.destroy();
    await server.stop();
  });

  const inTransaction = (): boolean =>
    server.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'kong' AND query LIKE '%pg_sleep%'") === '1';

  test('a failover cuts a migration off, which the job goes through again; a node and a control plane wait for a late server and a failing secret manager', async () => {
    await failedOver();
    await waited();
    await waitedWithAnEndedCertificate();
  }, 60_000);

  /** Lets the server fail over in the middle of a migration. */
  async function failedOver(): Promise<void> {
    const running = job.slow(true).run('topogen-kong-migrate');
    while (!inTransaction()) await new Promise((resolve) => setTimeout(resolve, 20));
    await server.crash();
    job.slow(false);
    // Nobody answers for a while, as until the standby has taken over.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.start();
    const { code, output } = await running;
    expect(code).toBe(0);
    expect(output).toMatch(/kong migrations bootstrap ended with [1-9]/);
    // The stand-in's tables can be made once: nothing of the first attempt was there.
    expect(job.log().filter((line) => line === 'kong migrations bootstrap')).toHaveLength(2);
    expect(job.log().at(-1)).toBe('systemctl --no-block poweroff');
    expect(server.ask("SELECT value FROM topogen.state WHERE name = 'schema'", 'kong')).toBe('3.9.1');
  }

  /** Lets a node boot before the server answers, and while the secret manager fails. */
  async function waited(): Promise<void> {
    await server.crash();
    const running = node.secretsFailing(2).run('topogen-kong-prepare');
    while (!node.output().includes('waiting for PostgreSQL at'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(node.log().filter((line) => line.startsWith('kong migrations'))).toEqual([]);
    await server.start();
    const { code, output } = await running;
    expect([code, output]).toEqual([0, expect.stringMatching(/secret edge-us-east-postgresql-kong-password/)]);
    expect(node.read('etc/kong/kong.conf')).toContain(`pg_password = ${KONG}`);
    // Nodes ask for the state of the schema, and change nothing.
    expect(new Set(node.log().filter((line) => line.startsWith('kong migrations')))).toEqual(
      new Set(['kong migrations list']),
    );
  }

  /** Lets a control plane boot in the same way, with a certificate of hybrid mode that has ended. */
  async function waitedWithAnEndedCertificate(): Promise<void> {
    const { certificate, key } = makePair();
    await server.crash();
    const running = control
      .secret('kong-cluster', `${certificate}${key}`)
      .later()
      .secretsFailing(2)
      .run('topogen-kong-prepare');
    while (!control.output().includes('waiting for PostgreSQL at'))
      await new Promise((resolve) => setTimeout(resolve, 20));
    await server.start();
    const { code, output } = await running;
    expect(code).toBe(0);
    expect(output).toContain('the certificate of control planes and data planes has ended');
    expect(control.read('etc/kong/kong.conf')).toMatch(/^role = control_plane$/m);
    expect(control.read('etc/kong/kong.conf')).toContain(`pg_password = ${KONG}`);
    expect(control.mode('etc/kong/cluster.key')).toBe('600');
  }
});
