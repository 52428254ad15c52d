import { cassandraOf } from '../../../../src/plan/datastores/cassandra/of-plan';
import type { Plan } from '../../../../src/plan/plan';
import { datacenterOf, kongPlan } from './plan-fixture';
import { World, type Machine } from './simulation';

/** What the scripts of a Kong machine do when the world answers amiss, run for real against stand-ins. */

let world: World;

function inWorldOf(plan: Plan): World {
  world = new World(plan);
  return world;
}

afterEach(() => world.destroy());

const CURRENT = { new: 0, pending: 0 };

function changes(machine: string): string[] {
  return world.log(machine).filter((line) => /kong migrations (bootstrap|up|finish|reset)/.test(line));
}

/** How often a machine has asked the datastore for the state of the schema. */
function asked(machine: string): number {
  return world.log(machine).filter((line) => /migrations list|cql SELECT/.test(line)).length;
}

/** Runs the script of a pool's node, which waits; mends the world once it has asked so often; and lets it end. */
async function mendedWhileWaiting(node: Machine, mend: () => void, questions = 2): Promise<string> {
  const running = node.run('topogen-kong-prepare');
  while (asked(node.name) < questions) await new Promise((resolve) => setTimeout(resolve, 20));
  mend();
  const { code, output } = await running;
  expect(code).toBe(0);
  return output;
}

describe('installing Kong', () => {
  test('another release on the image, be its number the beginning of this one, is no excuse', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    for (const installed of ['3.3.10\n', '3.3\n']) {
      node.put('installed', installed);
      expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
      expect(node.read('installed')).toBe('3.3.1\n');
    }
    expect(world.log('kong-a').filter((line) => line.startsWith('install '))).toHaveLength(2);
  });

  test('a package that brings another release stops the machine, with its name', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    world.write('kong-version', '3.3.0\n');
    const { code, output } = await node.run('topogen-kong-prepare');
    expect(code).toBe(1);
    expect(output).toMatch(/https:\S+kong_3\.3\.1_amd64\.deb did not bring Kong 3\.3\.1/);
    expect(node.has('etc/kong/kong.conf')).toBe(false);
  });

  test('a package that cannot be installed is fetched again, and held once it is', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).fault('install-failing', 2).schema(CURRENT).poolNode('kong-a');
    expect(await node.run('topogen-kong-prepare')).toMatchObject({ code: 0 });
    const done = world.log('kong-a').filter((line) => /^(download|install|apt-mark) /.test(line));
    expect(done.map((line) => line.split(' ')[0])).toEqual([
      'download',
      'install',
      'download',
      'install',
      'download',
      'install',
      'apt-mark',
    ]);
  });

  test('a download follows redirects, fails on errors and gives up after ten minutes', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    await node.run('topogen-kong-prepare');
    expect(world.read('download-options')).toContain(
      '--fail --silent --show-error --proto =https --proto-redir =https --tlsv1.2 --location --connect-timeout 20 --max-time 600 ',
    );
  });
});

test.each(["Sup3r'S3cret", '!Sup3r', 'Sup3r#'])(
  'the password %j, which kong.conf would misread, is refused and not shown',
  async (password) => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    world.write('password', `${password}\n`);
    const { code, output } = await node.run('topogen-kong-prepare');
    expect(code).toBe(1);
    expect(output).toContain('secret edge-us-east-cassandra-kong-password must hold letters and digits alone');
    expect(output).not.toContain(password);
    expect(node.has('run/topogen/kong-password')).toBe(false);
    expect(node.has('etc/kong/kong.conf')).toBe(false);
  },
);

describe('a node waits while the schema is not that of its Kong', () => {
  test.each([
    ['needs new migrations beside those that wait for finish', { new: 1, pending: 1 }],
    ['needs new migrations', { new: 1, pending: 0 }],
  ])('%s', async (_, left) => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(left).poolNode('kong-a');
    const output = await mendedWhileWaiting(node, () => world.schema(CURRENT));
    expect(output).toContain('waiting for the migrations job: the schema is not that of Kong 3.3.1 yet');
    expect(output).not.toContain('waiting for the datastore');
    expect(changes('kong-a')).toEqual([]);
  });

  test('does not exist at all', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).poolNode('kong-a');
    const output = await mendedWhileWaiting(node, () => world.schema(CURRENT));
    expect(output).toContain('waiting for the migrations job: the schema is not that of Kong 3.3.1 yet');
    expect(output).not.toContain('waiting for the datastore');
  });

  test('is that of another release, as the job of 0.10 has written down', async () => {
    const node = inWorldOf(kongPlan('0.10.4')).schema(CURRENT).poolNode('kong-a');
    world.write('datastore/topogen_state/schema', '0.10.3\n');
    const output = await mendedWhileWaiting(node, () => world.write('datastore/topogen_state/schema', '0.10.4\n'));
    expect(output).toContain("waiting for the migrations job: the schema is that of Kong '0.10.3', not of 0.10.4");
    expect(output).not.toContain('waiting for the datastore');
  });

  test('cannot be asked for, of 0.10', async () => {
    const node = inWorldOf(kongPlan('0.10.4')).poolNode('kong-a');
    // Each look asks all three nodes of the ring.
    const output = await mendedWhileWaiting(node, () => world.write('datastore/topogen_state/schema', '0.10.4\n'), 7);
    expect(output).toContain('waiting for the datastore');
    expect(output).not.toContain('waiting for the migrations job');
  });
});

