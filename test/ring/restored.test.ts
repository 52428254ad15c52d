import { terraformAddresses } from '../../src/actions/terraform-addresses';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { ringOf } from '../../src/plan/datastores/cassandra/of-plan';
import type { Plan } from '../../src/plan/plan';
import { renderBackups } from '../../src/report/datastores/cassandra/backups';
import { lostRunbook } from '../../src/report/runbook/lost';
import { aPlan, type ADatacenter } from '../support/a-spec';
import type { DataDisk } from './lab/data-disk';
import { allUp, cql, initialised, inLab, step, testLimitMs } from './lab/in-lab';
import type { Lab } from './lab/lab';
import { ringView } from './lab/ring-view';
import { eventually, pause } from './lab/shell';
import { Writer, type Acknowledged } from './lab/writer';

/**
 * A ring of real Cassandra nodes whose keyspace was dropped, brought back from copies of one datacenter's data disks by the page
 * of backups, whose commands on nodes are run as they are written. The copies are of different moments, while a client writes.
 *
 * It takes ten minutes, so it runs when TOPOGEN_RING is `all`.
 */
const VERSION = '3.11.19';
const DATACENTERS: readonly ADatacenter[] = [
  { name: 'us-east', cloud: 'aws' },
  { name: 'eu-west', cloud: 'google' },
];

/** What a node acknowledges may be in its memory alone for ten seconds, by its `commitlog_sync_period_in_ms`; and a bit more. */
const IN_MEMORY_SECONDS = 15;

/** The page's sections from "The disk of a node as it was" to the next of its level. */
function sections(plan: Plan): { readonly disk: string; readonly ring: string } {
  const page = renderBackups({ plan, addresses: terraformAddresses(plan, plan) }, CLOUD_FACTS);
  const section = (title: string): string => page.split(`### ${title}\n`)[1]!.split('\n### ')[0]!;
  return {
    disk: section('The disk of a node as it was'),
    ring: section("The whole ring from one datacenter's snapshots"),
  };
}

