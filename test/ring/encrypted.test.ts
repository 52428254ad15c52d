import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import { aPlan, type ADatacenter } from '../support/a-spec';
import { makeAuthority, nodeSecret } from './lab/certificates';
import { allUp, cql, initialised, inLab, step, testLimitMs } from './lab/in-lab';
import type { Lab } from './lab/lab';
import type { Machine } from './lab/machine';
import { Reader } from './lab/reader';
import { ringView } from './lab/ring-view';
import { eventually } from './lab/shell';
import { CERTIFICATE_SECRET_FILE } from './lab/stand-ins';

/**
 * An encrypted ring of real nodes: plain text is refused, so are nodes that no authority of the topology vouches for, and
 * certificates and authorities are made anew while clients read at LOCAL_QUORUM.
 *
 * It takes half an hour, so it runs when TOPOGEN_RING is `all`, or names it with a release: `encrypted:4.0.19`.
 */
const wanted = process.env.TOPOGEN_RING;
const [, named] = /^encrypted:(\d+\.\d+\.\d+)$/.exec(wanted ?? '') ?? [];
const VERSION = named ?? '3.11.19';
const MINUTES = 75;
const ROWS = 20;
const isLegacy = VERSION.startsWith('3.');

const DATACENTERS: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'eu-west', cloud: 'google' },
];

/** Puts the secret into the secret manager that a machine asks. */
async function give(machine: Machine, secret: string): Promise<void> {
  await machine.mustSh(`mkdir -p /etc/lab && cat >${CERTIFICATE_SECRET_FILE}`, secret);
}

/** The common name of the certificate that a node shows on a port, as another one of the ring sees it. */
async function shownBy(lab: Lab, path: string, port: number): Promise<string> {
  const { address } = lab.machine(path);
  const asker = lab.machine(lab.paths().find((it) => it !== path)!);
  const asked = await asker.sh(
    `timeout 10 openssl s_client -connect ${address}:${port} </dev/null 2>/dev/null | openssl x509 -noout -subject`,
  );
  return /CN = (.*)/.exec(asked.stdout)?.[1] ?? '';
}

/** Restarts Cassandra on every node, one after another, each with the secret, while the reader goes on. */
async function renew(lab: Lab, secret: string, name: string, reader: Reader): Promise<void> {
  for (const path of lab.paths()) {
    const machine = lab.machine(path);
    await give(machine, secret);
    await machine.stopUnit('cassandra.service');
    await machine.startUnit('cassandra.service');
    await eventually(
      `${path} is back with ${name}`,
      240,
      async () => (await shownBy(lab, path, 9042)) === name || undefined,
    );
    for (const from of contactsOf(lab, path)) await allUp(lab, from, 6, 120);
    await reader.readsOnce();
  }
}

/** Another node of each datacenter, which must see the one that was restarted. */
function contactsOf(lab: Lab, path: string): string[] {
  return DATACENTERS.map(({ name }) => lab.pathsIn(name).find((it) => it !== path)!);
}

async function isDown(lab: Lab, address: string, from: string): Promise<void> {
  await eventually(`${address} is down`, 120, async () => {
    const { nodes } = await ringView(lab.machine(from));
    return nodes.some((it) => it.address === address && it.state === 'DN') || undefined;
  });
}

