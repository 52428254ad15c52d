import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { LARGEST_SPEC_BYTES } from '../../src/actions/spec-text';
import { builtProgram } from '../support/built-program';
import { RunFolder } from '../support/run-in-folder';

/* A spec may come from standard input, where nothing is written. */

const SPEC = 'name: edge\nrequestsPerSecond: 100\ndatacenters: 2\n';

const folder = new RunFolder();
beforeAll(() => writeFileSync(folder.path('edge.yaml'), SPEC));
beforeEach(() => (folder.input = Buffer.from(SPEC)));
afterAll(() => folder.remove());

test('plan reads it, and says that there is no lock file beside it', async () => {
  const ran = await folder.run('plan', '-');
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('Topology edge: 100 requests per second over 2 datacenters');
  expect(ran.err).toContain('has no lock file beside it');
});

test('diff compares it with a file, on either side', async () => {
  const same = { code: 0, out: 'No difference.\n' };
  expect(await folder.run('diff', 'edge.yaml', '-')).toMatchObject(same);
  expect(await folder.run('diff', '-', 'edge.yaml')).toMatchObject(same);
});

test.each([
  ['synth -', 'write it to a file'],
  ['check -', 'name the file'],
  ['diff HEAD -', 'the name of the file'],
  ['diff - -', 'one spec can come from standard input'],
])(
  '%s needs a place for a lock file or the name of a file: it is refused with the remedy, and reads nothing',
  async (line, remedy) => {
    folder.input = Buffer.from([0xff]);
    expect(await folder.run(...line.split(' '))).toMatchObject({
      code: 1,
      err: expect.stringContaining(remedy) as string,
    });
    expect(readdirSync(folder.root)).toEqual(['edge.yaml']);
  },
);

test('a fault of it has its line', async () => {
  folder.input = Buffer.from(SPEC.replace('100', 'many'));
  expect(await folder.run('validate', '-')).toMatchObject({
    code: 1,
    err: expect.stringContaining('<stdin>:2:20: error: ') as string,
  });
});

describe('the built program', () => {
  /** Starts `topogen validate -`; returns it with what it says in the end. */
  function validating() {
    const program = spawn(process.execPath, [join(builtProgram(), 'main.js'), 'validate', '-']);
    const ended = Promise.all([once(program, 'close'), text(program.stderr)]);
    return { program, ended: ended.then(([[code], err]) => ({ code: code as number | null, err })) };
  }

  test('reads all of a spec that is larger than a pipe holds', async () => {
    const { program, ended } = validating();
    program.stdin.end(`#${'x'.repeat(LARGEST_SPEC_BYTES / 2)}\n${SPEC}`);
    expect(await ended).toMatchObject({
      code: 0,
      err: expect.stringContaining('<stdin>: valid; 2 datacenters') as string,
    });
  });

  test('says that a folder is no spec', () => {
    const handle = openSync(folder.root, 'r');
    const { status, stderr } = spawnSync(process.execPath, [join(builtProgram(), 'main.js'), 'validate', '-'], {
      stdio: [handle, 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    closeSync(handle);
    expect([status, stderr]).toEqual([1, expect.stringContaining('[spec-is-directory]')]);
  });

  test('reads no further than a spec may be long, though the input does not end', async () => {
    const { program, ended } = validating();
    program.stdin.on('error', () => undefined);
    program.stdin.write('#'.repeat(LARGEST_SPEC_BYTES + 1));
    expect(await ended).toMatchObject({ code: 1, err: expect.stringContaining('[spec-too-large]') as string });
    program.stdin.destroy();
  });
});
