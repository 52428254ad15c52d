import { cassandraOf } from '../../../../src/plan/datastores/cassandra/of-plan';
import type { Plan } from '../../../../src/plan/plan';
import { casesOf, longTest } from '../../../support/effort';
import { datacenterOf, kongPlan } from './plan-fixture';
import { World } from './simulation';

/** Scripts of simulated machines, run for real against stand-ins of the commands that they call. */

let world: World;

function inWorldOf(plan: Plan): World {
  world = new World(plan);
  return world;
}

afterEach(() => world.destroy());

const CURRENT = { new: 0, pending: 0 };
/** Commands that change the schema. */
const CHANGES = /kong migrations (bootstrap|up|finish|reset)/;

function changes(lines: readonly string[]): string[] {
  return lines.filter((line) => CHANGES.test(line)).map((line) => line.replace(/ --.*/, ''));
}

describe('a node of the pool', () => {
  test('installs the pinned release once, and holds it', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    expect(await node.reboot().run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    const done = world.log('kong-a').filter((line) => /download|install|apt-mark/.test(line));
    expect(done).toEqual([
      'download https://packages.konghq.com/public/gateway-33/deb/ubuntu/pool/jammy/main/k/ko/kong_3.3.1/kong_3.3.1_amd64.deb',
      `install ${node.disk}/var/cache/topogen/kong-3.3.1.deb`,
      'apt-mark hold kong',
    ]);
  });

  test('asks for its secret once a boot', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    await node.run('topogen-kong-prepare');
    await node.run('topogen-kong-prepare');
    await node.reboot().run('topogen-kong-prepare');
    expect(world.log('kong-a').filter((line) => line.startsWith('secret'))).toEqual([
      'secret edge-us-east-cassandra-kong-password',
      'secret edge-us-east-cassandra-kong-password',
    ]);
  });

  test('keeps the password to root, and out of its output', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    const { output } = await node.run('topogen-kong-prepare');
    expect(node.setting('cassandra_password')).toBe(world.password);
    expect(node.mode('etc/kong/kong.conf')).toBe('600');
    expect(node.mode('run/topogen/kong-password')).toBe('600');
    expect(node.read('etc/topogen/kong.conf')).not.toContain(world.password);
    expect(output).not.toContain(world.password);
  });

  test('tells its scaling group once that it serves, however late Kong and the group answer', async () => {
    const machine = inWorldOf(kongPlan('3.3.1')).fault('kong-late', 3).fault('word-failing', 2).poolNode('kong-a');
    expect(await machine.run('topogen-kong-ready')).toMatchObject({ code: 0 });
    expect(await machine.reboot().run('topogen-kong-ready')).toMatchObject({ code: 0 });
    expect(world.log('kong-a')).toEqual([
      'autoscaling complete-lifecycle-action --region us-east-1 --auto-scaling-group-name edge-us-east-kong' +
        ' --lifecycle-hook-name kong-serves --instance-id i-0123456789abcdef0 --lifecycle-action-result CONTINUE',
    ]);
  });

  test('says nothing where the group finds out by itself', async () => {
    const machine = inWorldOf(kongPlan('3.3.1')).fault('kong-late', 3).poolNode('kong-a', 'eu-west');
    expect(await machine.run('topogen-kong-ready')).toMatchObject({ code: 0 });
    expect(world.log('kong-a')).toEqual([]);
  });

  test('waits while the datastore is late and the secret manager fails', async () => {
    inWorldOf(kongPlan('3.3.1')).fault('datastore-late', 8).fault('secrets-failing', 2).fault('download-failing', 1);
    const node = world.schema(CURRENT).poolNode('kong-a');
    const { code, output } = await node.run('topogen-kong-prepare');
    expect(code).toBe(0);
    expect(world.log('kong-a').filter((line) => line.startsWith('secret'))).toHaveLength(3);
    expect(output).toContain('secret edge-us-east-cassandra-kong-password: no success yet');
    expect(output).toContain('installing kong 3.3.1: no success yet');
  });

  test('works the same on the other cloud', async () => {
    inWorldOf(kongPlan('3.3.1')).fault('secrets-failing', 2);
    const node = world.schema(CURRENT).poolNode('kong-b', 'eu-west');
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    expect(node.setting('cassandra_password')).toBe(world.password);
    expect(node.setting('cassandra_local_datacenter')).toBe('eu-west');
    expect(world.log('kong-b')).toContain('secret edge-eu-west-cassandra-kong-password/versions/latest:access');
  });

  test('names the nodes of its own datacenter, those that answer first', async () => {
    const plan = kongPlan('2.8.5');
    const addresses = cassandraOf(datacenterOf(plan, 'us-east')).nodes.map((it) => it.address);
    inWorldOf(plan).schema(CURRENT);
    for (const down of addresses) {
      world.remove(`datastore/nodes/${down}`);
      const node = world.poolNode('kong-a');
      expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
      const points = node.setting('cassandra_contact_points')?.split(',') ?? [];
      expect([...points].sort()).toEqual([...addresses].sort());
      expect(points.at(-1)).toBe(down);
      world.write(`datastore/nodes/${down}`, '');
    }
  });

  test('turns the list by machine, so that a pool spreads over the ring', async () => {
    inWorldOf(kongPlan('3.3.1')).schema(CURRENT);
    const names = ['kong-a', 'kong-b', 'kong-c', 'kong-d', 'kong-e', 'kong-f', 'kong-g', 'kong-h'];
    const firsts = new Set<string | undefined>();
    for (const name of names) {
      const node = world.poolNode(name);
      await node.run('topogen-kong-prepare');
      firsts.add(node.setting('cassandra_contact_points')?.split(',')[0]);
    }
    expect(firsts.size).toBe(3);
  });

  test('goes on where a power cut ended the installation', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).fault('power-cut-installation', 1).schema(CURRENT).poolNode('kong-a');
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 'killed' });
    expect(await node.reboot().run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    expect(node.setting('cassandra_password')).toBe(world.password);
  });

  test('clears what a killed Kong left behind', async () => {
    const node = inWorldOf(kongPlan('2.0.5')).schema(CURRENT).poolNode('kong-a');
    node.put('usr/local/kong/pids/nginx.pid', '1234\n');
    node.put('usr/local/kong/.kong_env', 'old\n');
    node.put('usr/local/kong/logs/error.log', 'kept\n');
    await node.run('topogen-kong-prepare');
    expect(node.has('usr/local/kong/pids/nginx.pid')).toBe(false);
    expect(node.has('usr/local/kong/.kong_env')).toBe(false);
    expect(node.read('usr/local/kong/logs/error.log')).toBe('kept\n');
  });

  test('refuses a package with another checksum, and takes the right one', async () => {
    // sha256 of the text that the stand-in downloads: "the package" and a line feed.
    const packageSha256 = 'c22a88395f1edb9b7182c2f995c1dbb03348142249a65939379cddeb1cc8ecda';
    const plan = kongPlan('3.3.1', { packageUrl: 'https://mirror.example.com/kong.deb', packageSha256 });
    const node = inWorldOf(plan).fault('download-forged', 2).schema(CURRENT).poolNode('kong-a');
    const { code, output } = await node.run('topogen-kong-prepare');
    expect(code).toBe(0);
    expect(output).toContain('https://mirror.example.com/kong.deb has not the checksum that the topology names');
    const done = world.log('kong-a').filter((line) => /download|install /.test(line));
    expect(done.map((line) => line.split(' ')[0])).toEqual(['download', 'download', 'download', 'install']);
  });

  test('on a ready image installs nothing, and says so when the image holds another release', async () => {
    const plan = kongPlan('3.3.1', {}, [
      { name: 'us-east', cloud: 'aws', kong: { image: 'ami-0123456789abcdef0' } },
      { name: 'eu-west', cloud: 'google' },
    ]);
    const node = inWorldOf(plan).schema(CURRENT).poolNode('kong-a');
    node.put('installed', '3.3.0\n');
    const wrong = await node.run('topogen-kong-prepare');
    expect(wrong.code).toBe(1);
    expect(wrong.output).toContain('image does not hold Kong 3.3.1');
    node.put('installed', '3.3.1\n');
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    expect(world.log('kong-a').filter((line) => /download|install /.test(line))).toEqual([]);
  });

  test('starts with migrations that only wait for finish', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema({ new: 0, pending: 2 }).poolNode('kong-a');
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    expect(changes(world.log())).toEqual([]);
  });

  test('of a datacenter that is being added waits until every node of the datastore there is filled', async () => {
    const plan = kongPlan('3.3.1');
    const node = inWorldOf(plan).schema(CURRENT).poolNode('kong-a', 'eu-west');
    const [first, ...others] = cassandraOf(datacenterOf(plan, 'eu-west')).nodes.map((it) => `fill ${it.address}`);
    for (const name of others) world.write(`datastore/topogen_state/${name}`, 'filled\n');
    world.write(`datastore/topogen_state/${first}`, 'pending\n');
    const running = node.run('topogen-kong-prepare');
    await Promise.race([running, waitFor(() => asked('kong-a') > 3)]);
    world.write(`datastore/topogen_state/${first}`, 'filled\n');
    const { code, output } = await running;
    expect(code).toBe(0);
    expect(output).toContain('waiting for topogen-ring-extend on every node of the datastore in this datacenter');
  });

  test('of 0.10 names its own address and a key of 16 bytes that every node has', async () => {
    inWorldOf(kongPlan('0.10.4')).schema(CURRENT);
    world.write('datastore/topogen_state/schema', '0.10.4\n');
    const [a, b] = [world.poolNode('kong-a'), world.poolNode('kong-b', 'eu-west')];
    await Promise.all([a.run('topogen-kong-prepare'), b.run('topogen-kong-prepare')]);
    expect(a.setting('cluster_advertise')).toMatch(/^10\.64\.1\.\d+:7946$/);
    expect(a.setting('cluster_advertise')).not.toBe(b.setting('cluster_advertise'));
    expect(Buffer.from(a.setting('cluster_encrypt_key') ?? '', 'base64')).toHaveLength(16);
    expect(a.setting('cluster_encrypt_key')).toBe(b.setting('cluster_encrypt_key'));
  });
});

