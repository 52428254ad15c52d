import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import type { Plan } from '../../../src/plan/plan';
import { renderNodes } from '../../../src/plan/nodes/render-nodes';
import { renderRedisOperations } from '../../../src/report/operations/redis';
import { passwordKeys, rotationRunbook } from '../../../src/report/runbook/rotate';
import { renderRunbook } from '../../../src/report/runbook/render-runbook';
import type { Runbook, RunbookStep } from '../../../src/report/runbook/runbook';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { readTemplates } from '../../support/templates';

const ring = aPlan(TWO_CLOUDS);
const server = aPlan(TWO_CLOUDS.slice(0, 1), { datastore: { engine: 'postgresql' } });

function runbookOf(plan: Plan, key: string): Runbook {
  const made = rotationRunbook({ plan, addresses: terraformAddresses(plan, plan) }, key);
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

function stepsOf(plan: Plan, key: string): readonly RunbookStep[] {
  return runbookOf(plan, key).parts.flatMap(({ steps }) => steps);
}

test.each([
  ['a ring', ring],
  ['PostgreSQL', server],
])('every password of %s has steps', (_, plan) => {
  expect(passwordKeys({ plan })).toEqual(plan.secrets.map(({ key }) => key));
});

test("Kong's password is in every secret manager before the ring has it, and nodes take it at once after that", () => {
  const steps = stepsOf(ring, 'cassandra-kong-password');
  expect(steps.flatMap(({ commands }) => commands)).toEqual([
    'nodetool status',
    'terraform -chdir=shared init && terraform -chdir=shared apply -replace=random_password.cassandra_kong_password',
    'terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply',
    'terraform -chdir=cluster-eu-west init && terraform -chdir=cluster-eu-west apply',
    'sudo topogen-ring-passwords',
    expect.stringContaining('fetch_password && write_conf'),
    'sudo systemctl reload kong',
  ]);
  const nodes = ring.datacenters.reduce((sum, { pools }) => sum + pools[0]!.maximumNodes, 0);
  expect(steps.at(-1)!.lasts).toBe(`seconds a node, of at most ${nodes}`);
});

describe('the password of Redis', () => {
  const counting = aPlan(TWO_CLOUDS, { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });

  test('is one of those that can be changed only where Redis asks for it', () => {
    expect(passwordKeys({ plan: counting })).toContain('redis-password');
    expect(passwordKeys({ plan: { ...counting, redis: { ...counting.redis!, password: 'prepared' } } })).not.toContain(
      'redis-password',
    );
    expect(passwordKeys({ plan: ring })).not.toContain('redis-password');
  });

  test('is changed in one datacenter after another: beside the former one where the service can, else at once', () => {
    const { parts } = runbookOf(counting, 'redis-password');
    const taken = 'sudo rm --force /run/topogen/redis.env && sudo systemctl restart kong';
    expect(parts.map(({ steps }) => steps.flatMap(({ commands }) => commands))).toEqual([
      [
        'export TF_VAR_redis_password_update=ROTATE; terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply -replace=random_password.redis',
        taken,
        'unset TF_VAR_redis_password_update; terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply',
      ],
      [
        'gcloud redis instances update edge-eu-west-redis --region europe-west1 --project acme-edge --no-enable-auth',
        'gcloud redis instances update edge-eu-west-redis --region europe-west1 --project acme-edge --enable-auth',
        'terraform -chdir=cluster-eu-west init && terraform -chdir=cluster-eu-west apply',
        taken,
      ],
    ]);
  });

  test('that is prepared has its steps to the end in OPERATIONS.md: plugins before Redis, Redis before nodes', () => {
    const plan: Plan = { ...counting, redis: { ...counting.redis!, password: 'prepared' } };
    const page = renderRedisOperations({ plan, addresses: terraformAddresses(plan, plan) });
    const order = [
      'PATCH',
      'topogen synth',
      '-chdir=cluster-us-east apply',
      '-target=google_redis_instance.main',
      'redis.env && sudo',
    ];
    const places = order.map((it) => page.indexOf(it));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });
});

test("the superuser's former password is kept before there is a new one, and Kong is left alone", () => {
  const commands = stepsOf(ring, 'cassandra-superuser-password').flatMap((it) => it.commands);
  expect(commands[1]).toBe(
    'terraform -chdir=shared init && terraform -chdir=shared output -raw cassandra_superuser_password',
  );
  expect(commands.at(-1)).toBe('sudo topogen-ring-passwords');
  expect(commands.join()).not.toContain('kong');
});

test("the administrator's password goes to the one secret manager that has it", () => {
  const pair = aPlan(TWO_CLOUDS, {
    kong: { mode: 'traditional' },
    datastore: { engine: 'postgresql', primary: 'us-east' },
  });
  const applied = (key: string) =>
    stepsOf(pair, key)
      .flatMap(({ commands }) => commands)
      .filter((command) => / apply$/.test(command));
  expect(applied('postgresql-admin-password')).toHaveLength(1);
  expect(applied('postgresql-admin-password')[0]).toContain('cluster-us-east');
  expect(applied('postgresql-kong-password')).toHaveLength(2);
});

test('the ring is told on a machine that has the command for it', () => {
  const given = stepsOf(ring, 'cassandra-kong-password').find(({ title }) => title === 'Give it to the ring')!;
  const [, name = '', datacenter = ''] = /^(\S+) of (\S+) /.exec(given.where)!;
  const { artifacts } = renderNodes(ring, readTemplates()).clusters[datacenter]!.datastore[name]!;
  expect(artifacts.map(({ path }) => path)).toContain('cassandra/topogen-ring-passwords');
});

test('a Kong whose reload keeps its settings is restarted, one after another', () => {
  const old = (version: string): RunbookStep =>
    stepsOf(aPlan(TWO_CLOUDS, { kong: { version } }), 'cassandra-kong-password').at(-1)!;
  expect(old('2.2.2').commands).toEqual(['sudo rm /run/topogen/kong-password && sudo systemctl restart kong']);
  expect(old('2.2.2').where).toContain('one after another');
  expect(old('2.3.3').commands).toHaveLength(2);
  expect(old('0.10.4').risk).toContain('do not hear of each other');
  expect(old('0.11.2').risk).not.toContain('do not hear of each other');
});

test('the job of PostgreSQL gives the role its password; an apply gives the administrator its own', () => {
  const kong = stepsOf(server, 'postgresql-kong-password').flatMap((it) => it.commands);
  expect(kong).toContain(
    'terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply -replace=aws_instance.kong_migrations',
  );
  const admin = stepsOf(server, 'postgresql-admin-password');
  expect(admin).toHaveLength(2);
  expect(admin[1]!.see).toContain("and the administrator's of the instance");
});

test('a key that names none is told, with one that it may have meant', () => {
  const made = rotationRunbook({ plan: ring, addresses: terraformAddresses(ring, ring) }, 'cassandra-kong-pasword');
  expect(made).toMatchObject({
    ok: false,
    issues: [{ code: 'password-unknown', remedy: 'did you mean "cassandra-kong-password"?' }],
  });
});

test('the text says what it is for, and gives the spec as it stays', () => {
  const text = renderRunbook(runbookOf(ring, 'cassandra-kong-password'));
  expect(text).toMatch(/^Steps that change a password of edge\. One part\. /);
  expect(text).toContain('Spec: stays as it is.\n');
});
