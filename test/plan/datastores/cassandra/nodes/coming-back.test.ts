import { longTest } from '../../../../support/effort';
import type { Sandbox } from './sandbox';
import { answers, BOTH, EU, node, options, runsOn, US, WAIT } from './starting-node';

/*
 * Several nodes that have lost their data come back at once, as after the loss of a datacenter. On real Cassandra two that
 * began together took each other's empty schema for the ring's, and were up and normal without a row.
 */

let machine: Sandbox;

afterEach(() => machine.remove());

/** Node `number` of us-east, whose address the ring of eu-west knows. */
function lost(number: 1 | 2 | 3, looks?: number): Sandbox {
  machine = node(0, number, looks);
  answers(machine, 'open', EU);
  machine.write('kong', BOTH);
  machine.write('peers', `${US.join('\n')}\n`);
  return machine;
}

const REPLACES = 'the ring knows this address: replacing the node that had it';

longTest('the first of them is filled at once, though the machines of the others are there', () => {
  answers(lost(1), 'closed', [US[1], US[2]]);
  const { status, journal } = machine.run(WAIT);
  expect([status, journal]).toEqual([0, expect.stringContaining(REPLACES)]);
  expect(options(machine)).toContain(`-Dcassandra.replace_address_first_boot=${US[0]}`);
});

longTest('a later one waits for those before it, one after another', () => {
  answers(lost(3), 'closed', [US[0], US[1]]);
  const waiting = machine.run(WAIT);
  expect(waiting.status).not.toBe(0);
  expect(waiting.journal).toContain(`waiting for ${US[0]} to be filled first, and to serve`);
  expect(options(machine)).toBe('JVM_EXTRA_OPTS=""\n');
  answers(machine, 'open', [US[0]]);
  expect(machine.run(WAIT).journal).toContain(`waiting for ${US[1]} to be filled first`);
  answers(machine, 'open', [US[1]]);
  expect(machine.run(WAIT)).toMatchObject({ status: 0 });
});

longTest('where a later one has begun, the first waits until that one serves', () => {
  answers(lost(1), 'closed', [US[1], US[2]]);
  runsOn(machine, [US[2]]);
  const { status, journal } = machine.run(WAIT);
  expect(journal).toContain(`waiting for ${US[2]} to be filled first`);
  expect(status).not.toBe(0);
});

longTest(
  'one whose machine does nothing is waited for during ten minutes, and one that is being filled for longer',
  () => {
    answers(lost(2), 'closed', [US[0]]);
    const script = machine.read(WAIT);
    // Looks are ten seconds apart.
    expect(script).toContain('\nLOOKS_LEFT_TO_OTHERS=60\n');
    machine.write(WAIT, script.replace('LOOKS_LEFT_TO_OTHERS=60', 'LOOKS_LEFT_TO_OTHERS=3'));
    const { status, journal } = machine.run(WAIT);
    expect([status, journal]).toEqual([0, expect.stringContaining(REPLACES)]);
    expect(journal.split('to be filled first').length - 1).toBe(3);
    runsOn(machine, [US[0]]);
    expect(machine.run(WAIT).status).not.toBe(0);
  },
);

longTest('where one waits for an operator, those after it stop waiting one after another too', () => {
  answers(lost(3, 12), 'closed', [US[0], US[1]]);
  machine.write(WAIT, machine.read(WAIT).replace('LOOKS_LEFT_TO_OTHERS=60', 'LOOKS_LEFT_TO_OTHERS=2'));
  const { status, journal } = machine.run(WAIT);
  expect([status, journal]).toEqual([0, expect.stringContaining(REPLACES)]);
  // Twice as long as the second, which by then is being filled.
  expect(journal.split('to be filled first').length - 1).toBe(4);
});

longTest('machines that are silent are not waited for: they may never come back', () => {
  expect(lost(3).run(WAIT)).toMatchObject({ status: 0, journal: expect.stringContaining(REPLACES) as unknown });
});