const CUTS = ['power-cut-installation', 'power-cut-statement', 'power-cut-migration', 'power-cut-teardown'] as const;

describe('the migrations job', () => {
  test.each(casesOf(['2.5.2', '2.8.1', '3.3.2', '3.4.0', '0.14.1'], ['2.8.1']))(
    'of 3.3.1 leaves a schema of %s as it is, and says so',
    async (noted) => {
      const job = inWorldOf(kongPlan('3.3.1')).schema({ new: 2, pending: 0 }).migrationsMachine();
      world.write('datastore/topogen_state/schema', `${noted}\n`);
      const running = job.run('topogen-kong-migrate');
      await Promise.race([running, waitFor(() => asked('job') > 2)]);
      expect(changes(world.log('job'))).toEqual([]);
      // An operator's word lets it pass.
      job.put('run/topogen/migrate-from-any-release', '');
      const { code, output } = await running;
      expect(code).toBe(0);
      expect(output).toContain(`the schema is that of Kong ${noted}, and no step of Kong's guides leads from there`);
      expect(changes(world.log('job'))).toEqual(['kong migrations up']);
    },
  );

  test.each(casesOf(['2.8.2', '2.8.5', '3.0.2', '3.3.0', '3.3.1'], ['2.8.2', '3.3.1']))(
    'of 3.3.1 takes a schema of %s over',
    async (noted) => {
      const job = inWorldOf(kongPlan('3.3.1')).schema({ new: 2, pending: 0 }).migrationsMachine();
      world.write('datastore/topogen_state/schema', `${noted}\n`);
      expect(await job.run('topogen-kong-migrate')).toMatchObject({ code: 0 });
      expect(changes(world.log('job'))).toEqual(['kong migrations up']);
    },
  );

  test.each(casesOf(['0.15.0', '1.5.1', '2.8.5', '3.3.1'], ['0.15.0']))(
    'bootstraps Kong %s once, then turns its machine off',
    async (version) => {
      const job = inWorldOf(kongPlan(version)).migrationsMachine();
      expect(await job.run('topogen-kong-migrate')).toMatchObject({ code: 0 });
      expect(world.left()).toEqual(CURRENT);
      expect(changes(world.log('job'))).toEqual(['kong migrations bootstrap']);
      expect(world.log('job').at(-1)).toBe('systemctl --no-block poweroff');
      expect(world.log('job').find((line) => line.includes('bootstrap'))).toContain(
        '--db-timeout 120 --lock-timeout 600',
      );
    },
  );

  test.each(casesOf(['0.10.4', '0.11.2', '0.14.1'], ['0.14.1']))(
    'runs `up` for Kong %s, which has no bootstrap',
    async (version) => {
      const job = inWorldOf(kongPlan(version)).migrationsMachine();
      expect(await job.run('topogen-kong-migrate')).toMatchObject({ code: 0 });
      expect(world.left()).toEqual(CURRENT);
      expect(changes(world.log('job'))).toEqual(['kong migrations up']);
      expect(world.log('job').at(-1)).toBe('systemctl --no-block poweroff');
    },
  );

  longTest('changes nothing when it is started again', async () => {
    const job = inWorldOf(kongPlan('3.3.1')).migrationsMachine();
    await job.run('topogen-kong-migrate');
    expect(await job.reboot().run('topogen-kong-migrate')).toMatchObject({ code: 0 });
    expect(changes(world.log('job'))).toEqual(['kong migrations bootstrap']);
    expect(world.log('job').filter((line) => line.includes('poweroff'))).toHaveLength(2);
  });

  test('waits for every node of the datacenter and for the end of the initialisation', async () => {
    inWorldOf(kongPlan('3.3.1')).fault('datastore-late', 5).fault('rights-late', 9);
    const { code, output } = await world.migrationsMachine().run('topogen-kong-migrate');
    expect(code).toBe(0);
    expect(output).toContain('waiting for Cassandra on 10.64.64.10');
    expect(output).toContain('waiting for the initialisation of the ring');
    expect(changes(world.log('job'))).toEqual(['kong migrations bootstrap']);
  });

  test.each(casesOf<(typeof CUTS)[number]>(CUTS, ['power-cut-teardown']))(
    'comes to the same end after a %s on a first installation',
    async (fault) => {
      inWorldOf(kongPlan('3.3.1')).fault(fault, 1).write('with-teardown', '');
      const job = world.migrationsMachine();
      expect(await job.run('topogen-kong-migrate')).toMatchObject({ code: 'killed' });
      expect(await job.reboot().run('topogen-kong-migrate')).toMatchObject({ code: 0 });
      expect(world.left()).toEqual(CURRENT);
      expect(world.log()).not.toContain('job TWO MIGRATIONS AT ONCE');
    },
  );

  longTest('comes to the same end on another machine after the first one was lost half way', async () => {
    inWorldOf(kongPlan('3.3.1')).fault('power-cut-teardown', 1).write('with-teardown', '');
    expect(await world.migrationsMachine('lost').run('topogen-kong-migrate')).toMatchObject({ code: 'killed' });
    expect(world.left()).toEqual({ new: 2, pending: 1 });
    expect(await world.migrationsMachine('next').run('topogen-kong-migrate')).toMatchObject({ code: 0 });
    expect(world.left()).toEqual(CURRENT);
    expect(changes(world.log('next'))).toEqual([
      'kong migrations finish',
      'kong migrations up',
      'kong migrations finish',
    ]);
  });

  test('upgrades, and leaves finish to people while nodes of the earlier release may read the old columns', async () => {
    inWorldOf(kongPlan('3.3.1')).schema({ new: 2, pending: 0 }).write('with-teardown', '');
    const { code, output } = await world.migrationsMachine().run('topogen-kong-migrate');
    expect(code).toBe(0);
    expect(world.left()).toEqual({ new: 0, pending: 2 });
    expect(changes(world.log('job'))).toEqual(['kong migrations up']);
    expect(output).toContain("or run 'kong migrations finish' on one");
  });

  test('finishes an upgrade where the spec says that no earlier node is left, and does no more the next time', async () => {
    const plan = kongPlan('3.3.1');
    const migrations = { ...plan.kong.migrations, finishes: true };
    inWorldOf({ ...plan, kong: { ...plan.kong, migrations } }).schema({ new: 0, pending: 2 });
    const machine = world.migrationsMachine();
    expect(await machine.run('topogen-kong-migrate')).toMatchObject({ code: 0 });
    expect(world.left()).toEqual(CURRENT);
    expect(await machine.run('topogen-kong-migrate')).toMatchObject({ code: 0 });
    expect(changes(world.log('job'))).toEqual(['kong migrations finish']);
  });

  test('does not run over an earlier upgrade that nobody finished', async () => {
    inWorldOf(kongPlan('3.3.1')).schema({ new: 1, pending: 1 }).fault('operator-finishes', 3);
    const { code, output } = await world.migrationsMachine().run('topogen-kong-migrate');
    expect(code).toBe(0);
    expect(output).toContain('an earlier upgrade is not finished');
    expect(changes(world.log('job'))).toEqual(['kong migrations up']);
    expect(world.left()).toEqual(CURRENT);
  });
});

