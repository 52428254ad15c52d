import { renderKongMigrations, renderKongPool } from '../../../../src/plan/pools/nodes/render';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { TWO_CLOUDS } from '../../../support/a-spec';
import { readTemplates } from '../../../support/templates';
import { ClusterMachine, makePair } from './cluster-machine';

/* Machines of hybrid mode: their scripts are run for real, with openssl, against stand-ins of the commands that they call. */

const PLAN = aHybridPlan(TWO_CLOUDS);
const [HOME] = PLAN.datacenters;
const TEMPLATES = readTemplates();
const RELEASE = PLAN.kong.migrations.release;
const PREPARE = 'topogen-kong-prepare';

const [first, second] = [makePair(), makePair()];
const textOf = ({ certificate, key }: typeof first): string => `${certificate}${key}`;

let machine: ClusterMachine;

function dataPlane(plan = PLAN): ClusterMachine {
  const [home] = plan.datacenters;
  const pool = home!.pools.find(({ role }) => role === 'data-plane');
  machine = new ClusterMachine(renderKongPool(plan, home!, pool!, TEMPLATES), RELEASE);
  return machine;
}

afterEach(() => machine.destroy());

test('a data plane has its certificate and key, and asks for no password', async () => {
  const node = dataPlane().secret(textOf(first));
  expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
  expect(node.read('etc/kong/cluster.crt')).toBe(first.certificate);
  expect(node.read('etc/kong/cluster.key')).toBe(first.key);
  expect([node.mode('etc/kong/cluster.key'), node.mode('etc/kong/cluster.crt')]).toEqual(['600', '644']);
  expect(node.read('etc/kong/kong.conf')).toBe(node.read('etc/topogen/kong.conf'));
  expect(node.log()).toEqual(['secret edge-us-east-kong-cluster', 'secret edge-us-east-kong-seed']);
});

test('a certificate that was made anew comes with the next start', async () => {
  const node = dataPlane().secret(textOf(first));
  await node.run(PREPARE);
  expect(await node.secret(textOf(second)).run(PREPARE)).toMatchObject({ code: 0 });
  expect([node.read('etc/kong/cluster.crt'), node.read('etc/kong/cluster.key')]).toEqual([
    second.certificate,
    second.key,
  ]);
});

test.each([
  ['cannot be read', ''],
  ['has a certificate without its key', `${second.certificate}${first.key}`],
  ['has something else', 'no certificate\n'],
])('a node that has a pair starts with it where the secret %s', async (_, text) => {
  const node = dataPlane().secret(textOf(first));
  await node.run(PREPARE);
  const { code, output } = await node.secret(text).run(PREPARE);
  expect(code).toBe(0);
  expect(output).toContain('going on with those that are here');
  expect([node.read('etc/kong/cluster.crt'), node.read('etc/kong/cluster.key')]).toEqual([
    first.certificate,
    first.key,
  ]);
});

