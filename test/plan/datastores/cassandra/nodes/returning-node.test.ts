import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import type { Sandbox } from './sandbox';
import { answers, BOTH, EU, joined, node, options, SYSTEM, US, WAIT } from './starting-node';

/* A node that comes back with its data disk: what the disk must be before Cassandra is started on it, and an operator's words. */

const JOINED = '/usr/local/sbin/topogen-joined';
const MARK = '/var/lib/cassandra/topogen-joined';
const STARTING = '/var/lib/cassandra/topogen-starting';
const UPGRADE = '/var/lib/cassandra/topogen-upgrade';
const EMPTY = '/run/topogen/start-empty';
const FORMER = '/var/lib/cassandra/topogen-former';
const DAY_SECONDS = 86_400;

let machine: Sandbox;
afterEach(() => machine.remove());

/**
 * Node 2 of the second datacenter with its data disk, on which Cassandra ran last so many days ago. The secret manager there
 * answers at once, so that one round of waiting shows what a node waits for.
 */
function back(days = 0): Sandbox {
  machine = joined(node(1, 2, 1));
  const when = Date.now() / 1000 - days * DAY_SECONDS;
  for (const folder of ['/var/lib/cassandra/commitlog', SYSTEM])
    for (const name of readdirSync(join(machine.folder, folder)))
      utimesSync(join(machine.folder, folder, name), when, when);
  return machine;
}

function installed(release: string): void {
  machine.command('dpkg-query', `echo 'installed ${release}'`);
}

/** Runs the command that the journal names last, as the operator would. */
function obey(journal: string): void {
  const [command = ''] = /echo \S+ \| sudo tee [^\s,]+|sudo touch \S+/.exec(journal.trim().split('\n').at(-1)!) ?? [];
  machine.command('sudo', 'exec "$@"');
  const done = spawnSync('bash', ['-c', command], {
    env: { PATH: `${machine.folder}/bin:/usr/bin:/bin`, SANDBOX: machine.folder },
  });
  expect([command, done.status]).toEqual([command, 0]);
}

const waits = (): string => {
  const { status, journal } = machine.run(WAIT);
  expect(status).not.toBe(0);
  expect(journal).not.toContain('starting without waiting');
  expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
  return journal.replaceAll(machine.folder, '');
};

const starts = (): void => {
  const { status, journal } = machine.run(WAIT);
  expect([journal, status]).toEqual([expect.stringContaining('joined before: starting without waiting'), 0]);
  expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
};

/** Lets a node that serves answer, and its ring know this node. */
function ringServes(): void {
  answers(machine, 'open', [US[0], US[1]]);
  machine.write('kong', BOTH);
  machine.write('peers', `${US[1]}\n${EU[1]}\n`);
}

describe('the data disk', () => {
  test('gets, when the node has joined, what the next start is held against', () => {
    back();
    machine.write(UPGRADE, '3.11\n');
    answers(machine, 'open', [EU[1]]);
    expect(machine.run(JOINED)).toMatchObject({ status: 0 });
    expect(machine.read(MARK)).toBe(`${EU[1]} of rack rack-b, datacenter eu-west, ring edge\n3.11.17\n`);
    expect(machine.has(UPGRADE)).toBe(false);
    expect(machine.has(`${MARK}.new`)).toBe(false);
    starts();
  });

  test('that was marked before anything was noted on it lets its node start', () => {
    back();
    expect(machine.read(MARK)).toBe('');
    starts();
  });

  test.each([
    ['node', `${EU[2]} of rack rack-b, datacenter eu-west, ring edge`],
    ['rack', `${EU[1]} of rack rack-c, datacenter eu-west, ring edge`],
    ['datacenter', `${EU[1]} of rack rack-b, datacenter eu-west-2, ring edge`],
    ['ring', `${EU[1]} of rack rack-b, datacenter eu-west, ring edge-2`],
  ])('of another %s keeps its node from starting, and both are named', (_, noted) => {
    back();
    machine.write(MARK, `${noted}\n3.11.17\n`);
    expect(waits()).toContain(
      `waiting for its own data disk, that of ${EU[1]} of rack rack-b, datacenter eu-west, ring edge: this one is of ${noted}\n`,
    );
  });
});

test('a node that starts over and over without joining is as old as at the first of these starts', () => {
  back(9);
  starts();
  // What Cassandra writes at a start that does not come to its end.
  machine.write('/var/lib/cassandra/commitlog/CommitLog-new.log', '');
  starts();
  const noted = Number(machine.read(STARTING));
  expect(Math.round((Date.now() / 1000 - noted) / DAY_SECONDS)).toBe(9);
  machine.write(STARTING, `${noted - 2 * DAY_SECONDS}\n`);
  expect(waits()).toContain("waiting for an operator's word: Cassandra ran here last on ");
  answers(machine, 'open', [EU[1]]);
  expect(machine.run(JOINED)).toMatchObject({ status: 0 });
  expect(machine.has(STARTING)).toBe(false);
  starts();
});

