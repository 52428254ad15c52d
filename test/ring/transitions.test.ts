import { ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import type { Plan } from '../../src/plan/plan';
import { aPlan } from '../support/a-spec';
import { fetchDistribution } from './lab/distribution';
import { allUp, cql, initialised, inLab, step, testLimitMs } from './lab/in-lab';
import type { Lab } from './lab/lab';
import { Operator } from './lab/operator';
import { Reader } from './lab/reader';

/**
 * A ring of real Cassandra nodes with data, led from change to change by the generated runbooks, command by command: larger
 * disks, 3 to 6 nodes and back, another release line. Meanwhile a client reads every row at LOCAL_QUORUM.
 *
 * It takes about ten minutes, so it runs when TOPOGEN_RING is `all`.
 */
const OLD = '3.11.19';
const NEW = '4.0.19';
const ROWS = 200;

function ofNodes(nodesPerDatacenter: number, diskGib: number, version: string): Plan {
  const datastore = { version, nodesPerDatacenter, diskGib };
  return aPlan([{ name: 'us-east', cloud: 'aws' }], { requestsPerSecond: 500, datastore });
}

async function ringWithRows(lab: Lab, plan: Plan): Promise<void> {
  for (const { node } of ringOf(plan).startOrder)
    await (await lab.installWithDisk(plan, 'us-east', node)).startUnit('cassandra.service');
  const first = lab.machine('us-east/cassandra-1');
  await first.startUnit('topogen-ring-init.service');
  await initialised(first, 2400);
  const rows = Array.from(
    { length: ROWS },
    (_, i) => `INSERT INTO kong.routes (id, name) VALUES (${i}, 'route-${i}');`,
  );
  await cql(
    lab,
    'us-east/cassandra-1',
    'kong',
    `CREATE TABLE kong.routes (id int PRIMARY KEY, name text); CONSISTENCY LOCAL_QUORUM; ${rows.join('\n')}`,
  );
}

/** Every row, from every copy that it has. */
async function countOfRows(lab: Lab): Promise<number> {
  const answer = await cql(lab, 'us-east/cassandra-1', 'kong', 'CONSISTENCY ALL; SELECT count(*) FROM kong.routes;');
  return Number(/^ *(\d+) *$/m.exec(answer)?.[1]);
}

async function scenario(lab: Lab): Promise<void> {
  const start = ofNodes(3, 500, OLD);
  await step('three nodes with data disks of their own hold rows', () => ringWithRows(lab, start));
  const contacts = ['1', '2', '3'].map((number) => lab.machine(`us-east/cassandra-${number}`).address);
  const reader = await Reader.start(lab, 'us-east', contacts, ROWS);
  try {
    const operator = new Operator(lab, start, () => reader.readsOnce());
    expect(await operator.change(ofNodes(3, 700, OLD), ofNodes(6, 700, OLD))).toEqual([
      'Data disks grow: us-east 500 to 700 GiB',
      'Cassandra nodes are added: us-east 3 to 6',
    ]);
    await allUp(lab, 'us-east/cassandra-6', 6, 60);
    expect(await countOfRows(lab)).toBe(ROWS);

    expect(await operator.change(ofNodes(3, 700, OLD))).toEqual(['Cassandra nodes are removed: us-east 6 to 3']);
    expect(lab.paths()).toHaveLength(3);
    expect(await countOfRows(lab)).toBe(ROWS);

    lab.distribution = await fetchDistribution(NEW);
    expect(await operator.change(ofNodes(3, 700, NEW))).toEqual([`Cassandra ${OLD} becomes ${NEW}`]);
    for (const path of lab.paths()) {
      expect(await lab.machine(path).mustSh('nodetool version')).toContain(NEW);
      // The files of the older line begin with its letters.
      const kept = await lab.machine(path).mustSh('ls /var/lib/cassandra/data/kong/routes-*');
      expect([path, /^m[a-e]-/m.test(kept), /^n[a-z]-/m.test(kept)]).toEqual([path, false, true]);
    }
    expect(await countOfRows(lab)).toBe(ROWS);
    await reader.readsOnce();
    process.stderr.write(`ring: every row was read ${reader.passes} times\n`);
  } finally {
    reader.end();
  }
}

/** How long the scenario may take on a busy machine. */
const MINUTES = 55;

const wanted = process.env.TOPOGEN_RING === 'all';
if (!wanted) process.stderr.write('skipped: changes of a real Cassandra ring; TOPOGEN_RING=all runs them\n');

(wanted ? test : test.skip)(
  'runbooks lead a ring of real nodes to larger disks, to six nodes and back, and to another release, with every row readable',
  () => inLab(OLD, MINUTES, scenario),
  testLimitMs(MINUTES),
);
