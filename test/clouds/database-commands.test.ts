import { spawnSync } from 'node:child_process';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import type { DatabaseAt } from '../../src/kernel/cloud/databases';
import { CLOUD_IDS } from '../../src/kernel/ids';

const AT: DatabaseAt = {
  instance: '"$INSTANCE"',
  resource: 'postgresql',
  adminUser: 'topogen_admin',
  region: 'somewhere-1',
  project: 'acme-edge',
};

/** Runs commands in bash with stand-ins for the clouds' programs, and returns what these were asked. */
function asked(commands: readonly string[], instance: string): { readonly calls: string[]; readonly failure: string } {
  const standIns = ['aws', 'gcloud', 'terraform']
    .map((program) => `${program}() { printf '%s' '${program}'; printf ' <%s>' "$@"; echo; } >&3`)
    .join('\n');
  const uuidgen = 'uuidgen() { echo 1234567A-1111-2222-3333-444455556666; }';
  // Nothing is waited for, since the stand-ins have answered.
  const script = [standIns, uuidgen, 'sleep() { :; }', `INSTANCE=${instance}`, ...commands].join('\n');
  const { stdout, stderr, status } = spawnSync('bash', ['-euo', 'pipefail', '-c', `exec 3>&1\n${script}`], {
    encoding: 'utf8',
  });
  return { calls: stdout.split('\n').filter((line) => line !== ''), failure: status === 0 ? '' : stderr };
}

test.each(CLOUD_IDS)('every command of %s is one that bash understands', (cloud) => {
  const { commands } = CLOUD_FACTS[cloud].database;
  const all = [
    commands.show(AT),
    commands.failOver(AT),
    commands.backUp(AT, 'before-the-change'),
    commands.listBackups(AT),
    commands.listEvents(AT),
    commands.nameCopy(AT),
    commands.findCopy(AT),
    commands.hasten(AT),
    commands.leaveCopy(AT),
    commands.fence(AT),
    commands.promote(AT),
    commands.listWaiting(AT),
    commands.adopt(AT, 'cluster-us-east'),
  ];
  const { calls, failure } = asked(all, 'edge-us-east-postgresql-0a1b2c');
  expect(failure).toBe('');
  expect(calls.length).toBeGreaterThanOrEqual(5);
  expect(
    calls.filter((call) => !/edge-us-east-postgresql(-0a1b2c|-123456|>)|describe-security-groups/.test(call)),
  ).toEqual([]);
});

test('changes that wait for the window are made at once on AWS, and wait for nothing on Google', () => {
  const { calls } = asked([CLOUD_FACTS.aws.database.commands.hasten(AT)], 'edge');
  expect(calls[0]).toBe(
    'aws <rds> <modify-db-instance> <--region> <somewhere-1> <--db-instance-identifier> <edge> <--apply-immediately>',
  );
  expect(CLOUD_FACTS.google.database.commands.hasten(AT)).toBe('');
});

test('on AWS the copy takes the name of the instance, which is kept under another', () => {
  const { commands } = CLOUD_FACTS.aws.database;
  const { calls, failure } = asked([commands.nameCopy(AT), commands.takePlace(AT, 'cluster-us-east')], 'edge');
  expect(failure).toBe('');
  const renamed = calls.filter((call) => call.includes('<modify-db-instance>'));
  expect(renamed.map((call) => [...call.matchAll(/identifier> <([^>]+)>/g)].map(([, name]) => name))).toEqual([
    ['edge', 'edge-old'],
    ['edge-copy', 'edge'],
  ]);
  expect(calls.filter((call) => call.startsWith('terraform'))).toEqual([
    'terraform <-chdir=cluster-us-east> <state> <rm> <aws_db_instance.postgresql>',
    'terraform <-chdir=cluster-us-east> <import> <aws_db_instance.postgresql> <edge>',
    'terraform <-chdir=cluster-us-east> <apply>',
  ]);
});