/** The command of a numbered step that matches a pattern, as the page has it. */
function commandOf(ring: string, step: number, pattern: RegExp): string {
  const text = new RegExp(`^${step}\\. .*$`, 'm').exec(ring)?.[0] ?? '';
  const command = [...text.matchAll(/`([^`]+)`/g)].map(([, it = '']) => it).find((it) => pattern.test(it));
  if (command === undefined) throw new Error(`step ${step} has no command like ${String(pattern)}`);
  return command;
}

/** The commands that bring a disk back, with the device of a copy. */
function bringBack(disk: string, device: string): string {
  const block = [...disk.matchAll(/```sh\n([^]+?)\n```/g)]
    .map(([, it = '']) => it)
    .find((it) => it.includes('<device>'));
  if (block === undefined) throw new Error('the page brings no disk back');
  return block.replaceAll('<device>', device);
}

async function ringWithTable(lab: Lab, plan: Plan): Promise<void> {
  for (const { datacenter, node } of ringOf(plan).startOrder)
    await (await lab.installWithDisk(plan, datacenter, node)).startUnit('cassandra.service');
  const first = lab.machine('us-east/cassandra-1');
  await first.startUnit('topogen-ring-init.service');
  await initialised(first, 2400);
  await allUp(lab, 'us-east/cassandra-2', 6, 120);
  await cql(lab, 'us-east/cassandra-1', 'kong', 'CREATE TABLE kong.routes (id int PRIMARY KEY, name text);');
}

/** Copies the disks of us-east, each some seconds after the one before, and returns them with the time before the first. */
async function takeSnapshots(lab: Lab): Promise<{ readonly copies: Map<string, DataDisk>; readonly since: number }> {
  const copies = new Map<string, DataDisk>();
  const since = Date.now() / 1000;
  for (const path of lab.pathsIn('us-east')) {
    copies.set(path, await lab.snapshot(path));
    await pause(12);
  }
  return { copies, since };
}

/** The rows that a node answers with at a consistency. */
async function rowsAt(lab: Lab, path: string, consistency: string): Promise<number[]> {
  const answer = await cql(lab, path, 'kong', `CONSISTENCY ${consistency}; PAGING OFF; SELECT id FROM kong.routes;`);
  return [...answer.matchAll(/^ *(\d+) *$/gm)].map(([, id]) => Number(id)).sort((a, b) => a - b);
}

/** Holds the rows that a node answers with against what the ring had acknowledged long enough before its first copy. */
async function hasAll(
  lab: Lab,
  path: string,
  consistency: string,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  const there = new Set(await rowsAt(lab, path, consistency));
  const deleted = new Set(acknowledged.flatMap(({ word, id }) => (word === 'deleted' ? [id] : [])));
  const put = acknowledged.flatMap(({ word, id }) => (word === 'put' && !deleted.has(id) ? [id] : []));
  // A row that is deleted at the end was not yet, as far as the copies know.
  const settled = put.filter((id) => id % 10 !== 0);
  expect(settled.length).toBeGreaterThan(100);
  expect(deleted.size).toBeGreaterThan(10);
  expect([path, settled.filter((id) => !there.has(id))]).toEqual([path, []]);
  expect([path, [...deleted].filter((id) => there.has(id))]).toEqual([path, []]);
}

/** Lets pass what the part says of `cqlsh`: it warns while nodes are away. */
function onlyWarned(error: unknown): void {
  if (!String(error).includes('schema version mismatch')) throw error;
}

async function scenario(lab: Lab): Promise<void> {
  const plan = aPlan(DATACENTERS, { datastore: { version: VERSION, nodesPerDatacenter: 3, diskGib: 700 } });
  const { disk, ring } = sections(plan);
  await step('six nodes of two datacenters have a table of Kong', () => ringWithTable(lab, plan));

  const contacts = lab.pathsIn('us-east').map((path) => lab.machine(path).address);
  const writer = await Writer.start(lab, 'us-east', contacts);
  const { copies, since } = await step('their disks are copied one after another while a client writes', async () => {
    await writer.reaches(1000);
    const taken = await takeSnapshots(lab);
    await writer.reaches(writer.acknowledged().length + 100);
    return taken;
  }).finally(() => writer.end());
  const acknowledged = writer.acknowledged().filter(({ at }) => at < since - IN_MEMORY_SECONDS);

  await step('a keyspace is dropped, which every copy of it hears of', async () => {
    await cql(lab, 'eu-west/cassandra-1', 'ring_admin', 'DROP KEYSPACE kong;');
    for (const path of lab.paths())
      await expect(cql(lab, path, 'ring_admin', 'SELECT id FROM kong.routes LIMIT 1;')).rejects.toThrow(
        /does not exist/,
      );
  });

  await step('Cassandra is stopped on every node of every datacenter', async () => {
    expect(commandOf(ring, 2, /stop/)).toBe('sudo systemctl stop cassandra');
    await Promise.all(lab.all().map((machine) => machine.stopUnit('cassandra.service')));
    for (const machine of lab.all()) machine.forgetJournal();
  });

  await step('the disk of each node of one datacenter is brought to what it was', async () => {
    for (const [path, copy] of copies) await lab.machine(path).mustSh(bringBack(disk, copy.device));
  });

  await step('its nodes start, seeds first, and see the others down', async () => {
    expect(commandOf(ring, 4, /start cassandra/)).toBe('sudo systemctl start cassandra');
    for (const path of copies.keys()) await lab.machine(path).startUnit('cassandra.service');
    await eventually('three up and three down', 600, async () => {
      const { nodes } = await ringView(lab.machine('us-east/cassandra-2')).catch(() => ({ nodes: [] }));
      const states = nodes.map(({ state, datacenter }) => `${datacenter} ${state}`).sort();
      const wanted = [...Array<string>(3).fill('eu-west DN'), ...Array<string>(3).fill('us-east UN')];
      return states.join() === wanted.join() || undefined;
    });
  });

  await step('each is repaired within its datacenter, and has every row that was acknowledged', async () => {
    const repair = `nodetool repair${/nodetool repair([^`]*)`/.exec(ring)?.[1] ?? ''}`;
    expect(repair).toMatch(/--full --in-local-dc$/);
    for (const path of copies.keys()) await lab.machine(path).mustSh(repair);
    for (const path of copies.keys()) await hasAll(lab, path, 'LOCAL_QUORUM', acknowledged);
    const [one, ...others] = await Promise.all([...copies.keys()].map((path) => rowsAt(lab, path, 'LOCAL_ONE')));
    for (const other of others) expect(other).toEqual(one);
  });

  const others = lab.pathsIn('eu-west').map((path) => lab.machine(path));
  await step('the nodes of the other datacenter, without snapshots, set their data aside', async () => {
    const sentence = commandOf(ring, 6, /start-empty/);
    for (const [i, machine] of others.entries()) {
      await machine.mustSh(sentence.replace('cassandra-1', `cassandra-${i + 1}`));
      await machine.startUnit('cassandra.service');
      const words = 'the data was set aside in /var/lib/cassandra/topogen-former';
      await eventually(words, 300, async () => machine.journal().includes(words) || undefined);
      await machine.stopUnit('cassandra.service');
    }
  });

  await step('the ring forgets them', async () => {
    expect(ring).toContain('the first three steps of the part "eu-west is given up" of ');
    const made = lostRunbook({ plan, addresses: terraformAddresses(plan, plan) }, 'datacenter:eu-west');
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    const part = made.value.parts.find(({ title }) => title === 'eu-west is given up');
    for (const { where, commands } of part!.steps.slice(0, 3)) {
      expect(where).toMatch(/^cassandra-1 of us-east /);
      for (const command of commands)
        await (where.endsWith(', in cqlsh as ring_admin')
          ? cql(lab, 'us-east/cassandra-1', 'ring_admin', command).catch(onlyWarned)
          : lab.machine('us-east/cassandra-1').mustSh(command));
    }
    await allUp(lab, 'us-east/cassandra-2', 3, 120);
  });

  await step('and takes them in as those of a new datacenter', async () => {
    for (const machine of others) await machine.startUnit('cassandra.service');
    await allUp(lab, 'us-east/cassandra-1', 6, 900);
    for (const machine of others) expect(machine.journal()).toContain('joining without data; eu-west is being added');
    const extend = commandOf(ring, 6, /ring-extend/);
    for (const machine of others) await machine.mustSh(extend);
  });

  await step('each node is repaired', async () => {
    await allUp(lab, 'eu-west/cassandra-3', 6, 300);
    const repair = commandOf(ring, 7, /nodetool repair/);
    expect(repair).toMatch(/--full$/);
    for (const machine of lab.all()) await machine.mustSh(repair);
  });

  await step('the ring is whole, and each datacenter has every row by itself', async () => {
    for (const path of ['us-east/cassandra-3', 'eu-west/cassandra-1', 'eu-west/cassandra-3'])
      await hasAll(lab, path, 'LOCAL_QUORUM', acknowledged);
    await hasAll(lab, 'eu-west/cassandra-2', 'ALL', acknowledged);
    const again = await lab.machine('us-east/cassandra-1').mustSh('topogen-ring-init 2>&1');
    expect(again).toContain('nothing to do');
  });
}

/** How long the scenario may take on a busy machine. */
const MINUTES = 50;

const wanted = process.env.TOPOGEN_RING === 'all';
if (!wanted) process.stderr.write('skipped: a real Cassandra ring from snapshots; TOPOGEN_RING=all runs it\n');

(wanted ? test : test.skip)(
  'a ring whose keyspace was dropped comes back from copies of the disks of one datacenter, with every row that was acknowledged',
  () => inLab(VERSION, MINUTES, scenario),
  testLimitMs(MINUTES),
);
