import type { Sandbox } from './sandbox';
import {
  answers,
  BOTH,
  EU,
  FIRST_START,
  plannedTokens,
  joined,
  node,
  options,
  seedsOfFirstStart,
  US,
  US_WEST,
  WAIT,
} from './starting-node';

let machine: Sandbox;

afterEach(() => machine.remove());

test('a node that has joined before starts at once and asks nobody', () => {
  machine = joined(node(1, 2));
  const { status, journal } = machine.run(WAIT);
  expect(status).toBe(0);
  expect(journal).toContain('joined before: starting without waiting');
  expect(machine.calls()).toEqual([]);
  expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
});

describe('the first node of the start order', () => {
  test('begins the ring when every other node of the topology has answered that it does not serve', () => {
    machine = node(0, 1);
    answers(machine, 'closed', [US[1], US[2], ...EU, ...US_WEST]);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain('beginning the ring');
    expect(options(machine)).toBe(`JVM_EXTRA_OPTS="${plannedTokens(0, 1)}"\n`);
  });

  test.each([US[2], EU[1], US_WEST[2]])('waits, endlessly, while %s is silent: it may hold the ring', (silent) => {
    machine = node(0, 1);
    answers(
      machine,
      'closed',
      [...US, ...EU, ...US_WEST].filter((it) => it !== silent),
    );
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain(
      `waiting for an answer from the other nodes of the topology, of which one may hold the ring: ${silent}\n`,
    );
    expect(journal).not.toContain('beginning the ring');
  });

  test('begins the ring where an operator says that the silent ones hold nothing', () => {
    machine = node(0, 1);
    answers(machine, 'closed', [US[1], US[2], ...EU]);
    machine.write('/run/topogen/begin-ring', '');
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain(`beginning the ring without an answer from ${US_WEST.join(' ')}\n`);
  });

  test('joins the ring that stands, whatever an operator says', () => {
    machine = node(0, 1);
    answers(machine, 'open', [EU[2]]);
    machine.write('peers', `${US[0]}\n${EU[0]}\n`);
    machine.write('/run/topogen/begin-ring', '');
    expect(machine.run(WAIT).journal).not.toContain('beginning the ring');
  });

  test('begins no second ring while any other node serves, were it the last one far away', () => {
    machine = node(0, 1);
    answers(machine, 'closed', [US[1], US[2]]);
    answers(machine, 'open', [EU[2]]);
    machine.write('peers', `${US[0]}\n${EU[0]}\n`);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain('replacing the node that had it');
    expect(options(machine)).toBe(`JVM_EXTRA_OPTS="${FIRST_START} -Dcassandra.replace_address_first_boot=${US[0]}"\n`);
    expect(seedsOfFirstStart(machine).split(',')).not.toContain(US[0]);
  });
});

describe('any other node', () => {
  test('waits, endlessly and visibly, for the one before it', () => {
    machine = node(1, 1);
    answers(machine, 'open', [US[0], US[1]]);
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain(`waiting for ${US[2]} to be up and normal\n`);
    expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
  });

  test('joins when the one before it serves, without its own address among its seeds', () => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain('joining the ring');
    expect(options(machine)).toBe(`JVM_EXTRA_OPTS="${FIRST_START} ${plannedTokens(0, 2)}"\n`);
    expect(seedsOfFirstStart(machine)).toBe('10.64.64.10,10.65.64.10,10.65.80.10,10.66.64.10,10.66.80.10');
    expect(machine.read('/etc/cassandra/cassandra.yaml')).toContain(`- seeds: "${US[0]},${US[1]},`);
  });

  test('outlives a secret manager that fails twice, and keeps no password afterwards', () => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal.match(/secret edge-us-east-cassandra-superuser-password: no success yet/g)).toHaveLength(2);
    expect(machine.has('/run/topogen/credentials')).toBe(false);
    expect(machine.calls().join('\n') + journal).not.toContain('Superuser1');
  });

  test('refuses a password that CQL would misread, and does not show it', () => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    machine.command('aws', `echo "Super'user"`);
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain(
      'the password in edge-us-east-cassandra-superuser-password must hold letters and digits alone',
    );
    expect(journal).toContain('waiting for credentials to ask the ring with');
    expect(journal).not.toContain("Super'user");
    expect(machine.calls().join('\n')).not.toContain('cqlsh');
  });

  test('waits while the ring lets nobody in, and goes on when it does', () => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    machine.write('roles', '');
    expect(machine.run(WAIT)).toMatchObject({
      journal: expect.stringContaining(`waiting for a node that lets us ask about the ring; up are: ${US[0]}`),
    });
    machine.write('roles', 'ring_admin\n');
    expect(machine.run(WAIT)).toMatchObject({ status: 0 });
  });

  test('whose data is gone replaces itself, without waiting for the one before it', () => {
    machine = node(1, 3);
    answers(machine, 'open', [US[2]]);
    machine.write('peers', `${US[0]}\n${EU[2]}\n`);
    machine.write('kong', BOTH);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain('replacing the node that had it');
    expect(options(machine)).toContain(`-Dcassandra.replace_address_first_boot=${EU[2]}`);
    expect(machine.has('/var/lib/cassandra/topogen-rebuild-pending')).toBe(false);
  });

  test('is not taken for a known one whose address begins like its own', () => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    machine.write('peers', '10.64.80.101\n110.64.80.10\n10.64.80x10\n');
    expect(machine.run(WAIT).journal).toContain('joining the ring');
  });
});

