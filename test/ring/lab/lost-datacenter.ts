import type { Plan } from '../../../src/plan/plan';
import { allUp, cql, step } from './in-lab';
import type { Lab } from './lab';
import { Operator } from './operator';
import { Reader } from './reader';
import { eventually, pause } from './shell';
import { simulated } from './simulated';

const ROWS = 50;
const ALL = { reads: 'all', writes: 'all' };

/**
 * Loses us-east, whose first node begins rings, machines and disks, of a ring of three datacenters that has rows in `kong.routes`,
 * and follows its runbook while a client of another datacenter reads every row at LOCAL_QUORUM. The machines are made anew while
 * its links are down, which is when a second ring could form.
 */
export async function loseDatacenter(lab: Lab, plan: Plan): Promise<void> {
  await step('more rows are written', () =>
    insert(
      lab,
      'eu-west/cassandra-1',
      Array.from({ length: ROWS }, (_, id) => id),
    ),
  );
  const contacts = lab.pathsIn('eu-west').map((path) => lab.machine(path).address);
  const reader = await Reader.start(lab, 'eu-west', contacts, ROWS);
  try {
    const operator = new Operator(lab, plan, () => reader.readsOnce());
    await comesBack(lab, plan, operator);
    await reader.readsOnce();
  } finally {
    reader.end();
  }
}

async function comesBack(lab: Lab, plan: Plan, operator: Operator): Promise<void> {
  await step('the first datacenter is lost, and the others serve at LOCAL_QUORUM, as simulate claims', async () => {
    expect(simulated(plan, ['datacenter:us-east'])).toEqual(ALL);
    for (const path of lab.pathsIn('us-east')) await lab.destroy(path);
    await insert(lab, 'eu-west/cassandra-3', [ROWS]);
    await insert(lab, 'us-west/cassandra-2', [ROWS + 1]);
    expect(await countOfRows(lab, 'us-west/cassandra-1', 'LOCAL_QUORUM')).toBeGreaterThanOrEqual(ROWS + 1);
  });
  await setLinks(lab, plan, false);
  await step('its runbook is followed, at first while its links are down', () =>
    Promise.all([
      operator.recover('datacenter:us-east', [
        'What is left',
        'The ring without it',
        'us-east is back without its data',
      ]),
      beginNothing(lab).then(() => setLinks(lab, plan, true)),
    ]),
  );
  await allUp(lab, 'us-east/cassandra-1', 9, 60);
  expect(await countOfRows(lab, 'us-east/cassandra-2', 'LOCAL_QUORUM')).toBe(ROWS + 2);
  // Each of its three nodes has a copy of every row on its own disk.
  for (const path of lab.pathsIn('us-east')) {
    const told = await lab.machine(path).mustSh('nodetool flush kong; nodetool tablestats kong.routes');
    expect([path, /Number of partitions \(estimate\): (\d+)/.exec(told)?.[1]]).toEqual([path, String(ROWS + 2)]);
  }
}

/** Waits until all three nodes without data wait too, the first one among them, and sees that none begins a ring. */
async function beginNothing(lab: Lab): Promise<void> {
  const words = ['waiting for an answer from the other nodes', 'no node of the ring serves clients yet'];
  await eventually('its nodes wait', 300, async () => {
    const waiting = lab.pathsIn('us-east').filter((path) => {
      const journal = lab.machine(path).journal();
      return words.some((it) => journal.includes(it));
    });
    return waiting.length === 3 || undefined;
  });
  await pause(15);
  for (const path of lab.pathsIn('us-east')) {
    expect(lab.machine(path).journal()).not.toMatch(/beginning the ring|joining the ring/);
    expect((await lab.machine(path).sh('pgrep -f "[C]assandraDaemon"')).stdout).toBe('');
  }
}

/** Takes the links of us-east to the others down, or brings them up again. */
async function setLinks(lab: Lab, { datacenters }: Plan, areUp: boolean): Promise<void> {
  const rangeOf = (name: string): string => datacenters.find((it) => it.name === name)!.cidr;
  for (const { name } of datacenters)
    if (name !== 'us-east') await lab.network.link(rangeOf('us-east'), rangeOf(name), areUp);
}

async function insert(lab: Lab, node: string, ids: readonly number[]): Promise<void> {
  const rows = ids.map((id) => `INSERT INTO kong.routes (id, name) VALUES (${id}, 'route-${id}');`);
  await cql(lab, node, 'kong', `CONSISTENCY LOCAL_QUORUM; ${rows.join('\n')}`);
}

async function countOfRows(lab: Lab, node: string, consistency: 'LOCAL_QUORUM'): Promise<number> {
  const answer = await cql(lab, node, 'kong', `CONSISTENCY ${consistency}; SELECT count(*) FROM kong.routes;`);
  return Number(/^ *(\d+) *$/m.exec(answer)?.[1]);
}
