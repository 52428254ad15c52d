import { spawnSync } from 'node:child_process';
import type { Plan } from '../../../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../../../support/a-spec';
import { longTest } from '../../../../support/effort';
import { RECORD, REPAIR, RepairingRing } from './repairing-ring';

/* The timers of a ring's nodes: their real script, against stand-ins of nodetool and cqlsh, by a clock that the tests set. */

const HOUR = 3_600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 2026-11-12, 00:00 UTC, when the first node's week begins: weeks are counted from a Thursday in 1970. */
const START = 2_967 * WEEK;
/** Between two looks of the test; a time of the week is 28 hours long. */
const STEP = 14 * HOUR;
const DATASTORE = { version: '3.11.17', nodesPerDatacenter: 3 };

let ring: RepairingRing;
afterEach(() => ring.remove());

function ringOfSix(fields: object = {}): RepairingRing {
  const plan: Plan = aPlan(TWO_CLOUDS, { datastore: DATASTORE, ...fields });
  ring = new RepairingRing(plan);
  ring.now = START;
  return ring;
}

/** Lets the first nodes repair once, so that none is due before its own time. */
function settled(fields: object = {}, count = 2): RepairingRing {
  ringOfSix(fields);
  for (const i of Array(count).keys()) expect(ring.tick(i)).toMatchObject({ status: 0 });
  ring.write('repairs', '');
  return ring;
}

/** The number of the node that is due next after the start of the week, and its time. */
const slot = (place: number): number => START + WEEK + (WEEK * place) / 6;

/** The first look from a time on. */
const lookAt = (time: number): number => START + Math.ceil((time - START) / STEP) * STEP;

longTest(
  'each node repairs both keyspaces once a week, at a time of its own, and the whole ring within the week',
  () => {
    settled({}, 6);
    for (let at = START + STEP; at < START + 10 * DAY; at += STEP) {
      ring.now = at;
      for (const i of ring.addresses.keys()) expect(ring.tick(i)).toMatchObject({ status: 0 });
    }
    const repairs = ring.repairs();
    expect(ring.has('overlaps')).toBe(false);
    for (const [place, address] of ring.addresses.entries()) {
      const times = [slot(place) - WEEK, slot(place)].filter((time) => time > START && lookAt(time) < START + 10 * DAY);
      for (const keyspace of ['kong', 'system_auth']) {
        const own = repairs.filter((it) => it.address === address && it.keyspace === keyspace).map(({ at }) => at);
        expect(own).toEqual(times.map(lookAt));
      }
    }
    // No two in one look at the clock.
    expect(new Set(repairs.map(({ at }) => at)).size).toBe(repairs.length / 2);
  },
);

test('two that are due at once: one waits for the turn, is told so, and catches up at its next look', () => {
  ringOfSix();
  const second = ring.node(1);
  ring.during(
    `SANDBOX=${second.folder} PATH=${second.folder}/bin:/usr/bin:/bin bash ${second.folder}${REPAIR} 2>${ring.folder}/second`,
  );
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.read('second')).toContain('waiting for the turn, which another node has');
  expect(ring.has('overlaps')).toBe(false);
  expect(new Set(ring.repairs().map(({ address }) => address))).toEqual(new Set([ring.addresses[0]]));
  expect(ring.tick(1)).toMatchObject({ status: 0 });
  expect(ring.repairs().map(({ address, keyspace }) => `${address} ${keyspace}`)).toEqual(
    [0, 1].flatMap((i) => [`${ring.addresses[i]} kong`, `${ring.addresses[i]} system_auth`]),
  );
});

test('the turn is renewed while a repair lasts, given back at its end, and passes from a node that died with it', () => {
  ringOfSix();
  ring.write('turn', `${START + 900} repair ${ring.addresses[5]}\n`);
  expect(ring.tick(0).journal).toContain('waiting for the turn');
  ring.now = START + 901;
  // An hour passes in the repair, and the keeper looks at the turn meanwhile.
  ring.during(
    `echo ${START + 901 + HOUR} >${ring.folder}/now; /bin/sleep 1; cp ${ring.folder}/turn ${ring.folder}/seen`,
  );
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(Number(ring.read('seen').split(' ')[0])).toBeGreaterThan(START + 901 + HOUR);
  expect(ring.has('turn')).toBe(false);
});

longTest('a renewal that is on its way when the repair ends does not take the turn once more', () => {
  ringOfSix();
  // From here on the ring takes a second to answer, and the repair ends in the midst of it.
  ring.during(
    `touch ${ring.folder}/late; for i in {1..100}; do [ -e ${ring.folder}/asked ] && break; /bin/sleep 0.1; done`,
  );
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.has('asked')).toBe(true);
  spawnSync('sleep', ['1.5']);
  expect(ring.has('turn')).toBe(false);
});

