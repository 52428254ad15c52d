import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { RunFolder } from '../support/run-in-folder';

/* A spec may come from standard input, where nothing is written. */

const SPEC = 'name: edge\nrequestsPerSecond: 100\ndatacenters: 2\n';

const folder = new RunFolder();
beforeAll(() => writeFileSync(folder.path('edge.yaml'), SPEC));
afterAll(() => folder.remove());

function topogen(...args: string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const program = [join(builtProgram(), 'main.js'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, {
    cwd: folder.root,
    input: SPEC,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

test('plan reads it, and says that there is no lock file beside it', () => {
  const ran = topogen('plan', '-');
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('Topology edge: 100 requests per second over 2 datacenters');
  expect(ran.err).toContain('has no lock file beside it');
});

test('diff compares it with a file', () => {
  expect(topogen('diff', 'edge.yaml', '-')).toMatchObject({ code: 0, out: 'No difference.\n' });
});

test('what needs a place for a lock file, or the name of a file, refuses it with the remedy', () => {
  expect(topogen('synth', '-')).toMatchObject({
    code: 1,
    err: expect.stringContaining('write it to a file') as string,
  });
  expect(topogen('check', '-')).toMatchObject({ code: 1, err: expect.stringContaining('name the file') as string });
  expect(topogen('diff', 'HEAD', '-')).toMatchObject({
    code: 1,
    err: expect.stringContaining('the name of the file') as string,
  });
  expect(readdirSync(folder.root)).toEqual(['edge.yaml']);
});

test('a fault of it has its line', () => {
  const ran = spawnSync(process.execPath, [join(builtProgram(), 'main.js'), 'validate', '-'], {
    input: SPEC.replace('100', 'many'),
    encoding: 'utf8',
  });
  expect([ran.status, ran.stderr]).toEqual([1, expect.stringContaining('<stdin>:2:20: error: ')]);
});
