import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import { cassandraOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { makeAuthority, nodeSecret, type LabAuthority } from '../../../../ring/lab/certificates';
import { aPlan } from '../../../../support/a-spec';
import { readTemplates } from '../../../../support/templates';
import { Sandbox } from './sandbox';

/* The script that makes the stores of an encrypted ring's node, with the real openssl; Java's tool has a stand-in. */

const SCRIPT = '/usr/local/sbin/topogen-node-certificate';
const TLS = '/etc/cassandra/tls';

let machine: Sandbox;
let folder: string;
let authorities: { readonly first: LabAuthority; readonly second: LabAuthority; readonly foreign: LabAuthority };

beforeEach(async () => {
  const plan = aPlan([{ name: 'us-east', cloud: 'aws' }], {
    datastore: { encryption: { internode: 'all', clients: true } },
  });
  const [datacenter] = plan.datacenters;
  machine = new Sandbox(renderCassandraNode(plan, datacenter!, cassandraOf(datacenter!).nodes[0]!, readTemplates()));
  folder = join(machine.folder, 'authorities');
  mkdirSync(folder);
  const [first, second, foreign] = [
    await makeAuthority(folder, 'first'),
    await makeAuthority(folder, 'second'),
    await makeAuthority(folder, 'foreign'),
  ];
  authorities = { first, second, foreign };
  machine.command('aws', 'cat "$SANDBOX/secret"');
  machine.command('curl', 'echo us-east-1');
  machine.command('chgrp');
  machine.command('keytool', 'while (($#)); do if [ "$1" = -keystore ]; then echo "$*" >>"$2"; fi; shift; done');
});
afterEach(() => machine.remove());

/** The common name of the certificate in the store that Cassandra shows. */
function shown(): string {
  const at = (name: string): string => join(machine.folder, TLS, name);
  const words = ['pkcs12', '-in', at('keystore.p12'), '-passin', `file:${at('password')}`, '-nokeys', '-clcerts'];
  const certificate = spawnSync('openssl', words, { encoding: 'utf8' }).stdout;
  const { stdout } = spawnSync('openssl', ['x509', '-noout', '-subject'], { encoding: 'utf8', input: certificate });
  return /CN = (.*)/.exec(stdout)?.[1] ?? '';
}

test('a node makes its stores of the secret, and names their password in a configuration that few may read', async () => {
  const { first, second } = authorities;
  machine.write('secret', await nodeSecret(folder, 'begun', first, second));
  expect(machine.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(shown()).toBe('begun');
  const yaml = machine.read('/etc/cassandra/cassandra.yaml');
  const password = machine.read(`${TLS}/password`).trim();
  expect(password).toMatch(/^[0-9a-f]{40}$/);
  expect(yaml.match(/store_password: .*/g)).toEqual(Array(3).fill(`store_password: ${password}`));
  const modes = ['cassandra.yaml', 'tls/keystore.p12', 'tls/password', 'tls/authorities.pem'].map((it) =>
    (statSync(join(machine.folder, '/etc/cassandra', it)).mode & 0o777).toString(8),
  );
  expect(modes).toEqual(['640', '640', '600', '644']);
  expect(machine.read(`${TLS}/authorities.pem`)).toBe(
    [first, second].map(({ certificate }) => readFileSync(certificate, 'utf8')).join(''),
  );
  // No list of processes shows the password, and no file but the store keeps the key.
  expect(machine.calls().join('\n')).not.toContain(password);
  expect(machine.has(`${TLS}/new`)).toBe(false);
});

test('it takes a later certificate by whichever authority, and goes on with the one that it has where none comes that holds', async () => {
  const { first, second, foreign } = authorities;
  machine.write('secret', await nodeSecret(folder, 'begun', first, second));
  machine.run(SCRIPT);
  machine.write('secret', await nodeSecret(folder, 'renewed', second, first));
  expect(machine.run(SCRIPT)).toMatchObject({ status: 0 });
  expect(shown()).toBe('renewed');
  const mixed = await nodeSecret(folder, 'unsigned', foreign, first);
  const own = readFileSync(foreign.certificate, 'utf8');
  for (const secret of ['nothing\n', mixed.replace(own, readFileSync(second.certificate, 'utf8'))]) {
    machine.write('secret', secret);
    const again = machine.run(SCRIPT);
    expect(again.status).toBe(0);
    expect(again.journal).toContain('going on with the one that is here');
    expect(shown()).toBe('renewed');
  }
});

test('a node that has none waits for one that holds', () => {
  machine.write('secret', 'nothing\n');
  const { status, journal } = machine.run(SCRIPT);
  expect(status).not.toBe(0);
  expect(journal).toContain('certificate of this node: no success yet');
  expect(machine.has(`${TLS}/keystore.p12`)).toBe(false);
});