describe('a fault that Kong reports', () => {
  test('is told by the line that names it', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).schema(CURRENT).poolNode('kong-a');
    world.remove('datastore/rights');
    const output = await mendedWhileWaiting(node, () => world.write('datastore/rights', ''));
    expect(output).toMatch(/waiting for the datastore: Error: role kong may not do this$/m);
    expect(output).not.toContain('Run with --v');
    expect(output).not.toContain('waiting for the migrations job');
  });

  test('is told by its last line where none does, and outlived', async () => {
    const node = inWorldOf(kongPlan('3.3.1')).fault('list-failing', 2).schema(CURRENT).poolNode('kong-a');
    const { code, output } = await node.run('topogen-kong-prepare');
    expect(code).toBe(0);
    expect(output.match(/waiting for the datastore: and these are the last words$/gm)).toHaveLength(2);
  });

  test('is outlived by the job too, which changes nothing on it', async () => {
    const job = inWorldOf(kongPlan('3.3.1')).fault('list-failing', 2).schema(CURRENT).migrationsMachine();
    const { code, output } = await job.run('topogen-kong-migrate');
    expect(code).toBe(0);
    expect(output).toContain('kong migrations list ended with 7: and these are the last words');
    expect(changes('job')).toEqual([]);
  });

  test('is not taken for a schema that is current: the job migrates once Kong can tell', async () => {
    const job = inWorldOf(kongPlan('3.3.1'))
      .fault('list-failing', 2)
      .schema({ new: 2, pending: 0 })
      .migrationsMachine();
    expect(await job.run('topogen-kong-migrate')).toMatchObject({ code: 0 });
    expect(world.left()).toEqual(CURRENT);
  });
});

describe('the migrations job', () => {
  test.each(['0.14.1', '3.3.1'])(
    'of Kong %s tries a step again that broke off, and records no schema before',
    async (version) => {
      const job = inWorldOf(kongPlan(version)).fault('migrations-failing', 2).migrationsMachine();
      const { code, output } = await job.run('topogen-kong-migrate');
      expect(code).toBe(0);
      const step = version === '0.14.1' ? 'up' : 'bootstrap';
      expect(
        output.match(new RegExp(`kong migrations ${step} ended with 1: Error: the migration broke off$`, 'gm')),
      ).toHaveLength(2);
      expect(changes('job').map((line) => line.replace(/ --.*/, ''))).toEqual(
        Array.from({ length: 3 }, () => `kong migrations ${step}`),
      );
      expect(world.read('datastore/topogen_state/schema')).toBe(`${version}\n`);
      const lines = world.log('job');
      const lastStep = lines.findLastIndex((line) => line.startsWith(`kong migrations ${step}`));
      expect(lines.slice(lastStep).filter((line) => line === 'cql INSERT').length).toBeGreaterThan(0);
      expect(world.left()).toEqual(CURRENT);
    },
  );

  test('writes down that the first installation is finished, and then leaves later upgrades to people', async () => {
    const job = inWorldOf(kongPlan('3.3.1')).migrationsMachine();
    await job.run('topogen-kong-migrate');
    expect(world.read('datastore/topogen_state/installation')).toBe('finished\n');
    expect(world.read('datastore/topogen_state/schema')).toBe('3.3.1\n');
    world.schema({ new: 2, pending: 0 }).write('with-teardown', '');
    const { code, output } = await world.migrationsMachine('next').run('topogen-kong-migrate');
    expect(code).toBe(0);
    expect(output).toContain("or run 'kong migrations finish' on one");
    expect(world.left()).toEqual({ new: 0, pending: 2 });
    expect(changes('next')).toEqual([
      'kong migrations up --db-timeout 120 --lock-timeout 600 --conf ' +
        `${world.migrationsMachine('next').disk}/etc/kong/kong.conf`,
    ]);
  });

  test('gives every step the time that all datacenters need', async () => {
    inWorldOf(kongPlan('3.3.1')).fault('power-cut-teardown', 1).write('with-teardown', '');
    await world.migrationsMachine('lost').run('topogen-kong-migrate');
    await world.migrationsMachine('next').run('topogen-kong-migrate');
    const steps = [...changes('lost'), ...changes('next')];
    expect(new Set(steps.map((line) => line.split(' ')[2]))).toEqual(new Set(['bootstrap', 'finish', 'up']));
    expect(steps.filter((line) => !line.includes(' --db-timeout 120 --lock-timeout 600 '))).toEqual([]);
  });

  test('asks the other nodes of its datacenter where one does not answer in time', async () => {
    const plan = kongPlan('3.3.1');
    const { nodes } = cassandraOf(datacenterOf(plan, 'us-east'));
    // At most one of the two is the first that the machine asks.
    for (const serving of nodes.slice(0, 2)) {
      inWorldOf(plan);
      for (const node of nodes) if (node !== serving) world.write(`datastore/overloaded/${node.address}`, '');
      expect(await world.migrationsMachine().run('topogen-kong-migrate')).toMatchObject({ code: 0 });
      expect(world.read('datastore/topogen_state/installation')).toBe('finished\n');
      if (serving === nodes[0]) world.destroy();
    }
  });

  test('gives a statement a minute', async () => {
    const job = inWorldOf(kongPlan('3.3.1')).migrationsMachine();
    await job.run('topogen-kong-migrate');
    const limits = new Set(world.read('time-limits').trim().split('\n'));
    expect(limits).toEqual(new Set(['60 resty']));
  });
});