describe('a machine whose release is not that of its data', () => {
  const noted = (release: string): void =>
    machine.write(MARK, `${EU[1]} of rack rack-b, datacenter eu-west, ring edge\n${release}\n`);

  test('of a newer line waits, and is let go by the word for this line alone', () => {
    back();
    noted('3.11.17');
    installed('4.0.18');
    const journal = waits();
    expect(journal).toContain('the data is of Cassandra 3.11.17, and 4.0.18 would change it for good');
    machine.write(UPGRADE, '4.1\n');
    waits();
    obey(machine.run(WAIT).journal);
    expect(machine.read(UPGRADE)).toBe('4.0\n');
    starts();
  });

  test('of an older line waits, whatever the word', () => {
    back();
    noted('4.0.18');
    machine.write(UPGRADE, '3.11\n');
    expect(waits()).toContain('waiting for a machine with Cassandra 4.0.18: 3.11.17 cannot read what that has written');
  });

  test('but of its line starts', () => {
    back();
    noted('3.11.16');
    starts();
  });

  test.each([
    ['md-1-big-Data.db', '4.0.18', 'the data is of Cassandra 3.11, and 4.0.18 would'],
    ['nb-1-big-Data.db', '3.11.17', 'a machine with Cassandra 4: 3.11.17 cannot read'],
  ])('is told by the names of the files where the release was not noted: %s before %s', (file, release, words) => {
    back();
    machine.erase(`${SYSTEM}/md-3-big-Data.db`);
    machine.write(`${SYSTEM}/${file}`, '');
    installed(release);
    expect(waits()).toContain(words);
  });

  test('is not told where later lines share a format', () => {
    back();
    machine.write(`${SYSTEM}/nb-4-big-Data.db`, '');
    installed('4.1.9');
    starts();
  });
});

describe('a node that was away', () => {
  test('for almost ten days starts', () => {
    back(9.9);
    starts();
  });

  test('for ten days waits, says since when and why, and leaves its data as it is', () => {
    back(10.1);
    const journal = waits();
    const day = new Date(Date.now() - 10.1 * DAY_SECONDS * 1000).toISOString().slice(0, 10);
    expect(journal).toContain(`waiting for an operator's word: Cassandra ran here last on ${day}, `);
    expect(journal).toContain('after ten days it would bring rows back that the others have deleted');
    expect(journal).toContain(`echo cassandra-2 | sudo tee ${EMPTY}, which keeps its data aside in ${FORMER}`);
    expect(machine.has(`${SYSTEM}/md-3-big-Data.db`)).toBe(true);
  });

  test('starts with its data where an operator says that the whole ring stood still', () => {
    back(30);
    machine.write('/run/topogen/start-old', '');
    starts();
  });

  test('whose mark is all that is left on the disk does not start as a new node', () => {
    back();
    for (const path of ['/var/lib/cassandra/commitlog/CommitLog-6-1.log', `${SYSTEM}/md-3-big-Data.db`])
      machine.erase(path);
    waits();
  });
});

describe('a node that is told to start empty', () => {
  test('by the command that its journal names sets its data aside and replaces itself', () => {
    back(10.1);
    obey(machine.run(WAIT).journal);
    ringServes();
    const { status, journal } = machine.run(WAIT);
    expect([journal, status]).toEqual([expect.stringContaining('the data was set aside in '), 0]);
    expect(journal).toContain('the ring knows this address: replacing the node that had it');
    expect(options(machine)).toContain(`-Dcassandra.replace_address_first_boot=${EU[1]}`);
    expect(machine.has(`${SYSTEM.replace('cassandra/data', 'cassandra/topogen-former/data')}/md-3-big-Data.db`)).toBe(
      true,
    );
    expect(readdirSync(join(machine.folder, FORMER)).sort()).toEqual(['commitlog', 'data', 'topogen-joined']);
    expect(readdirSync(join(machine.folder, '/var/lib/cassandra')).sort()).toEqual(['README', 'topogen-former']);
    expect(machine.has(EMPTY)).toBe(false);
  });

  test.each<[string, () => void, string]>([
    ['nobody serves', () => answers(machine, 'closed', US), 'waiting for a node that serves'],
    [
      'the ring does not know it',
      () => {
        ringServes();
        machine.write('peers', `${US[1]}\n`);
      },
      `waiting for a ring that knows ${EU[1]}: its data stays`,
    ],
    [
      'the ring runs another line',
      () => {
        ringServes();
        machine.write('release', '4.0.18\n');
      },
      'waiting for a ring of one release line',
    ],
    [
      'something was set aside before',
      () => {
        ringServes();
        machine.write(`${FORMER}/data/README`, '');
      },
      `waiting for room at ${FORMER}`,
    ],
  ])('keeps its data where it is while %s', (_, prepare, words) => {
    back(10.1);
    machine.write(EMPTY, 'cassandra-2\n');
    prepare();
    expect(waits()).toContain(words);
    expect(existsSync(join(machine.folder, SYSTEM, 'md-3-big-Data.db'))).toBe(true);
    expect(machine.has(MARK)).toBe(true);
  });

  test('under the name of another node is not meant', () => {
    back(10.1);
    machine.write(EMPTY, 'cassandra-3\n');
    ringServes();
    waits();
    expect(machine.has(FORMER)).toBe(false);
  });

  test('goes on at its next start where it was ended half way', () => {
    back();
    machine.write(`${FORMER}.new/data/README`, '');
    spawnSync('rm', ['-r', join(machine.folder, '/var/lib/cassandra/data')]);
    ringServes();
    const { status, journal } = machine.run(WAIT);
    expect([journal, status]).toEqual([expect.stringContaining('replacing the node that had it'), 0]);
    expect(machine.has(MARK)).toBe(false);
    expect(readdirSync(join(machine.folder, FORMER)).sort()).toEqual(['commitlog', 'data', 'topogen-joined']);
  });
});

test('what a node waits for is said on the serial console too', () => {
  back();
  expect(machine.read('/usr/local/lib/systemd/system/cassandra.service')).toMatch(/^StandardError=journal\+console$/m);
});