describe('a node without data in a ring of another release line', () => {
  const ringOf = (release: string, peers: string): void => {
    machine = node(0, 2);
    answers(machine, 'open', [US[0]]);
    machine.write('release', `${release}\n`);
    machine.write('peers', peers);
  };

  test('waits, and names the releases: it would not be streamed to', () => {
    ringOf('4.0.19', `${US[1]}\n${EU[0]} +4.0.19\n`);
    const { status, journal } = machine.run(WAIT);
    expect(status).not.toBe(0);
    expect(journal).toContain('waiting for a ring of one release line: this node has 3.11.17, others run 4.0.19\n');
    expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
  });

  test('waits while a single one has been upgraded', () => {
    ringOf('3.11.19', `${EU[0]}\n${EU[1]} +4.1.10\n`);
    expect(machine.run(WAIT).journal).toContain('this node has 3.11.17, others run 4.1.10\n');
  });

  test('joins those of its own line, whatever the ring remembers of itself', () => {
    ringOf('3.11.19', `${EU[0]}\n${US[1]} +4.1.10\n`);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain('replacing the node that had it');
  });

  test('goes by what is installed, not by what was asked for', () => {
    ringOf('4.0.19', '');
    machine.command('dpkg-query', "echo 'installed 4.0.18'");
    expect(machine.run(WAIT)).toMatchObject({ status: 0 });
  });
});

describe('a node of a datacenter that keyspace kong has no copies in', () => {
  test('joins without streaming and remembers that it must be rebuilt', () => {
    machine = node(2, 1);
    answers(machine, 'open', [...US, ...EU]);
    machine.write('kong', BOTH);
    const { status, journal } = machine.run(WAIT);
    expect(status).toBe(0);
    expect(journal).toContain('us-west is being added: run topogen-ring-extend');
    expect(options(machine)).toBe(
      `JVM_EXTRA_OPTS="${FIRST_START} -Dcassandra.auto_bootstrap=false ${plannedTokens(2, 1)}"\n`,
    );
    expect(machine.has('/var/lib/cassandra/topogen-rebuild-pending')).toBe(true);
  });

  test('remembers it too when it lost its data before it was rebuilt', () => {
    machine = node(2, 1);
    answers(machine, 'open', [...US, ...EU]);
    machine.write('kong', BOTH);
    machine.write('peers', '10.66.64.10\n');
    machine.run(WAIT);
    expect(options(machine)).toContain('-Dcassandra.replace_address_first_boot=10.66.64.10');
    expect(options(machine)).not.toContain('auto_bootstrap');
    expect(machine.has('/var/lib/cassandra/topogen-rebuild-pending')).toBe(true);
  });

  test('streams as usual when it is new in a datacenter that has copies', () => {
    machine = node(1, 3);
    answers(machine, 'open', [...US, EU[0], EU[1]]);
    machine.write('kong', BOTH);
    machine.run(WAIT);
    expect(options(machine)).toBe(`JVM_EXTRA_OPTS="${FIRST_START} -Dcassandra.allocate_tokens_for_keyspace=kong"\n`);
    machine.command('dpkg-query', "echo 'installed 4.0.18'");
    machine.write('release', '4.0.18\n');
    machine.run(WAIT);
    expect(options(machine)).toBe(`JVM_EXTRA_OPTS="${FIRST_START}"\n`);
  });
});
