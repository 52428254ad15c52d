import { ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import { aPlan, type ADatacenter } from '../support/a-spec';
import { allUp, cql, initialised, inLab, replication, step, testLimitMs } from './lab/in-lab';
import type { Lab } from './lab/lab';
import { loseDatacenter } from './lab/lost-datacenter';
import { readMetrics } from './lab/metrics';
import { noteFormer, repairInTurns } from './lab/repairs';
import { ringView } from './lab/ring-view';
import { eventually, pause } from './lab/shell';
import { simulated } from './lab/simulated';

/**
 * A ring of real Cassandra nodes from nothing but generated files: the user data of each node is laid out on a machine
 * of its own (a network namespace with the node's address), and the generated units and scripts do the rest.
 *
 * At its end nodes repair, and Prometheus reads the metrics of all. It takes a quarter of an hour, so it runs when TOPOGEN_RING says
 * so; its value may name the release. Where it is `all`, a whole datacenter is lost at the end, which takes ten minutes more.
 */
const wanted = process.env.TOPOGEN_RING;
const VERSION = wanted && /^\d+\.\d+\.\d+$/.test(wanted) ? wanted : '3.11.19';

const TWO: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'eu-west', cloud: 'google' },
];
const THREE: readonly ADatacenter[] = [...TWO, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }];
const FIELDS = {
  datastore: { version: VERSION, nodesPerDatacenter: 3 },
  monitoring: { scrapeCidrs: ['10.0.0.0/16'] },
};
const NODES = ['cassandra-1', 'cassandra-2', 'cassandra-3'];
const SYSTEM_KEYSPACES = ['system_auth', 'system_distributed', 'system_traces'];

/** Everything that initialisation may touch: keyspaces, roles and rights, and the schema's version on this node. */
async function stateOfRing(lab: Lab, node: string): Promise<string> {
  return cql(
    lab,
    node,
    'ring_admin',
    `SELECT schema_version FROM system.local; SELECT * FROM system_schema.keyspaces;
     SELECT role, can_login, is_superuser, salted_hash FROM system_auth.roles; SELECT * FROM system_auth.role_permissions;`,
  );
}

/** What is noted of the third datacenter's nodes, sorted. */
async function fillNotes(lab: Lab, node: string): Promise<(string | undefined)[]> {
  const notes = await cql(lab, node, 'kong', 'CONSISTENCY LOCAL_QUORUM; SELECT * FROM kong.topogen_state;');
  return [...notes.matchAll(/fill 10\.66\.\d+\.\d+ +\| +(\w+)/g)].map((it) => it[1]).sort();
}

/** How long the scenario may take on a busy machine. */
const MINUTES = wanted === 'all' ? 60 : 35;