test('on Google the copy has the name that its id gives it in Terraform', () => {
  const { commands } = CLOUD_FACTS.google.database;
  const { calls, failure } = asked(
    [commands.nameCopy(AT), commands.restore(AT, '2026-01-31T12:00:00Z'), commands.takePlace(AT, 'cluster-eu-west')],
    'edge-eu-west-postgresql-0a1b2c',
  );
  expect(failure).toBe('');
  const copy = 'edge-eu-west-postgresql-123456';
  expect(calls[0]).toContain('<clone>');
  expect(calls[0]).toContain(`<${copy}>`);
  expect(calls.slice(2)).toEqual([
    'terraform <-chdir=cluster-eu-west> <import> <terraform_data.postgresql_name> <1234567a-1111-2222-3333-444455556666>',
    `terraform <-chdir=cluster-eu-west> <import> <google_sql_database_instance.postgresql> <projects/acme-edge/instances/${copy}>`,
    `terraform <-chdir=cluster-eu-west> <import> <google_sql_user.postgresql_admin> <acme-edge/${copy}/topogen_admin>`,
    'terraform <-chdir=cluster-eu-west> <apply>',
  ]);
});

test('on Google the copy is reached by an endpoint of its own, in the subnet and the network of the first', () => {
  const { commands } = CLOUD_FACTS.google.database;
  const { calls, failure } = asked([commands.nameCopy(AT), commands.findCopy(AT)], 'edge-eu-west-postgresql-0a1b2c');
  expect(failure).toBe('');
  expect(calls[0]).toContain('<--subnet> <edge-eu-west-postgresql>');
  const rule = calls.find((call) => call.includes('<forwarding-rules>'));
  expect(rule).toContain('<--network> <edge-eu-west-network> <--address> <edge-eu-west-postgresql-123456>');
  expect(rule).toContain('<--region> <somewhere-1>');
});

test('a fence on AWS gives the instance the group that lets nobody in, and ends the connections that stand', () => {
  const { calls } = asked([CLOUD_FACTS.aws.database.commands.fence(AT)], 'edge');
  const words = calls.map((call) => call.split('> <')[1]);
  const questions = ['describe-db-instances', 'describe-security-groups'];
  expect(words).toEqual([...questions, 'modify-db-instance', 'wait', 'reboot-db-instance', 'wait']);
  expect(calls[2]).toContain('<--vpc-security-group-ids>');
});

test('a fence on Google takes away the rule of the endpoint, which has the name of the instance without its end', () => {
  const { calls } = asked([CLOUD_FACTS.google.database.commands.fence(AT)], 'edge-us-east-postgresql-0a1b2c');
  expect(calls).toHaveLength(1);
  expect(calls[0]).toContain('<forwarding-rules> <delete> <edge-us-east-postgresql> ');
});

test('no change on AWS is taken for done before it has begun', () => {
  const { hasten, fence, promote } = CLOUD_FACTS.aws.database.commands;
  for (const command of [hasten(AT), fence(AT), promote(AT)]) {
    expect(command).toMatch(/aws rds (modify-db-instance|promote-read-replica)[^;]*?\nsleep 60\naws rds wait /);
  }
});

test('Terraform takes a promoted replica on Google with its user, which came with the data', () => {
  const { calls } = asked(
    [CLOUD_FACTS.google.database.commands.adopt(AT, 'cluster-asia')],
    'edge-asia-postgresql-0a1b2c',
  );
  expect(calls).toEqual([
    'terraform <-chdir=cluster-asia> <import> <google_sql_user.postgresql_admin> <acme-edge/edge-asia-postgresql-0a1b2c/topogen_admin>',
  ]);
  expect(CLOUD_FACTS.aws.database.commands.adopt(AT, 'cluster-us-west')).toBe('');
});

test.each(CLOUD_IDS)(
  'a former primary on %s is destroyed once its protection is taken away, by the name that its state has',
  (cloud) => {
    const attribute = cloud === 'aws' ? 'identifier' : 'name';
    const state = [
      'resource "any" "postgresql" {',
      `    ${attribute}      = "edge-old"`,
      `    ${attribute}_prefix = "no"`,
      '    settings {',
      '        database_flags {',
      `            ${attribute} = "max_connections"`,
    ];
    const shown = `terraform() { if [[ "$*" == *' show '* ]]; then cat <<'END'\n${state.join('\n')}\nEND\nelse echo "terraform $*" >&3; fi; }`;
    const { calls, failure } = asked(
      [shown, CLOUD_FACTS[cloud].database.commands.retire(AT, 'cluster-us-east')],
      'other',
    );
    expect(failure).toBe('');
    expect(calls[0]).toMatch(/<edge-old>.*<--no-deletion-protection>/);
    expect(calls.at(-1)).toBe('terraform -chdir=cluster-us-east apply');
    expect(calls.filter((call) => call.includes('edge-old'))).toHaveLength(cloud === 'aws' ? 1 : 2);
  },
);
