import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLOUD_FACTS } from '../../../../src/clouds/facts';
import { renderPostgresqlOperations } from '../../../../src/report/datastores/postgresql/operations';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan } from '../../../support/a-spec';
import { programsOf, Server } from './server';
import { longTest } from '../../../support/effort';

/* A physical standby of a real server, promoted by the steps of OPERATIONS.md; stand-ins take the commands of the cloud. */

const KONG = 'K0ngPassw0rd';
const ADMIN = 'Adm1nPassw0rd';

const PAIR = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
] as const;
const plan = aPlan(PAIR, {
  kong: { mode: 'traditional' },
  datastore: { engine: 'postgresql', primary: 'us-east', replicas: ['us-west'] },
});
const ADDRESSES = {
  machine: () => '',
  dataDisk: () => '',
  names: () => ({ machine: '', disk: '' }),
  vpnInstance: () => '',
  password: () => ({ resource: '', output: '' }),
  redis: () => ({ resource: '', newPassword: [] }),
  clusterCertificate: () => ({ resource: '' }),
  networkState: () => '',
  wayOut: () => ({ gateways: [], beyond: [], routes: [] }),
  reserved: () => [],
  leaving: () => ({ drain: [], release: [] }),
};
const page = renderPostgresqlOperations(plan, CLOUD_FACTS, ADDRESSES);
const hybridPage = renderPostgresqlOperations(
  aHybridPlan(PAIR, { datastore: { replicas: ['us-west'] } }),
  CLOUD_FACTS,
  ADDRESSES,
);

/** The blocks of commands of the part on promotion, by the number of their step. */
function commandsOf(step: number): string {
  const part = page.slice(page.indexOf('## A replica takes over for good'), page.indexOf('## A replica comes or goes'));
  const [, text = ''] = part.split(new RegExp(`^${step}\\. `, 'm'));
  const own = text.slice(0, text.search(/^\d+\. /m));
  return [...own.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');
}

const programs = programsOf();
if (programs === undefined)
  process.stderr.write('skipped, no PostgreSQL server here (apt-get install postgresql): the promotion of a standby\n');
const describeWithServer = programs === undefined ? describe.skip : describe;

describeWithServer('a replica that follows its primary', () => {
  let primary: Server;
  let replica: Server;
  const node = mkdtempSync(join(tmpdir(), 'topogen-pg-node-'));

  beforeAll(async () => {
    primary = new Server(programs ?? '', ADMIN);
    await primary.start();
    primary.ask(`CREATE ROLE kong LOGIN PASSWORD '${KONG}'`);
    primary.ask('CREATE DATABASE kong OWNER kong');
    // Administrators of both clouds are members of it.
    primary.ask(`CREATE ROLE topogen_admin LOGIN PASSWORD '${ADMIN}' IN ROLE pg_monitor`);
    replica = await primary.standby();
    mkdirSync(join(node, 'run'));
    writeFileSync(join(node, 'run/kong-password'), `${KONG}\n`);
    writeFileSync(join(node, 'ca.pem'), readFileSync(primary.authority));
  }, 60_000);

  afterAll(async () => {
    for (const server of [replica, primary]) await server.stop();
    rmSync(node, { recursive: true });
  });

  /** Runs commands of the page as on a node of Kong's, whose names lead to the servers of this test. */
  function onNode(commands: string) {
    const here = commands
      .replaceAll('/run/topogen/kong-password', join(node, 'run/kong-password'))
      .replaceAll('/etc/kong/postgresql-ca.pem', join(node, 'ca.pem'))
      .replaceAll('--host postgresql-replica.edge.topogen.internal', `--host 127.0.0.1 --port ${replica.port}`)
      .replaceAll('--host postgresql.edge.topogen.internal', `--host 127.0.0.1 --port ${primary.port}`);
    return spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', `sudo() { "$@"; }\n${here}`], { encoding: 'utf8' });
  }

  /** Asks a server as Kong does, over TLS. */
  const asKong = ({ port }: Server, statement: string) =>
    onNode(
      `PGPASSWORD="$(</run/topogen/kong-password)" PGSSLMODE=verify-ca PGSSLROOTCERT=/etc/kong/postgresql-ca.pem ` +
        `psql -X -q --host 127.0.0.1 --port ${port} --username kong --dbname kong -v ON_ERROR_STOP=1 -Atc "${statement}"`,
    );

  /** Waits as the page of hybrid mode says, where no machine reaches a replica: the administrator asks the primary. */
  async function everyReplicaHas(position: string): Promise<void> {
    const asked = (text: string): string =>
      onNode(
        text
          .replace(/\. \/usr\/local\/lib\/topogen\/common\.sh && .*?platform\.sh && /, '')
          .replace(/\$\(platform_secret edge-us-east-postgresql-admin-password\)/, ADMIN),
      ).stdout;
    const [late = '', arrived = ''] = [...hybridPage.matchAll(/^sudo bash.*\n.*pg_stat_replication.*$/gm)].map(
      ([text]) => text,
    );
    const had = arrived.replace('0/0', position);
    expect(had).not.toBe(arrived);
    while (!asked(had).endsWith('|t\n')) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked(late)).toMatch(/^\S+\|\d*\n$/);
  }

  longTest(
    'is read over TLS with the password of the primary, takes no write, and is then promoted without a loss',
    async () => {
      expect(asKong(primary, 'CREATE TABLE routes (name text)').status).toBe(0);
      expect(asKong(primary, "INSERT INTO routes VALUES ('before')").status).toBe(0);
      while (asKong(replica, 'SELECT name FROM routes').stdout !== 'before\n')
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(asKong(replica, "INSERT INTO routes VALUES ('there')").stderr).toContain('read-only transaction');

      const { stdout: position, stderr } = onNode(commandsOf(2));
      expect([position, stderr]).toEqual([expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+\n$/), '']);
      await everyReplicaHas(position.trim());
      expect(commandsOf(3)).toContain('aws rds modify-db-instance');
      await primary.fence();
      expect(asKong(primary, 'SELECT 1').stderr).toContain('no pg_hba.conf entry');

      const arrived = commandsOf(4).replace('0/0', position.trim());
      expect(arrived).not.toBe(commandsOf(4));
      let answer = onNode(arrived);
      for (; answer.stdout === 'f\n'; answer = onNode(arrived)) await new Promise((resolve) => setTimeout(resolve, 50));
      expect([answer.stdout, answer.stderr]).toEqual(['t\n', '']);

      expect(commandsOf(5)).toContain('aws rds promote-read-replica');
      expect(replica.ask('SELECT pg_promote()')).toBe('t');
      expect(asKong(replica, "INSERT INTO routes VALUES ('after') RETURNING name").stdout).toBe('after\n');
      expect(asKong(replica, 'SELECT string_agg(name, chr(32)) FROM routes').stdout).toBe('before after\n');
      expect(asKong(replica, 'SELECT pg_is_in_recovery()').stdout).toBe('f\n');
    },
    60_000,
  );
});