test('a new node waits for the secret manager', async () => {
  const node = dataPlane().secret('');
  const running = node.run(PREPARE);
  while (node.log().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  node.secret(textOf(first));
  expect(await running).toMatchObject({ code: 0 });
  expect(node.read('etc/kong/cluster.key')).toBe(first.key);
});

test.each([
  ['a key of another certificate', `${second.certificate}${first.key}`],
  ['no certificate', 'no certificate\n'],
])('a new node does not start with %s, and shows nothing of the secret', async (_, text) => {
  const { code, output } = await dataPlane().secret(text).run(PREPARE);
  expect(code).toBe(1);
  expect(output).toContain('secret edge-us-east-kong-cluster must hold a certificate and its key in PEM');
  expect(output).not.toMatch(/BEGIN|no certificate/);
  expect(machine.has('etc/kong/cluster.key')).toBe(false);
});

test('a certificate that has ended is told of, and the node serves what it has', async () => {
  const { code, output } = await dataPlane().secret(textOf(first)).later().run(PREPARE);
  expect(code).toBe(0);
  expect(output).toContain('the certificate of control planes and data planes has ended');
});

test('the configuration that its own release stored is kept over a start, that of another one is not', async () => {
  const node = dataPlane().secret(textOf(first));
  await node.run(PREPARE);
  node.put('usr/local/kong/dbless.lmdb/data.mdb', 'stored');
  node.put('var/lib/topogen/configured', '');
  expect((await node.run(PREPARE)).output).toBe('');
  expect(node.read('usr/local/kong/dbless.lmdb/data.mdb')).toBe('stored');
  node.put('usr/local/kong/topogen-stored-by', '3.8.1\n');
  const { code, output } = await node.run(PREPARE);
  expect(code).toBe(0);
  expect(output).toContain('removing the configuration that another release of Kong stored');
  expect(node.has('usr/local/kong/dbless.lmdb')).toBe(false);
});

test('its files are those of no other machine: data planes have no word of the datastore, the job none of the certificate', () => {
  machine = dataPlane();
  const data = machine.read('usr/local/lib/topogen/kong.sh').replace(/^#.*$/gm, '');
  expect(data).not.toMatch(/password|pg_|migrations/);
  const job = renderKongMigrations(PLAN, HOME!, TEMPLATES);
  const [control] = HOME!.pools;
  const ofControl = renderKongPool(PLAN, HOME!, control!, TEMPLATES).artifacts;
  const shared = job.artifacts.filter(({ path }) => path === 'kong-control/kong.sh');
  expect(shared).toEqual(ofControl.filter(({ path }) => path === 'kong-control/kong.sh'));
  expect(ofControl.find(({ path }) => path === 'kong-control/topogen-kong-prepare')?.text).toContain(
    'fetch_password\nfetch_cluster_pair\nwrite_conf\n',
  );
  expect(ofControl.find(({ path }) => path === 'kong-control/topogen-kong-ready')?.text).toContain(':8007/status');
  expect(machine.read('usr/local/sbin/topogen-kong-ready')).toContain(':8007/status/ready');
});

describe('where plugins count in Redis', () => {
  const plan = aHybridPlan(TWO_CLOUDS, { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });
  const IN_MEMORY = 'run/topogen/redis.env';
  const ON_DISK = 'var/lib/topogen/redis.env';

  /** A node that has started once with the password `first`, and was switched off and on. */
  async function startedOver(): Promise<ClusterMachine> {
    const node = dataPlane(plan).secret(textOf(first)).redis('first');
    expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
    expect([node.read(IN_MEMORY), node.read(ON_DISK)]).toEqual(Array(2).fill('TOPOGEN_REDIS_PASSWORD=first\n'));
    expect([node.mode(IN_MEMORY), node.mode(ON_DISK)]).toEqual(['600', '600']);
    return node.switchedOff();
  }

  test('a node that starts over takes the password that the secret manager has', async () => {
    const node = (await startedOver()).redis('second');
    expect(await node.run(PREPARE)).toMatchObject({ code: 0 });
    expect([node.read(IN_MEMORY), node.read(ON_DISK)]).toEqual(Array(2).fill('TOPOGEN_REDIS_PASSWORD=second\n'));
  });

  test.each(['', 'two words'])('it starts with the former one where the secret manager has %j', async (secret) => {
    const node = (await startedOver()).redis(secret);
    const { code, output } = await node.run(PREPARE);
    expect(code).toBe(0);
    expect(output).toContain('going on with the one that was here');
    expect(node.read(IN_MEMORY)).toBe('TOPOGEN_REDIS_PASSWORD=first\n');
    expect(node.mode(IN_MEMORY)).toBe('600');
  });

  test('a new node waits for the secret manager', async () => {
    const node = dataPlane(plan).secret(textOf(first)).redis('');
    const running = node.run(PREPARE);
    while (node.log().filter((it) => it.endsWith('-redis-password')).length < 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    node.redis('first');
    expect(await running).toMatchObject({ code: 0 });
    expect(node.read(IN_MEMORY)).toBe('TOPOGEN_REDIS_PASSWORD=first\n');
  });
});