async function scenario(lab: Lab): Promise<void> {
  const plan = aPlan(TWO, FIELDS);
  await step('six machines started in the reverse of the start order', async () => {
    for (const { datacenter, node } of [...ringOf(plan).startOrder].reverse()) {
      await (await lab.install(plan, datacenter, node)).startUnit('cassandra.service');
    }
    await lab.machine('us-east/cassandra-1').startUnit('topogen-ring-init.service');
  });

  await step('the first node waits for an answer, begins the ring, and the others follow in order', async () => {
    await eventually('six nodes have joined', 900, async () => {
      const marks = await Promise.all(
        lab.all().map((machine) => machine.sh('test -e /var/lib/cassandra/topogen-joined')),
      );
      return marks.every((mark) => mark.status === 0) || undefined;
    });
    const order = await Promise.all(
      ringOf(plan).startOrder.map(async ({ datacenter, node }) => {
        const mark = await lab
          .machine(`${datacenter}/${node}`)
          .mustSh('stat --format=%Y /var/lib/cassandra/topogen-joined');
        return Number(mark);
      }),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const begun = lab.all().filter((machine) => machine.journal().includes('beginning the ring'));
    expect(begun.map((machine) => machine.address)).toEqual(['10.64.64.10']);
    expect(lab.machine('eu-west/cassandra-3').journal()).toContain('waiting for 10.65.80.10 to be up and normal');
  });

  await step('initialisation, killed half way, is taken up again', async () => {
    const first = lab.machine('us-east/cassandra-1');
    await eventually(
      'initialisation has begun',
      120,
      async () => first.journal().includes('the system keyspaces get') || undefined,
    );
    await first.mustSh('kill -KILL "$(cat /run/topogen-ring-init.service.pid)"');
    await initialised(first, 240);
    expect(first.journal()).toContain('topogen-ring-init.service ended with 137');
  });

  await step('nodetool shows six nodes up and normal, in two datacenters and six racks, from every node', async () => {
    for (const { datacenter, node } of ringOf(plan).startOrder) {
      const view = await allUp(lab, `${datacenter}/${node}`, 6, 60);
      expect(view.nodes.map((it) => `${it.datacenter}/${it.rack} ${it.address}`).sort()).toEqual(
        ['us-east', 'eu-west']
          .flatMap((name, i) => [64, 80, 96].map((octet, j) => `${name}/rack-${'abc'[j]} 10.${64 + i}.${octet}.10`))
          .sort(),
      );
    }
  });

  await step('keyspaces, roles and rights are those of the plan', async () => {
    for (const keyspace of [...SYSTEM_KEYSPACES, 'kong']) {
      expect(await replication(lab, 'eu-west/cassandra-2', keyspace)).toEqual({
        class: 'org.apache.cassandra.locator.NetworkTopologyStrategy',
        'us-east': '3',
        'eu-west': '3',
      });
    }
    await expect(cql(lab, 'us-east/cassandra-1', 'cassandra', 'SELECT key FROM system.local;')).rejects.toThrow(
      /permitted to log in|Bad credentials|AuthenticationFailed/,
    );
    await expect(cql(lab, 'us-east/cassandra-1', 'kong', 'SELECT * FROM system_auth.roles;')).rejects.toThrow(
      /Unauthorized/,
    );
  });

  await step('a LOCAL_QUORUM write in one datacenter is read at LOCAL_QUORUM in the other', async () => {
    await cql(
      lab,
      'us-east/cassandra-2',
      'kong',
      `CREATE TABLE kong.routes (id int PRIMARY KEY, name text);
       CONSISTENCY LOCAL_QUORUM; INSERT INTO kong.routes (id, name) VALUES (1, 'from-us-east');`,
    );
    await eventually(
      'the row arrives',
      30,
      async () => (await readRoutes(lab, 'eu-west/cassandra-3')).includes('from-us-east') || undefined,
    );
  });

  await step('with the link down both sides serve at LOCAL_QUORUM, as simulate claims, and then catch up', async () => {
    expect(simulated(plan, ['link:us-east--eu-west'])).toEqual({ reads: 'all', writes: 'all' });
    const [east = '', west = ''] = plan.datacenters.map(({ cidr }) => cidr);
    await lab.network.link(east, west, false);
    await eventually('the loss is noticed', 90, async () => {
      const view = await ringView(lab.machine('us-east/cassandra-2'));
      return view.nodes.filter((node) => node.state === 'DN').length === 3 || undefined;
    });
    await writeRoute(lab, 'us-east/cassandra-2', 14, 'on-the-one-side');
    await writeRoute(lab, 'eu-west/cassandra-1', 15, 'on-the-other-side');
    expect(await readRoutes(lab, 'us-east/cassandra-3')).toMatch(/on-the-one-side/);
    expect(await readRoutes(lab, 'eu-west/cassandra-3')).not.toMatch(/on-the-one-side/);
    await lab.network.link(east, west, true);
    await eventually('each side hears of the other', 180, async () => {
      const sides = [await readRoutes(lab, 'us-east/cassandra-3'), await readRoutes(lab, 'eu-west/cassandra-3')];
      return sides.every((rows) => /on-the-one-side/.test(rows) && /on-the-other-side/.test(rows)) || undefined;
    });
  });

  await step('initialisation run again changes nothing', async () => {
    const before = await stateOfRing(lab, 'us-east/cassandra-1');
    const again = await lab.machine('us-east/cassandra-1').sh('topogen-ring-init');
    expect(again).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('the ring is initialised: nothing to do'),
    });
    expect(await stateOfRing(lab, 'us-east/cassandra-1')).toBe(before);
  });

  await step(
    'with one node of each datacenter lost, which is a rack of each, LOCAL_QUORUM is served in both',
    async () => {
      const nodes = ['node:us-east/cassandra-1', 'node:eu-west/cassandra-2'];
      const racks = ['zone:us-east/a', 'zone:eu-west/b'];
      for (const lost of [nodes, racks]) expect(simulated(plan, lost)).toEqual({ reads: 'all', writes: 'all' });
      await lab.machine('us-east/cassandra-1').switchOff();
      await lab.machine('eu-west/cassandra-2').switchOff();
      await eventually('the loss is noticed', 90, async () => {
        const view = await ringView(lab.machine('us-east/cassandra-2'));
        return view.nodes.filter((node) => node.state === 'DN').length === 2 || undefined;
      });
      await writeRoute(lab, 'us-east/cassandra-2', 2, 'while-two-are-away');
      await writeRoute(lab, 'eu-west/cassandra-1', 3, 'also-while-two-are-away');
      for (const node of ['us-east/cassandra-3', 'eu-west/cassandra-3']) {
        expect(await readRoutes(lab, node)).toMatch(/from-us-east[^]*while-two-are-away/);
      }
    },
  );

  await step('a node whose data is there comes back without waiting', async () => {
    const machine = lab.machine('eu-west/cassandra-2');
    await machine.switchOn();
    await machine.startUnit('cassandra.service');
    await eventually('it is back', 180, async () => {
      const view = await ringView(lab.machine('eu-west/cassandra-1'));
      return view.nodes.find((node) => node.address === machine.address)?.state === 'UN' || undefined;
    });
    expect(machine.journal()).toContain('joined before: starting without waiting');
  });

  await step('the first node, a seed, without its data and cut off, begins no second ring', async () => {
    const machine = lab.machine('us-east/cassandra-1');
    machine.loseData();
    machine.forgetJournal();
    await lab.network.cable(machine.name, false);
    await machine.switchOn();
    await machine.startUnit('cassandra.service');
    await eventually('it waits', 120, async () => machine.journal().includes('waiting for an answer') || undefined);
    await pause(15);
    expect(machine.journal()).not.toContain('beginning the ring');
    await lab.network.cable(machine.name, true);
  });

  await step('and, once it reaches the others, comes back as a replacement of itself', async () => {
    const machine = lab.machine('us-east/cassandra-1');
    await allUp(lab, 'us-east/cassandra-2', 6, 300);
    await eventually(
      'it has joined',
      60,
      async () => machine.journal().includes('topogen-joined: up and normal') || undefined,
    );
    expect(machine.journal()).toContain('replacing the node that had it');
    const rows = await cql(lab, 'us-east/cassandra-1', 'kong', 'CONSISTENCY LOCAL_ONE; SELECT * FROM kong.routes;');
    expect(rows).toContain('from-us-east');
    const again = await machine.sh('topogen-ring-init');
    expect(again.stderr).toContain('nothing to do');
  });

  const grown = aPlan(THREE, FIELDS);
  await step('a third datacenter joins without data', async () => {
    for (const node of NODES) await (await lab.install(grown, 'us-west', node)).startUnit('cassandra.service');
    await allUp(lab, 'us-west/cassandra-3', 9, 600).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${NODES.map((node) => lab.machine(`us-west/${node}`).journal()).join('\n')}`);
    });
    for (const node of NODES) {
      expect(lab.machine(`us-west/${node}`).journal()).toContain('joining without data; us-west is being added');
    }
  });

  await step('and is rebuilt from the first one, whatever was noted of nodes that had its addresses', async () => {
    await noteFormer(lab, 'us-west');
    for (const node of NODES) {
      const machine = lab.machine(`us-west/${node}`);
      await eventually(
        'its mark',
        60,
        async () => (await machine.sh('test -e /var/lib/cassandra/topogen-joined')).status === 0 || undefined,
      );
      const extended = await machine.sh('topogen-ring-extend');
      expect(extended).toMatchObject({
        status: 0,
        stderr: expect.stringContaining('rebuilding this node from us-east'),
      });
      expect((await machine.sh('test -e /var/lib/cassandra/topogen-rebuild-pending')).status).toBe(1);
      // Kong in this datacenter waits for the last of these rows. Until then its own nodes may let nobody in.
      const index = NODES.indexOf(node);
      expect(await fillNotes(lab, index < NODES.length - 1 ? 'us-east/cassandra-2' : `us-west/${node}`)).toEqual(
        NODES.map((_, at) => (at <= index ? 'filled' : 'pending')),
      );
    }
    for (const keyspace of [...SYSTEM_KEYSPACES, 'kong']) {
      expect(await replication(lab, 'us-east/cassandra-2', keyspace)).toMatchObject({
        'us-east': '3',
        'eu-west': '3',
        'us-west': '3',
      });
    }
    for (const node of NODES)
      expect(await readRoutes(lab, `us-west/${node}`)).toMatch(/from-us-east[^]*while-two-are-away/);
    await writeRoute(lab, 'us-west/cassandra-2', 4, 'from-us-west');
    await eventually(
      'the row arrives',
      30,
      async () => (await readRoutes(lab, 'eu-west/cassandra-1')).includes('from-us-west') || undefined,
    );
  });

  await step('initialisation from the older files leaves the third datacenter alone', async () => {
    const again = await lab.machine('us-east/cassandra-1').sh('topogen-ring-init');
    expect(again.stderr).toContain('nothing to do');
    expect(await replication(lab, 'us-east/cassandra-1', 'kong')).toHaveProperty('us-west', '3');
  });

  await repairInTurns(lab);
  await readMetrics(lab, grown);
  if (wanted === 'all') await loseDatacenter(lab, grown);
}

function readRoutes(lab: Lab, node: string): Promise<string> {
  return cql(lab, node, 'kong', 'CONSISTENCY LOCAL_QUORUM; SELECT * FROM kong.routes;');
}

async function writeRoute(lab: Lab, node: string, id: number, name: string): Promise<void> {
  await cql(
    lab,
    node,
    'kong',
    `CONSISTENCY LOCAL_QUORUM; INSERT INTO kong.routes (id, name) VALUES (${id}, '${name}');`,
  );
}

if (!wanted) process.stderr.write('skipped: the ring of real Cassandra nodes; TOPOGEN_RING=1 runs it\n');

(wanted ? test : test.skip)(
  'a ring of real nodes comes up, is initialised once, survives losses and grows, all by its generated files',
  () => inLab(VERSION, MINUTES, scenario),
  testLimitMs(MINUTES),
);