async function scenario(lab: Lab): Promise<void> {
  const plan = aPlan(DATACENTERS, {
    datastore: { version: VERSION, nodesPerDatacenter: 3, encryption: { internode: 'all', clients: true } },
  });
  const [first, second, third] = [
    await makeAuthority(lab.folder, 'first'),
    await makeAuthority(lab.folder, 'second'),
    await makeAuthority(lab.folder, 'third'),
  ];
  // What clients trust: all that ever sign.
  const trusted = join(lab.folder, 'trusted.pem');
  writeFileSync(trusted, [first, third].map(({ certificate }) => readFileSync(certificate, 'utf8')).join(''));
  const begun = await nodeSecret(lab.folder, 'begun', first, second);
  const contacts = ['us-east/cassandra-1', 'us-east/cassandra-2', 'us-east/cassandra-3'];

  await step('six nodes with certificates begin an encrypted ring and initialise it', async () => {
    for (const { datacenter, node } of ringOf(plan).startOrder) {
      const machine = await lab.install(plan, datacenter, node);
      await give(machine, begun);
      await machine.startUnit('cassandra.service');
    }
    const machine = lab.machine('us-east/cassandra-1');
    await machine.startUnit('topogen-ring-init.service');
    await initialised(machine, 900);
    await allUp(lab, 'eu-west/cassandra-3', 6, 120);
  });

  await step('rows are written in one datacenter and read in the other, by TLS', async () => {
    const rows = Array.from(
      { length: ROWS },
      (_, id) => `INSERT INTO kong.routes (id, name) VALUES (${id}, 'r-${id}');`,
    );
    await cql(
      lab,
      'us-east/cassandra-2',
      'kong',
      `CREATE TABLE kong.routes (id int PRIMARY KEY, name text); CONSISTENCY LOCAL_QUORUM; ${rows.join('\n')}`,
    );
    await eventually('the rows arrive', 60, async () => {
      const read = await cql(
        lab,
        'eu-west/cassandra-1',
        'kong',
        'CONSISTENCY LOCAL_QUORUM; SELECT * FROM kong.routes;',
      );
      return read.includes(`(${ROWS} rows)`) || undefined;
    });
  });

  await step('no file but the store has the key, and none but root and Cassandra reads that', async () => {
    const machine = lab.machine('us-east/cassandra-1');
    const modes = await machine.mustSh("stat --format='%a %n' /etc/cassandra/tls/* /etc/cassandra/cassandra.yaml");
    expect(modes.trim().split('\n')).toEqual([
      '644 /etc/cassandra/tls/authorities.pem',
      '640 /etc/cassandra/tls/keystore.p12',
      '644 /etc/cassandra/tls/node.pem',
      '600 /etc/cassandra/tls/password',
      '640 /etc/cassandra/tls/truststore.p12',
      '640 /etc/cassandra/cassandra.yaml',
    ]);
  });

  await step('plain text is refused on every port, and so is a client that trusts other authorities', async () => {
    const machine = lab.machine('us-east/cassandra-2');
    const { address } = lab.machine('us-east/cassandra-1');
    const plain = await machine.sh(`cqlsh --connect-timeout=10 -u cassandra -p cassandra ${address} 9042 </dev/null`);
    expect(plain.status).not.toBe(0);
    const other = await machine.sh(
      `SSL_CERTFILE=<(cat) cqlsh --ssl --connect-timeout=10 -u kong -p x ${address} 9042`,
      '',
    );
    expect(other.status).not.toBe(0);
    const legacy = await machine.sh(`: </dev/tcp/${address}/7000`);
    expect([isLegacy, legacy.status === 0]).toEqual([isLegacy, !isLegacy]);
  });

  await step('whoever shows no certificate on the port of the ring is refused, and a node of it is not', async () => {
    const machine = lab.machine('us-east/cassandra-2');
    const { address } = lab.machine('us-east/cassandra-1');
    const port = isLegacy ? 7001 : 7000;
    const ask = (how: string): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> =>
      machine.sh(`(sleep 3) | timeout 10 openssl s_client -tls1_2 -connect ${address}:${port} ${how}`);
    const without = await ask('');
    expect([without.status, /alert/i.test(without.stderr)]).toEqual([1, true]);
    await machine.mustSh(
      `openssl pkcs12 -in /etc/cassandra/tls/keystore.p12 -passin file:/etc/cassandra/tls/password -noenc -out /run/pair.pem`,
    );
    const member = await ask('-cert /run/pair.pem -key /run/pair.pem');
    expect([member.status, /alert/i.test(member.stderr)]).toEqual([0, false]);
  });

  await step('a node with a certificate of another authority is none of the ring', async () => {
    const machine = lab.machine('eu-west/cassandra-3');
    const [foreign, stranger] = [
      await makeAuthority(lab.folder, 'foreign'),
      await makeAuthority(lab.folder, 'stranger'),
    ];
    await machine.stopUnit('cassandra.service');
    await isDown(lab, machine.address, 'us-east/cassandra-1');
    await give(machine, await nodeSecret(lab.folder, 'foreign-node', foreign, stranger));
    machine.forgetJournal();
    await machine.startUnit('cassandra.service');
    await eventually(
      'it tries, and is refused',
      180,
      async () =>
        (
          await machine.sh(
            'grep -Eiq "SSLHandshake|unable to find valid certification path|PKIX" /var/log/cassandra/*.log',
          )
        ).status === 0 || undefined,
    );
    await isDown(lab, machine.address, 'us-east/cassandra-1');
    await machine.stopUnit('cassandra.service');
    await give(machine, begun);
    await machine.startUnit('cassandra.service');
    await allUp(lab, 'us-east/cassandra-1', 6, 240);
  });

  await step('a secret that holds nothing leaves a node with the certificate that it has', async () => {
    const machine = lab.machine('eu-west/cassandra-3');
    await machine.stopUnit('cassandra.service');
    await give(machine, 'nothing');
    await machine.startUnit('cassandra.service');
    await allUp(lab, 'us-east/cassandra-1', 6, 240);
    expect(machine.journal()).toContain('going on with the one that is here');
  });

  const reader = await Reader.start(
    lab,
    'us-east',
    contacts.map((path) => lab.machine(path).address),
    ROWS,
    trusted,
  );
  try {
    await step(
      'certificates are made anew one node at a time, with another authority that signs nothing yet',
      async () => renew(lab, await nodeSecret(lab.folder, 'renewed', first, third), 'renewed', reader),
    );
    await step('and then that one signs them', async () =>
      renew(lab, await nodeSecret(lab.folder, 'by-the-other', third, first), 'by-the-other', reader),
    );
  } finally {
    reader.end();
  }
}

if (wanted !== 'all' && !named)
  process.stderr.write('skipped: an encrypted ring of real nodes; TOPOGEN_RING=all runs it\n');

(wanted === 'all' || named ? test : test.skip)(
  'an encrypted ring of real nodes refuses strangers, and takes new certificates and authorities while it serves',
  () => inLab(VERSION, MINUTES, scenario),
  testLimitMs(MINUTES),
);
