import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';

/* The built program among others: readers that go away, disks that are full, and what else a shell makes of its streams. */
const SPEC = { name: 'edge', requestsPerSecond: 100, datacenters: 6 };

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'topogen-streams-'));
  writeFileSync(join(home, 'edge.json'), JSON.stringify(SPEC));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What a line of the shell printed; `$T` is topogen. */
function shell(line: string): { readonly out: string; readonly err: string } {
  const T = `${process.execPath} ${join(builtProgram(), 'main.js')}`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line], {
    cwd: home,
    encoding: 'utf8',
    env: { ...process.env, T },
  });
  return { out: stdout, err: stderr };
}

test('a reader that has seen enough ends the output, and changes no code', () => {
  // More than a pipe holds, so that topogen writes after the reader has gone.
  expect(shell('$T explain edge.json 2>/dev/null | wc -c').out.trim().length).toBeGreaterThan(5);
  const gone = shell(
    '$T explain edge.json --json 2>err | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}; grep -v advice: err',
  );
  expect(gone).toEqual({ out: '0\n', err: '' });
  const refused = shell('$T validate none.json 2>&1 >/dev/null | true; echo ${PIPESTATUS[0]}');
  expect(refused).toEqual({ out: '1\n', err: '' });
});

const onFull = existsSync('/dev/full') ? test : test.skip;

onFull('output that a full disk loses is an error', () => {
  const full = shell('$T plan edge.json --json >/dev/full 2>err; echo $?; grep error: err');
  expect(full.out).toMatch(/^1\nerror: standard output cannot be written: ENOSPC/);
  expect(shell('$T validate edge.json 2>/dev/full >/dev/null; echo $?').out).toBe('1\n');
  expect(shell('$T --version 2>&1 >/dev/full; echo $?').out).toMatch(
    /^error: standard output cannot be written: ENOSPC.*\n1\n$/,
  );
});

test('a folder that is gone is told as that', () => {
  const gone = shell('mkdir gone && cd gone && rmdir ../gone && $T validate edge.json; echo $?');
  expect(gone).toEqual({ out: '1\n', err: 'error: the current folder is gone; change into one that is there\n' });
});

test('an installation that lacks the program is told as that', () => {
  const copy = shell('mkdir bin && cp ${T#* } bin/main.js && node bin/main.js validate edge.json; echo $?');
  expect(copy.out).toBe('1\n');
  expect(copy.err).toMatch(/^error: topogen is not installed whole \(.*\); install it anew\n$/);
});
