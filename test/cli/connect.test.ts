import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunFolder } from '../support/run-in-folder';
import { PROJECT } from '../support/synthesized';

/*
 * The commands that reach a machine are run for real, against stand-ins of the clouds' tools that write down what they were called
 * with and answer as the tools do.
 */

const SPEC = 'two-clouds.json';
let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  for (const file of [SPEC, 'two-clouds.lock.json']) cpSync(join(PROJECT, 'topologies', file), folder.path(file));
  mkdirSync(folder.path('bin'));
  standIn('aws', 'case "$2" in describe-instances) echo i-0123456789abcdef0 ;; esac');
  standIn('gcloud', 'case "$3" in list) printf "%s\\t%s\\n" kong-ab12 zone-b kong-cd34 zone-c ;; esac');
});
afterEach(() => folder.remove());

/** Makes a command that notes its arguments, one a line, and then answers. */
function standIn(name: string, answer: string): void {
  const path = folder.path(`bin/${name}`);
  writeFileSync(path, `#!/bin/bash\nprintf '%s\\n' ${name} "$@" --- >>"$CALLS"\n${answer}\n`);
  chmodSync(path, 0o755);
}

const connect = (...args: string[]) => folder.run('connect', SPEC, ...args);

/** Runs what a connection prints, whole, and returns the calls of the clouds' tools. */
async function calls(...args: string[]): Promise<string[][]> {
  const { code, out } = await connect(...args);
  expect(code).toBe(0);
  const noted = folder.path('calls');
  const env = { PATH: `${folder.path('bin')}:${process.env['PATH']}`, CALLS: noted, PS1: '' };
  const ran = spawnSync('bash', ['--norc', '-euc', out], { env, encoding: 'utf8' });
  expect([ran.status, ran.stderr]).toEqual([0, '']);
  const texts = readFileSync(noted, 'utf8').split('---\n').filter(Boolean);
  return texts.map((text) => text.trimEnd().split('\n'));
}

test('a shell on AWS finds the running machine by its name, and goes by Session Manager', async () => {
  const [found, session] = await calls('us-east', 'shell', '--node', 'cassandra-2');
  expect(found).toEqual(
    expect.arrayContaining(['us-east-1', 'Name=tag:Name,Values=two-clouds-us-east-cassandra-2', '--query']),
  );
  expect(session).toEqual(['aws', 'ssm', 'start-session', '--region', 'us-east-1', '--target', 'i-0123456789abcdef0']);
});

test('in an account of its own it goes by the profile that leads there, and says whose credentials it needs', async () => {
  const spec = JSON.parse(readFileSync(folder.path(SPEC), 'utf8')) as Record<string, unknown>;
  const account = { profile: 'acme-prod', allowedAccountIds: ['111122223333'] };
  writeFileSync(folder.path(SPEC), JSON.stringify({ ...spec, accounts: { aws: account } }));
  const [found, session] = await calls('us-east', 'shell', '--node', 'cassandra-2');
  for (const call of [found, session]) expect(call?.join(' ')).toContain('--profile acme-prod --region us-east-1');
  expect((await connect('us-east', 'shell')).out).toContain('and credentials of account 111122223333;');
  const assumeRole = { roleArn: 'arn:aws:iam::111122223333:role/topogen' };
  writeFileSync(folder.path(SPEC), JSON.stringify({ ...spec, accounts: { aws: { profile: 'hub', assumeRole } } }));
  expect((await connect('us-east', 'shell')).out).not.toContain('--profile');
});

test('the second node of a pool is the second one of the list, on both clouds', async () => {
  const [found] = await calls('us-east', 'shell', '--node', 'kong-2');
  expect(found).toContain('sort(Reservations[].Instances[].InstanceId) | [1]');
});

test('a shell on Google takes name and zone of a machine that the group made', async () => {
  const [list, ssh] = await calls('eu-west', 'shell', '--node', 'kong-2');
  expect(list).toContain("--filter=name~'^two-clouds-eu-west-kong-[a-z0-9]{4}$' AND status=RUNNING");
  expect(ssh?.slice(0, 8)).toEqual([
    'gcloud',
    'compute',
    'ssh',
    'kong-cd34',
    '--project',
    'acme-edge',
    '--zone',
    'zone-c',
  ]);
});

test('the Admin API comes over its TLS port alone, forwarded to this computer', async () => {
  const [, aws] = await calls('us-east', 'admin');
  expect(aws?.slice(-4)).toEqual([
    '--document-name',
    'AWS-StartPortForwardingSession',
    '--parameters',
    'portNumber=8444,localPortNumber=8444',
  ]);
  const [, , , google] = await calls('eu-west', 'admin');
  expect(google?.slice(-4)).toEqual(['--', '-N', '-L', '8444:127.0.0.1:8444']);
});

test("the datastore's own terminal is cqlsh at the node's address, as the ring's superuser", async () => {
  const [, aws] = await calls('us-east', 'cql');
  expect(aws?.at(-1)).toMatch(/^command="cqlsh 10\.\d+\.\d+\.10 -u ring_admin"$/);
  const { out } = await connect('eu-west', 'cql', '--node', '3');
  expect(out).toMatch(/two-clouds-eu-west-cassandra-3 .* -- -t cqlsh 10\.\d+\.\d+\.10 -u ring_admin$/m);
  expect(out).toContain('terraform -chdir=terraform/two-clouds/shared output -raw cassandra_superuser_password');
});

test('--json has the same lines', async () => {
  const { out } = await connect('us-east', 'admin', '--json');
  expect(JSON.parse(out)).toMatchObject({ format: 1, cloud: 'AWS', machine: 'kong, node 1' });
});

test.each([
  [['us-wst'], 'the topology has no datacenter "us-wst"; did you mean "us-east"?'],
  [['us-east', 'admn'], 'there is nothing called "admn" to connect to; did you mean "admin"?'],
  [['us-east', 'cql', '--node', 'kong-1'], 'the datacenter has no machine "kong-1" with cql; name one of cassandra-1'],
  [
    ['us-east', 'shell', '--node', '999'],
    'the datacenter has no machine "999" with shell; name one of kong-1 to kong-',
  ],
  [['us-east', 'shell', '--node', '0'], 'the datacenter has no machine "0" with shell'],
])('%j is refused with what there is', async (args, said) => {
  const { code, out, err } = await connect(...args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(said);
});

test('--exec runs the lines, and ends as they do', () => {
  const env = { PATH: `${folder.path('bin')}:${process.env['PATH']}`, CALLS: folder.path('calls') };
  const main = join(PROJECT, 'dist', 'main.js');
  const run = (): number | null =>
    spawnSync(process.execPath, [main, 'connect', SPEC, 'us-east', '--exec'], { cwd: folder.root, env }).status;
  expect(run()).toBe(0);
  expect(readFileSync(folder.path('calls'), 'utf8')).toContain('start-session');
  standIn('aws', 'exit 255');
  expect(run()).toBe(1);
});
