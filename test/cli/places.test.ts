import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { ONE } from '../support/edge-spec';
import { RunFolder } from '../support/run-in-folder';

/*
 * Places that a user can name and that no output, or no spec, can be at. Each is one sentence, and nothing is written.
 */

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  mkdirSync(folder.path('specs'));
  writeFileSync(folder.path('specs/edge.json'), JSON.stringify(ONE));
  writeFileSync(folder.path('occupied'), 'mine');
  symlinkSync('specs', folder.path('link-to-specs'));
});
afterEach(() => folder.remove());

const listing = (): string => execFileSync('find', ['.', '-ls'], { cwd: folder.root, encoding: 'utf8' });

test.each([
  [['--out', 'o', '--cdktf-out', 'o/assembly'], '--cdktf-out o/assembly lies inside --out o'],
  [['--out', 'a/trees', '--cdktf-out', 'a'], '--out a/trees lies inside --cdktf-out a'],
  [['--out', 'o', '--cdktf-out', 'o'], '--cdktf-out o lies inside --out o'],
  [['--out', 'o', '--cdktf-out', './x/../o/edge'], '--cdktf-out ./x/../o/edge lies inside --out o'],
  [['--cdktf-out', '.'], '--cdktf-out . holds the spec; name a folder for the assembly alone'],
  [['--cdktf-out', '..'], '--cdktf-out .. holds the spec'],
  [['--cdktf-out', '/'], '--cdktf-out / holds the spec'],
  [['--cdktf-out', 'specs'], '--cdktf-out specs holds the spec'],
  [['--cdktf-out', 'link-to-specs'], '--cdktf-out link-to-specs holds the spec'],
  [['--out', '.'], '--cdktf-out cdktf.out lies inside --out .'],
  [['--out', 'specs'], '--out specs is the folder of the spec'],
  [['--out', ''], '--out is empty; give it a value'],
  [['--out', ' '], '--out is empty; name a folder'],
  [['--cdktf-out', ''], '--cdktf-out is empty; give it a value'],
  [['--out', 'occupied'], 'is a file'],
  [['--cdktf-out', 'occupied/deeper'], 'is a file'],
  [['--out', '/dev/null'], 'is a file'],
])('synth %j', async (options, sentence) => {
  const before = listing();
  const ran = await folder.run('synth', 'specs/edge.json', ...options);
  expect([ran.code, ran.out]).toEqual([1, '']);
  const errors = ran.err.split('\n').filter((line) => line.includes('error: '));
  expect(errors).toEqual([expect.stringContaining(sentence)]);
  expect(ran.err).not.toContain('    at ');
  expect(listing()).toBe(before);
});

test('a topology whose tree would hold the spec is refused', async () => {
  mkdirSync(folder.path('edge/in'), { recursive: true });
  writeFileSync(folder.path('edge/in/edge.json'), JSON.stringify(ONE));
  const ran = await folder.run('synth', 'edge/in/edge.json', '--out', '.', '--cdktf-out', '/nowhere/assembly');
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('would put the tree of edge where the spec lies')]);
});

test('check refuses the same of --out', async () => {
  for (const out of ['', 'occupied', 'specs']) {
    const ran = await folder.run('check', 'specs/edge.json', '--out', out);
    expect([out, ran.code, ran.err]).toEqual([out, 1, expect.stringMatching(/error: /)]);
    expect(ran.err).not.toContain('    at ');
  }
});

describe('a spec that is no file', () => {
  test.each(['/dev/zero', '/dev/null', '/dev/tty', '/dev/stdin', 'pipe.json'])('%s', async (file) => {
    execFileSync('mkfifo', [folder.path('pipe.json')]);
    for (const command of ['validate', 'synth', 'plan']) {
      const ran = await folder.run(command, file);
      expect([command, ran.code, ran.out]).toEqual([command, 1, '']);
      expect(ran.err).toContain(command === 'synth' ? '1 error. Nothing was written.\n' : '1 error.\n');
      expect(ran.err).not.toContain('    at ');
    }
  });

  test('that says it is empty and has no end is read up to the bound', async () => {
    // A file of the kernel's: its size is said to be 0, and it is read page by page.
    symlinkSync('/proc/kallsyms', folder.path('endless.json'));
    const ran = await folder.run('validate', 'endless.json');
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('spec-too-large')]);
  });
});

describe('a lock file', () => {
  test.each([
    ['that is a folder', 'lock-is-directory', (path: string) => mkdirSync(path)],
    ['that is a pipe', 'lock-not-readable', (path: string) => execFileSync('mkfifo', [path])],
    ['that is a device', 'lock-not-readable', (path: string) => symlinkSync('/dev/zero', path)],
    ['of 5 MB', 'lock-too-large', (path: string) => writeFileSync(path, Buffer.alloc(5 * 1024 * 1024, 32))],
    ['that is a link in a circle', 'leads back to itself|ELOOP', (path: string) => symlinkSync('edge.lock.json', path)],
  ])('%s is refused in a sentence', async (_what, code, prepare) => {
    prepare(folder.path('specs/edge.lock.json'));
    for (const command of ['validate', 'synth', 'check']) {
      const ran = await folder.run(command, 'specs/edge.json');
      expect([command, ran.code, ran.out, ran.err]).toEqual([command, 1, '', expect.stringMatching(code)]);
      expect(ran.err).not.toContain('    at ');
    }
  });
});

test.each([
  ['a folder', 'specs'],
  ['a device', '/dev/null'],
  ['below a file', 'occupied/curve.svg'],
])('a curve that is to be drawn into %s is refused in a sentence', async (_what, file) => {
  const ran = await folder.run('explain', 'specs/edge.json', '--curve', '--svg', file);
  expect([ran.code, ran.err]).toEqual([1, expect.stringMatching(/error: /)]);
  expect(ran.err).not.toMatch(/Wrote|    at /);
});