describe('pool and job booting together', () => {
  test.each(casesOf(['0.10.4', '0.15.0', '1.5.1', '3.3.1'], ['3.3.1']))(
    'Kong %s: nodes wait for the job, and one machine migrates',
    async (version) => {
      inWorldOf(kongPlan(version)).fault('datastore-late', 20).fault('secrets-failing', 2);
      const nodes = [world.poolNode('kong-a'), world.poolNode('kong-b'), world.poolNode('kong-c', 'eu-west')];
      const job = world.migrationsMachine();
      const [migrated, ...prepared] = await Promise.all([
        job.run('topogen-kong-migrate'),
        ...nodes.map((node) =>
          node.run('topogen-kong-prepare').then(({ code }) => ({ code, schemaThen: world.left() })),
        ),
      ]);
      expect(migrated.code).toBe(0);
      expect(prepared).toEqual(nodes.map(() => ({ code: 0, schemaThen: CURRENT })));
      expect(changes(world.log())).toEqual([`job kong migrations ${version === '0.10.4' ? 'up' : 'bootstrap'}`]);
      expect(world.log()).not.toContain('job TWO MIGRATIONS AT ONCE');
    },
  );

  test.each(casesOf(['0.10.4', '3.3.1'], ['0.10.4']))(
    'Kong %s: a node alone waits, and never migrates',
    async (version) => {
      const node = inWorldOf(kongPlan(version)).poolNode('kong-a');
      if (version === '0.10.4') world.write('datastore/topogen_state/other', 'x\n');
      const running = node.run('topogen-kong-prepare');
      const first = await Promise.race([
        running.then(() => 'it is ready'),
        waitFor(() => asked('kong-a') > 1).then(() => 'it asks again'),
      ]);
      expect(first).toBe('it asks again');
      const job = world.migrationsMachine();
      await job.run('topogen-kong-migrate');
      const { code, output } = await running;
      expect(code).toBe(0);
      expect(output).toContain('waiting for the migrations job');
      expect(changes(world.log('kong-a'))).toEqual([]);
    },
  );

  test('Kong 0.13 itself refuses to start on a schema that is not current, so its node need not ask', async () => {
    const node = inWorldOf(kongPlan('0.13.1')).poolNode('kong-a');
    world.write('datastore/topogen_state/other', 'x\n');
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    expect(world.left()).toBeUndefined();
    expect(node.read('etc/systemd/system/kong.service')).toMatch(/^Restart=always$/m);
    expect(node.read('etc/systemd/system/kong.service')).not.toContain('--run-migrations');
  });
});

/** How often a machine has asked the datastore for the state of the schema. */
function asked(machine: string): number {
  return world.log(machine).filter((line) => /migrations list|cql SELECT/.test(line)).length;
}

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
