import { aPlan, TWO_CLOUDS } from '../../../../support/a-spec';
import { RepairingRing } from './repairing-ring';

/* Tables in which plugins count, which have no time to live: the script of repairs empties them, by a clock that the tests set. */

const HOUR = 3_600;
const DAY = 24 * HOUR;
const COUNTING = { kong: { plugins: [{ name: 'rate-limiting', policy: 'cluster' }] } };

let ring: RepairingRing;
afterEach(() => ring.remove());

/** A ring that began in the midst of November, whose first nodes have repaired. */
function settled(fields: object = {}): RepairingRing {
  ring = new RepairingRing(aPlan(TWO_CLOUDS, { datastore: { version: '3.11.17', nodesPerDatacenter: 3 }, ...fields }));
  ring.now = Date.UTC(2026, 10, 12) / 1_000;
  for (const i of [0, 1]) expect(ring.tick(i)).toMatchObject({ status: 0 });
  return ring;
}

/** 2026-12-01, 00:05 UTC. */
const FIRST = Date.UTC(2026, 11, 1, 0, 5) / 1_000;
const MONTHLY = ' rate-limiting | {"minute": 5, "month": 100, "year": null, "policy": "cluster"}\n';

function counting(plugins = MONTHLY): RepairingRing {
  settled(COUNTING);
  ring.write('plugins', plugins);
  return ring;
}

test('tables of counters are emptied by one node on the first day of the month, and every node takes its snapshot away', () => {
  counting();
  // That it began in the midst of a month is no month missed.
  expect(ring.read('rows/counters')).toBe('2026-11\n');
  expect(ring.read('truncated')).toBe('');
  ring.now = FIRST;
  for (const [i, address] of ring.addresses.slice(0, 2).entries()) {
    ring.write(
      `snapshots/${address}`,
      'truncated-1764547500000-ratelimiting_metrics kong ratelimiting_metrics 1\nmine kong x 1\n',
    );
    expect(ring.tick(i)).toMatchObject({ status: 0 });
    expect(ring.read(`snapshots/${address}`)).toBe('mine kong x 1\n');
  }
  expect(ring.read('truncated')).toBe(`${FIRST} TRUNCATE kong.ratelimiting_metrics;\n`);
  ring.now = FIRST + 20 * HOUR;
  ring.tick(0);
  expect(ring.read('truncated').match(/TRUNCATE/g)).toHaveLength(1);
});

/** Lets a node be away for all of the first day, and returns what the first node says in the first hour of the second. */
function missed(plugins?: string): string {
  counting(plugins);
  ring.see(ring.addresses[2]!, 'DN');
  ring.now = FIRST;
  expect(ring.tick(0).journal).toContain('waiting for nodes that are not up and normal');
  ring.see(ring.addresses[2]!, 'UN');
  ring.now = FIRST + DAY;
  return ring.tick(0).journal;
}

test('they stay for the month where a node is away all of that day, when counts of the month would begin anew, and each node says so', () => {
  const told = 'counters stay, last emptied: 2026-11. A plugin has a limit by the month';
  expect(missed()).toContain(told);
  expect(ring.tick(1).journal).toContain(told);
  // Once.
  ring.now = FIRST + 2 * DAY;
  for (const i of [0, 1]) expect(ring.tick(i).journal).not.toContain('counters');
  expect(ring.read('truncated')).toBe('');
  ring.now = Date.UTC(2027, 0, 1) / 1_000;
  ring.tick(0);
  expect(ring.read('truncated')).toContain('TRUNCATE kong.ratelimiting_metrics');
});

test('they are emptied on a later day where no plugin counts over a month, when counts of hours and days begin anew', () => {
  const plugins = MONTHLY.replace('"month": 100', '"month": null');
  expect(missed(plugins)).toContain('emptying kong.ratelimiting_metrics');
  ring.write(`snapshots/${ring.addresses[1]!}`, 'truncated-1-ratelimiting_metrics kong ratelimiting_metrics 1\n');
  expect(ring.tick(1)).toMatchObject({ status: 0 });
  expect(ring.read('truncated')).toBe(`${FIRST + DAY} TRUNCATE kong.ratelimiting_metrics;\n`);
  expect(ring.read(`snapshots/${ring.addresses[1]!}`)).toBe('');
});

test('they wait for the next midnight where all are up again in the midst of a day', () => {
  counting(MONTHLY.replace('"month": 100', '"month": null'));
  ring.now = FIRST + DAY + HOUR;
  ring.tick(0);
  expect(ring.read('truncated')).toBe('');
  ring.now = FIRST + 2 * DAY;
  ring.tick(0);
  expect(ring.read('truncated')).toContain('TRUNCATE kong.ratelimiting_metrics');
});

test('they stay where a plugin counts over a year', () => {
  counting(MONTHLY.replace('"year": null', '"year": 9000'));
  ring.now = FIRST;
  expect(ring.tick(0).journal).toContain('counters stay, last emptied: 2026-11. A plugin has a limit by the year, or');
  expect(ring.read('truncated')).toBe('');
  // It is looked at again: the limit may go within the day.
  ring.write('plugins', MONTHLY);
  ring.write('no-plugins', '');
  expect(ring.tick(0).journal).toContain('or the plugins could not be read');
  ring.erase('no-plugins');
  ring.now = FIRST + HOUR;
  ring.tick(0);
  expect(ring.read('truncated')).toContain('TRUNCATE kong.ratelimiting_metrics');
});

test('they are emptied of every plugin that counts, with the snapshots of each', () => {
  const plugins = ['rate-limiting', 'response-ratelimiting'].map((name) => ({ name, policy: 'cluster' }));
  const tables = ['ratelimiting_metrics', 'response_ratelimiting_metrics'];
  settled({ kong: { plugins } });
  ring.write('plugins', MONTHLY);
  ring.now = FIRST;
  const [address] = ring.addresses;
  ring.write(
    `snapshots/${address!}`,
    tables.map((table) => `truncated-1764547500000-${table} kong ${table} 1\n`).join(''),
  );
  expect(ring.tick(0)).toMatchObject({ status: 0 });
  expect(ring.read('truncated')).toBe(tables.map((table) => `${FIRST} TRUNCATE kong.${table};\n`).join(''));
  expect(ring.read(`snapshots/${address!}`)).toBe('');
});

test('they are nobody’s business where no plugin counts in Cassandra', () => {
  settled();
  ring.now = FIRST;
  ring.tick(0);
  expect(ring.read('truncated')).toBe('');
});
