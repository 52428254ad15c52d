import { aPlan, type ADatacenter } from '../support/a-spec';
import { allUp, cql, inLab, step, testLimitMs } from './lab/in-lab';
import type { Lab } from './lab/lab';
import type { Machine } from './lab/machine';
import { eventually, pause } from './lab/shell';
import { SECRETS } from './lab/stand-ins';

/** How long the scenario may take on a busy machine. */
const MINUTES = 45;

/**
 * A node that comes back with its data disk, on real Cassandra: what the disk is held against, and what an operator's words do.
 * Two nodes are enough, since the first begins its ring where it is told to.
 */
const wanted = process.env.TOPOGEN_RING;
const VERSION = '3.11.19';
const DATACENTERS: readonly ADatacenter[] = [{ name: 'us-east', cloud: 'aws' }];
const FORMER = '/var/lib/cassandra/topogen-former';

/** The notes that Cassandra makes of itself within this time show that it runs, used or not. */
const NOTES_MINUTES = 10;

const said = (machine: Machine, words: string, limitSeconds: number): Promise<true> =>
  eventually(words, limitSeconds, async () => machine.journal().includes(words) || undefined);

/** Takes a machine down, and lets everything on its disk be so many days old when it is up again. */
async function away(machine: Machine, days: number): Promise<void> {
  await machine.switchOff();
  machine.forgetJournal();
  await machine.switchOn();
  await machine.mustSh(`find /var/lib/cassandra -exec touch --date='${days} days ago' {} +`);
  await machine.startUnit('cassandra.service');
}

async function isStopped(machine: Machine): Promise<void> {
  await pause(15);
  expect((await machine.sh('pgrep -f "[C]assandraDaemon"')).stdout).toBe('');
}

async function scenario(lab: Lab): Promise<void> {
  const plan = aPlan(DATACENTERS, {
    datastore: { version: VERSION, nodesPerDatacenter: 3 },
  });
  const [first, second] = [
    await lab.install(plan, 'us-east', 'cassandra-1'),
    await lab.install(plan, 'us-east', 'cassandra-2'),
  ];
  await step('a node begins its ring, and another one joins it', async () => {
    await first.mustSh('mkdir --parents /run/topogen && touch /run/topogen/begin-ring');
    for (const machine of [first, second]) await machine.startUnit('cassandra.service');
    await said(second, 'topogen-joined: up and normal', 1200);
    await allUp(lab, 'us-east/cassandra-1', 2, 300);
    await cql(
      lab,
      'us-east/cassandra-1',
      'cassandra',
      `ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy', 'us-east': 2};
       ALTER KEYSPACE system_distributed WITH replication = {'class': 'NetworkTopologyStrategy', 'us-east': 2};
       ALTER KEYSPACE system_traces WITH replication = {'class': 'NetworkTopologyStrategy', 'us-east': 2};
       CREATE ROLE ring_admin WITH PASSWORD = '${SECRETS['cassandra-superuser-password']}' AND SUPERUSER = true AND LOGIN = true;
       CREATE KEYSPACE kong WITH replication = {'class': 'NetworkTopologyStrategy', 'us-east': 2};
       CREATE TABLE kong.routes (id int PRIMARY KEY, name text);
       INSERT INTO kong.routes (id, name) VALUES (1, 'of-both');`,
    );
  });

  await step('its disk tells whose it is, which release writes it, and that it was written just now', async () => {
    expect(await second.mustSh('cat /var/lib/cassandra/topogen-joined')).toBe(
      `${second.address} of rack rack-b, datacenter us-east, ring edge\n${VERSION}\n`,
    );
    for (const machine of [first, second])
      expect(
        await machine.mustSh(`find /var/lib/cassandra/commitlog -type f -newermt '${NOTES_MINUTES} minutes ago'`),
      ).not.toBe('');
    const names = await second.mustSh("find /var/lib/cassandra/data/system/local-* -name '*-Data.db' -printf '%f\\n'");
    expect(names).toMatch(/^m[a-e]-/m);
  });

  await step('after eleven days it does not start with its data, and says why', async () => {
    await away(second, 11);
    await said(second, "waiting for an operator's word: Cassandra ran here last on", 120);
    await cql(
      lab,
      'us-east/cassandra-1',
      'ring_admin',
      `CONSISTENCY ONE; INSERT INTO kong.routes (id, name) VALUES (2, 'while-it-was-away');`,
    );
    await isStopped(second);
  });

  await step('and, told so by the command that it names, is filled by the other, its data set aside', async () => {
    const [command = ''] = /echo cassandra-2 \| sudo tee [^\s,]+/.exec(second.journal()) ?? [];
    expect(command).not.toBe('');
    await second.mustSh(command);
    await said(second, 'topogen-joined: up and normal', 900);
    expect(second.journal()).toContain(`the data was set aside in ${FORMER}`);
    expect(second.journal()).toContain('replacing the node that had it');
    await allUp(lab, 'us-east/cassandra-1', 2, 300);
    const rows = await cql(lab, 'us-east/cassandra-2', 'ring_admin', 'CONSISTENCY ONE; SELECT * FROM kong.routes;');
    expect(rows).toMatch(/of-both[^]*while-it-was-away/);
    expect(await second.mustSh(`ls ${FORMER} ${FORMER}/data`)).toMatch(/topogen-joined[^]*system_auth/);
  });

  await step('where the whole ring stood still it starts with its data, by another word', async () => {
    await first.switchOff();
    await away(second, 30);
    await said(second, 'If the whole ring stood still: sudo touch /run/topogen/start-old', 120);
    await isStopped(second);
    await second.mustSh('touch /run/topogen/start-old');
    await said(second, 'topogen-joined: up and normal', 600);
    const rows = await cql(lab, 'us-east/cassandra-2', 'ring_admin', 'CONSISTENCY ONE; SELECT * FROM kong.routes;');
    expect(rows).toMatch(/of-both[^]*while-it-was-away/);
  });
}

if (!wanted) process.stderr.write('skipped: a real Cassandra node that comes back; TOPOGEN_RING=1 runs it\n');

(wanted ? test : test.skip)(
  'a node that was away for longer than ten days leaves its data alone until an operator says what becomes of it',
  () => inLab(VERSION, MINUTES, scenario),
  testLimitMs(MINUTES),
);
