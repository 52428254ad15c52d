import { type Sandbox } from './sandbox';
import { EU, node, US, US_WEST } from './starting-node';

/*
 * A datacenter is added to a ring that holds data: what is noted of its nodes, so that Kong there waits until all are filled.
 */

const EXTEND = '/usr/local/sbin/topogen-ring-extend';
const PENDING = '/var/lib/cassandra/topogen-rebuild-pending';
const US_AND_EU = "{'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy', 'eu-west': '3', 'us-east': '3'}";

let machine: Sandbox;
afterEach(() => machine.remove());

/** Node `number` of the third datacenter, joined and empty; rows of the notebook are files under `rows`. */
function emptyNode(number: number): Sandbox {
  machine = node(2, number);
  machine.write(PENDING, '');
  machine.write('roles', 'ring_admin\n');
  for (const keyspace of ['system_auth', 'system_distributed', 'system_traces', 'kong'])
    machine.write(`replication/${keyspace}`, US_AND_EU);
  machine.write('rows/README', '');
  // What renews the turn sleeps beside the script, and is no wait of a retry.
  machine.command(
    'sleep',
    `[ "$1" != 60 ] || exec /bin/sleep 0.2
    echo x >>"$SANDBOX/naps"; [ "$(wc -l <"$SANDBOX/naps")" -lt 6 ] || kill -KILL 0`,
  );
  const up = [...US, ...EU, ...US_WEST].map((address) => `UN  ${address}  1 GiB  16  ?  id  rack`).join('\n');
  machine.command('nodetool', `case "$1" in status) echo '${up}' ;; rebuild) [ ! -e "$SANDBOX/no-rebuild" ] ;; esac`);
  machine.command(
    'cqlsh',
    `statement="$(cat)"
    echo "cql $statement" >>"$SANDBOX/calls"
    if [ -e "$SANDBOX/killed-at" ] && [[ "$statement" == *"$(<"$SANDBOX/killed-at")"* ]]; then kill -KILL 0; fi
    quoted() { sed -n "s/.*$1'\\([^']*\\)'.*/\\1/p" <<<"$statement"; }
    case "$statement" in
    *system.local*) ;;
    *system_schema*) printf ' replication\\n-----\\n'; cat "$SANDBOX/replication/$(quoted 'keyspace_name = ')" ;;
    'ALTER KEYSPACE '*) read -r _ _ name _ <<<"$statement"; echo "\${statement#*= }" >"$SANDBOX/replication/$name" ;;
    *'IF NOT EXISTS USING TTL'*)
      if [ -e "$SANDBOX/turn-taken" ]; then rm "$SANDBOX/turn-taken"; echo '     False | repair'; else echo '      True'; fi ;;
    *INSERT*) echo "$(quoted ", ")" >"$SANDBOX/rows/$(quoted 'VALUES (')" ;;
    *'SELECT value'*) printf ' value\\n-------\\n'; sed 's/^/ /' "$SANDBOX/rows/$(quoted 'name = ')" 2>/dev/null || true ;;
    esac`,
  );
  return machine;
}

const row = (address: string): string => machine.read(`rows/fill ${address}`).trim();

test('every node of the datacenter is pending before the first one is filled, and the first one filled afterwards', () => {
  emptyNode(1);
  expect(machine.run(EXTEND)).toMatchObject({ status: 0 });
  expect(US_WEST.map(row)).toEqual(['filled', 'pending', 'pending']);
  expect(machine.has(PENDING)).toBe(false);
  const calls = machine.calls();
  const at = (what: string): number => calls.findIndex((call) => call.includes(what));
  const rebuild = at('nodetool rebuild -- us-east');
  // Once more when there are copies here, since Kong of this datacenter reads them from these.
  const pending = calls.flatMap((call, i) => (call.includes("'pending'") ? [i < at('ALTER KEYSPACE kong')] : []));
  expect(pending).toEqual([true, true, true, false, false, false]);
  expect(calls.map((call) => call.includes("'pending'")).lastIndexOf(true)).toBeLessThan(rebuild);
  expect(at("'filled')")).toBeGreaterThan(rebuild);
  for (const call of calls.filter((it) => it.includes("'fill ") && it.includes('INSERT') && !it.includes('TTL')))
    expect(call).toMatch(/^cql CONSISTENCY EACH_QUORUM; /);
});

test('it waits for the turn, which a repair may have, before a node is filled, and gives it back', () => {
  emptyNode(1);
  machine.write('turn-taken', '');
  const { status, journal } = machine.run(EXTEND);
  expect(status).toBe(0);
  expect(journal).toContain('the turn, which a repair or another node may have: no success yet');
  const calls = machine.calls();
  const taken = calls.map((call) => call.includes("'turn'") && call.includes(`fill ${US_WEST[0]}`));
  expect(taken.indexOf(true)).toBeLessThan(calls.findIndex((call) => call.startsWith('nodetool rebuild')));
  expect(calls.at(-1)).toBe(`cql DELETE FROM kong.topogen_state WHERE name = 'turn' IF value = 'fill ${US_WEST[0]}';`);
});

test('a node that is filled stays so when the next one is', () => {
  emptyNode(2);
  machine.write('replication/kong', US_AND_EU.replace('}', ", 'us-west': '3'}"));
  machine.write(`rows/fill ${US_WEST[0]}`, 'filled\n');
  expect(machine.run(EXTEND)).toMatchObject({ status: 0 });
  expect(US_WEST.map(row)).toEqual(['filled', 'filled', 'pending']);
});

test('what was noted of nodes that had the same addresses before is taken for none of the new ones', () => {
  emptyNode(1);
  for (const address of US_WEST) machine.write(`rows/fill ${address}`, 'filled\n');
  expect(machine.run(EXTEND)).toMatchObject({ status: 0 });
  expect(US_WEST.map(row)).toEqual(['filled', 'pending', 'pending']);
});

test('nor where the first of them was killed before there were copies', () => {
  emptyNode(1);
  for (const address of US_WEST) machine.write(`rows/fill ${address}`, 'filled\n');
  machine.write('killed-at', 'ALTER KEYSPACE kong');
  expect(machine.run(EXTEND).status).not.toBe(0);
  expect(US_WEST.map(row)).toEqual(['pending', 'pending', 'pending']);
  machine.erase('killed-at');
  expect(machine.run(EXTEND)).toMatchObject({ status: 0 });
  expect(US_WEST.map(row)).toEqual(['filled', 'pending', 'pending']);
});

test('a node whose rebuild failed stays pending', () => {
  emptyNode(1);
  machine.write('no-rebuild', '');
  expect(machine.run(EXTEND).status).not.toBe(0);
  expect(US_WEST.map(row)).toEqual(['pending', 'pending', 'pending']);
  expect(machine.has(PENDING)).toBe(true);
});

test('a node that was killed between its rebuild and its note notes it when it is run again, and streams nothing twice', () => {
  emptyNode(3);
  machine.write(`rows/fill ${US_WEST[2]}`, 'pending\n');
  machine.erase(PENDING);
  expect(machine.run(EXTEND).status).toBe(0);
  expect(machine.calls().filter((call) => call.startsWith('nodetool rebuild'))).toEqual([]);
  expect(row(US_WEST[2])).toBe('filled');
});

test('a node that is stopped while it waits for its mates leaves no password behind', () => {
  emptyNode(1);
  machine.command('nodetool', 'kill -TERM 0');
  const { status, journal } = machine.run(EXTEND);
  expect(status).not.toBe(0);
  expect(journal).not.toContain('unbound variable');
  expect(machine.has('/run/topogen/credentials')).toBe(false);
});