test.each([
  ['a node is down', 'DN'],
  ['a node joins', 'UJ'],
  ['a node leaves', 'UL'],
  ['a node moves', 'UM'],
])('nobody repairs while %s, and what was missed is caught up at the next look', (_, state) => {
  ringOfSix();
  const [, , third = ''] = ring.addresses;
  ring.see(third, state);
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.tick(0).journal).toContain(`waiting for nodes that are not up and normal: ${third} is ${state};`);
  expect(ring.repairs()).toEqual([]);
  ring.now = START + 4 * DAY;
  ring.see(third, 'UN');
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.repairs().map(({ keyspace }) => keyspace)).toEqual(['kong', 'system_auth']);
});

test('nobody repairs while a node is being filled, or the ring is of two release lines, or Kong has no tables yet', () => {
  ringOfSix();
  ring.write(`rows/fill ${ring.addresses[4]}`, 'pending');
  ring.write(`rows/fill ${ring.addresses[5]}`, 'pending');
  expect(ring.tick(0).journal).toMatch(
    new RegExp(`waiting for a node that is being filled: .* on ${ring.addresses[4]} ${ring.addresses[5]}\\n`),
  );
  for (const i of [4, 5]) ring.write(`rows/fill ${ring.addresses[i]}`, 'filled');
  ring.write('releases', '3.11.17\n4.0.14\n');
  expect(ring.tick(0).journal).toContain('waiting for the end of an upgrade');
  ring.write('releases', '3.11.17\n3.11.19\n');
  ring.write('no-table', '');
  expect(ring.tick(0).journal).toContain('waiting for the table kong.topogen_state');
  expect(ring.repairs()).toEqual([]);
  ring.erase('no-table');
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.repairs()).toHaveLength(2);
});

test('nodes that left the ring before they were filled hold nobody back, whatever is noted of them', () => {
  ringOfSix();
  // The last is part of the address of one that is there.
  for (const address of ['10.200.64.10', '10.200.80.10', ring.addresses[0]!.slice(0, -1)])
    ring.write(`rows/fill ${address}`, 'pending');
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.repairs()).toHaveLength(2);
});

test('a node that fills itself, or has not joined, has nothing to repair', () => {
  ringOfSix();
  ring.node(1).write('/var/lib/cassandra/topogen-rebuild-pending', '');
  ring.node(2).erase('/var/lib/cassandra/topogen-joined');
  for (const i of [1, 2]) expect(ring.tick(i)).toEqual({ status: 0, journal: '' });
  expect(ring.repairs()).toEqual([]);
});

test.each([
  ['fails', 'error: Repair job has failed with the error message\n', '2'],
  ['loses the notification of its end', 'There were some lost notification(s). You should check server log\n', '0'],
  ['ends with a failed session', '[2026-11-12] Repair session 1 for range (1,2] failed with error\n', '0'],
])('a repair that %s is not noted, and is due again', (_, answer, code) => {
  ringOfSix();
  ring.write('answer', answer);
  ring.write('code', code);
  const { journal } = ring.tick(0);
  expect(journal).toContain('the repair of kong did not end well, and is due again');
  expect(ring.node(0).read(RECORD)).not.toContain('finished');
  ring.erase('answer');
  ring.write('repairs', '');
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.repairs()).toHaveLength(2);
  expect(ring.node(0).read(RECORD)).toContain(`topogen_repair_finished_seconds{keyspace="kong"} ${START}\n`);
  expect(ring.tick(0)).toEqual({ status: 0, journal: '' });
});

test('what is a day from too late fails the unit and says so; a node that was never repaired counts from its first look', () => {
  settled();
  ring.see(ring.addresses[3]!, 'DN');
  ring.now = START + 9 * DAY;
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  ring.now = START + 9 * DAY + 1;
  const late = ring.tick(0);
  expect(late.status).toBe(1);
  expect(late.journal).toContain('OVERDUE: kong was last repaired here 9 days ago or never');
  ring.see(ring.addresses[3]!, 'UN');
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  ring.node(1).erase(RECORD);
  ring.see(ring.addresses[3]!, 'DN');
  expect(ring.tick(1)).toMatchObject({ status: 0 });
});

test('keeps its password to itself, and takes it away', () => {
  ringOfSix();
  const { journal } = ring.tick(0);
  expect(journal).not.toContain('Superuser1');
  expect(ring.node(0).calls().join('\n')).not.toContain('Superuser1');
  expect(ring.node(0).has('/run/topogen/repair-credentials')).toBe(false);
});
