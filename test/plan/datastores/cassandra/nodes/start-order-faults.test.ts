import { mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from './sandbox';
import { longTest } from '../../../../support/effort';
import { answers, BOTH, EU, joined, node, options, US, US_WEST, WAIT } from './starting-node';

let machine: Sandbox;

afterEach(() => machine.remove());

describe('the look at the ring', () => {
  test('asks every other node, and names all that are up', () => {
    machine = node(1, 1);
    answers(machine, 'open', [US[0], US[2], EU[1]]);
    machine.write('roles', '');
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain(
      `waiting for a node that lets us ask about the ring; up are: ${US[0]} ${US[2]} ${EU[1]}\n`,
    );
    const asked = machine.calls().filter((call) => call.startsWith('timeout '));
    const round = [...US, EU[1], EU[2], '10.66.64.10', '10.66.80.10', '10.66.96.10'];
    expect(asked.slice(0, round.length).map((call) => /tcp\/([0-9.]+)\/(\d+)/.exec(call)?.slice(1))).toEqual(
      round.map((address) => [address, '9042']),
    );
  });

  test('is taken anew every ten seconds, with credentials that were fetched once', () => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    machine.write('roles', '');
    machine.run(WAIT);
    const calls = machine.calls();
    const pauses = calls.filter((call) => call.startsWith('sleep '));
    expect(new Set(pauses.slice(2))).toEqual(new Set(['sleep 10']));
    // Two that fail, and the one that brings the password.
    expect(calls.filter((call) => call.startsWith('aws '))).toHaveLength(3);
  });

  test('asks as the administrator first, and at a new ring as the role that every Cassandra is born with', () => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0], EU[0]]);
    expect(machine.run(WAIT)).toMatchObject({ status: 0 });
    const questions = machine.calls().filter((call) => call.startsWith('cqlsh '));
    const asked = questions.map(
      (call) => `${/credentials\/(\w+)/.exec(call)?.[1]} ${/ (10\.[0-9.]+) /.exec(call)?.[1]}`,
    );
    expect(asked).toEqual([`ring_admin ${US[0]}`, `ring_admin ${EU[0]}`, `cassandra ${US[0]}`, `cassandra ${US[0]}`]);
  });

  test.each<[string, string]>([
    [US[0], EU[0]],
    [EU[0], US[0]],
  ])('goes on where %s lets nobody in and %s does', (refusing) => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0], EU[0]]);
    machine.write(`refusing/${refusing}`, '');
    machine.write('peers', `${US[1]}\n`);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain('the ring knows this address: replacing the node that had it');
  });

  test('says what it waits for where no node serves yet', () => {
    machine = node(0, 2);
    answers(machine, 'closed', [US[0], US[2], ...EU]);
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain(`waiting for ${US[0]} to be up and normal; no node of the ring serves clients yet\n`);
    expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
  });

  test('names each node of the topology that is silent', () => {
    machine = node(0, 1);
    answers(machine, 'closed', EU);
    expect(machine.run(WAIT).journal).toContain(
      `of which one may hold the ring: ${[US[1], US[2], ...US_WEST].join(' ')}\n`,
    );
  });

  test('finds a datacenter by its whole name among those that keyspace kong has copies in', () => {
    for (const other of ['us-west-2', 'north-us-west', 'my-us-west-too']) {
      machine?.remove();
      machine = node(2, 1);
      answers(machine, 'open', [...US, ...EU]);
      machine.write('kong', `{'class': 'NetworkTopologyStrategy', '${other}': '3', 'us-east': '3'}`);
      expect([other, machine.run(WAIT).status]).toEqual([other, 0]);
      expect(options(machine)).toContain('-Dcassandra.auto_bootstrap=false');
      expect(machine.has('/var/lib/cassandra/topogen-rebuild-pending')).toBe(true);
    }
  });
});

describe('the first start', () => {
  test('waits for the node before it though others serve, also where its datacenter is being added', () => {
    machine = node(2, 2);
    answers(machine, 'open', [...US, ...EU]);
    machine.write('kong', BOTH);
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain('waiting for 10.66.64.10 to be up and normal\n');
    expect(machine.has('/var/lib/cassandra/topogen-rebuild-pending')).toBe(false);
  });

  longTest('is that of a joining node in its own words', () => {
    machine = node(1, 3);
    answers(machine, 'open', [...US, EU[0], EU[1]]);
    machine.write('kong', BOTH);
    expect(machine.run(WAIT).journal).toMatch(/topogen-wait-turn: joining the ring\n$/);
  });

  test('of an added datacenter says what is left to do', () => {
    machine = node(2, 1);
    answers(machine, 'open', [...US, ...EU]);
    machine.write('kong', BOTH);
    expect(machine.run(WAIT).journal).toMatch(
      /: joining without data; us-west is being added: run topogen-ring-extend when all its nodes are up\n$/,
    );
    joined(machine);
    expect(machine.run(WAIT).journal).toContain('holds no data of the other datacenters yet: run topogen-ring-extend');
  });

  test('leaves the options in a folder that every service may read', () => {
    machine = node(0, 1);
    rmSync(join(machine.folder, 'run/topogen'), { recursive: true, force: true });
    answers(machine, 'closed', [US[1], US[2], ...EU, ...US_WEST]);
    expect(machine.run(WAIT)).toMatchObject({
      status: 0,
      journal: expect.stringMatching(
        /: every other node has answered that it serves no clients: beginning the ring\n$/,
      ) as unknown,
    });
    expect(statSync(join(machine.folder, 'run/topogen')).mode & 0o777).toBe(0o755);
  });

  test.each([
    [
      'cannot be written',
      (folder: string) => mkdirSync(join(folder, 'run/topogen/cassandra-first-start.yaml'), { recursive: true }),
    ],
    ['has nothing to be made from', (folder: string) => rmSync(join(folder, 'etc/cassandra/cassandra.yaml'))],
  ])('waits where its configuration %s', (_, spoil) => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    spoil(machine.folder);
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain('waiting for room for the configuration of the first start');
    expect(journal).not.toContain('joining the ring');
    expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
  });

  longTest('waits where the data disk cannot remember that it must be rebuilt', () => {
    machine = node(2, 1);
    answers(machine, 'open', [...US, ...EU]);
    machine.write('kong', BOTH);
    symlinkSync('/nowhere/at/all', join(machine.folder, 'var/lib/cassandra/topogen-rebuild-pending'));
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).not.toMatch(/: joining without data/);
    expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
  });
});
