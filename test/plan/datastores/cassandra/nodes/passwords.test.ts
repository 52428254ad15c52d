import { spawnSync } from 'node:child_process';
import type { Sandbox } from './sandbox';
import { node, US } from './starting-node';

/*
 * Passwords that were changed in the secret manager of a ring that stands. The ring is a folder with the password of each role;
 * it lets in whoever shows that, and lets its superuser alone change one.
 */

const PASSWORDS = '/usr/local/sbin/topogen-ring-passwords';
const INIT = '/usr/local/sbin/topogen-ring-init';

/** The number of the node that initialises the ring, and has no room for the other script. */
const FIRST = 1;

let machine: Sandbox;
afterEach(() => machine.remove());

/** A node of a ring with the passwords `Admin1` and `Kong1`, and others in the secret manager. */
function ring(wanted: { readonly admin: string; readonly kong: string }, number = 2): void {
  machine = node(0, number);
  machine.write('/var/lib/cassandra/topogen-joined', '');
  machine.write('ring/ring_admin', 'Admin1');
  machine.write('ring/kong', 'Kong1');
  machine.write('wanted/superuser', wanted.admin);
  machine.write('wanted/kong', wanted.kong);
  machine.command(
    'aws',
    `case "$*" in *superuser-password*) cat "$SANDBOX/wanted/superuser" ;; *kong-password*) cat "$SANDBOX/wanted/kong" ;; esac`,
  );
  machine.command(
    'cqlsh',
    `statement="$(cat)"
    file="$(sed 's|.*--cqlshrc=\\([^ ]*\\).*|\\1|' <<<"$*")"
    role="$(sed -n 's/^username = //p' "$file")"; shown="$(sed -n 's/^password = //p' "$file")"
    if [ "$shown" != "$(cat "$SANDBOX/ring/$role" 2>/dev/null)" ]; then echo AuthenticationFailed >&2; exit 1; fi
    echo "cql as $role: $statement" >>"$SANDBOX/calls"
    case "$statement" in
    'ALTER ROLE '*)
      [ "$role" = ring_admin ] || exit 1
      read -r _ _ name _ <<<"$statement"
      sed "s/.*'\\([^']*\\)'.*/\\1/" <<<"$statement" | tr -d '\\n' >"$SANDBOX/ring/$name" ;;
    *role_permissions*) printf ' resource\\n-----------\\n data/kong\\n' ;;
    esac`,
  );
}

/** Runs the command with an operator's answer on standard input. */
function renew(answer = ''): { readonly status: number | null; readonly journal: string } {
  const done = spawnSync('setsid', ['--wait', '/bin/bash', `${machine.folder}${PASSWORDS}`], {
    encoding: 'utf8',
    input: answer,
    env: { PATH: `${machine.folder}/bin:/usr/bin:/bin`, SANDBOX: machine.folder, HOME: machine.folder },
    timeout: 60_000,
  });
  return { status: done.status, journal: done.stderr };
}

const changes = (): string[] => machine.calls().filter((call) => call.includes('ALTER ROLE'));
const held = (): string[] => [machine.read('ring/ring_admin'), machine.read('ring/kong')];

test('a new password of Kong is given to its role, and asks nobody anything', () => {
  ring({ admin: 'Admin1', kong: 'Kong2' });
  expect(renew().status).toBe(0);
  expect(held()).toEqual(['Admin1', 'Kong2']);
  expect(changes()).toEqual(["cql as ring_admin: ALTER ROLE kong WITH PASSWORD = 'Kong2';"]);
});

test('the node that initialises the ring and the others have one of the two scripts each', () => {
  ring({ admin: 'Admin1', kong: 'Kong1' }, FIRST);
  expect([machine.has(INIT), machine.has(PASSWORDS)]).toEqual([true, false]);
  machine.remove();
  ring({ admin: 'Admin1', kong: 'Kong1' });
  expect([machine.has(INIT), machine.has(PASSWORDS)]).toEqual([false, true]);
});

test('passwords that are right already are left alone, however often it is run', () => {
  ring({ admin: 'Admin1', kong: 'Kong1' });
  expect(renew().status).toBe(0);
  expect(renew().status).toBe(0);
  expect(changes()).toEqual([]);
});

test('a new password of the superuser is set by the one before, and that of Kong with it', () => {
  ring({ admin: 'Admin2', kong: 'Kong2' });
  expect(renew('Admin1\n')).toMatchObject({ status: 0, journal: expect.stringContaining('The one before') as string });
  expect(held()).toEqual(['Admin2', 'Kong2']);
});

test.each([
  ['another password', 'Wrong1\n', 'accepts neither'],
  ['no password', '', 'letters and digits alone'],
  ['a text that would end the statement', "x'; DROP KEYSPACE kong;\n", 'letters and digits alone'],
])('%s for the one before changes nothing', (_, answer, words) => {
  ring({ admin: 'Admin2', kong: 'Kong2' });
  const { status, journal } = renew(answer);
  expect(status).not.toBe(0);
  expect(journal).toContain(words);
  expect(held()).toEqual(['Admin1', 'Kong1']);
});

test('no password is on a command line, and none stays on the machine', () => {
  ring({ admin: 'Admin2', kong: 'Kong2' });
  renew('Admin1\n');
  const lines = machine.calls().filter((call) => call.startsWith('cqlsh '));
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((call) => /Admin|Kong[0-9]/.test(call))).toEqual([]);
  expect(machine.has('/run/topogen/credentials')).toBe(false);
});

test('the first node brings the password of Kong itself when it starts, and nothing where it is right', () => {
  ring({ admin: 'Admin1', kong: 'Kong2' }, FIRST);
  expect(machine.run(INIT)).toMatchObject({ status: 0 });
  expect(held()).toEqual(['Admin1', 'Kong2']);
  expect(machine.run(INIT)).toMatchObject({
    status: 0,
    journal: expect.stringContaining('the ring is initialised: nothing to do') as string,
  });
  expect(changes()).toHaveLength(1);
});

test('the first node says where to go when the password of the superuser was changed', () => {
  ring({ admin: 'Admin2', kong: 'Kong1' }, FIRST);
  machine.command(
    'nodetool',
    `for each in ${US.join(' ')} 10.65.64.10 10.65.80.10 10.65.96.10 10.66.64.10 10.66.80.10 10.66.96.10; do echo "UN  $each  1"; done`,
  );
  expect(machine.run(INIT).journal).toContain('topogen-ring-passwords, on another node');
  expect(changes()).toEqual([]);
});
