import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { readAtRest } from '../../../../src/cli/io/outputs/read-at-rest';
import { identityText, newRun } from '../../../../src/cli/io/outputs/run-identity';
import { writeFileAtomically } from '../../../../src/cli/io/write-file';
import { diskError, interferingDisk, shortWritingDisk } from '../../../support/faulty-disk';
import { writeOutputs } from '../../../../src/cli/io/outputs/write-outputs';
import { MINE, NEW, OutputsFolder } from './outputs-folder';

let folder: OutputsFolder;
beforeEach(() => (folder = new OutputsFolder()));
afterEach(() => folder.remove());

/** Everything that a look at a folder can tell apart: contents, times, inodes. */
function traces(): string[] {
  const entries = readdirSync(folder.home, { recursive: true, withFileTypes: true });
  const paths = [folder.home, ...entries.map((entry) => join(entry.parentPath, entry.name))];
  return paths.map((path) => {
    const { ino, mtimeMs, ctimeMs, mode } = lstatSync(path);
    return [path, ino, mtimeMs, ctimeMs, mode].join(' ');
  });
}

test('trees and lock file change together, and the user’s files stay in place, in stacks that go as well', () => {
  folder.write('old');
  folder.addMine();
  const [tree] = folder.write('new');
  for (const { path, text } of NEW) expect(folder.text(`tree/${path}`)).toBe(text);
  for (const [path, text] of Object.entries(MINE)) expect(folder.text(path)).toBe(text);
  expect(folder.text('edge.lock.json')).toBe('new lock\n');
  expect(statSync(folder.path('tree/network-a/files/run.sh')).mode & 0o100).not.toBe(0);
  expect(tree).toMatchObject({
    removed: ['network-a/gone.tf', 'network-b/files/b.sh', 'network-b/network.tf', 'network-c/network.tf'],
    foreign: ['network-a/override.tf', 'notes/notes.txt'],
  });
  expect(readdirSync(folder.path('tree')).sort()).toEqual(
    ['.topogen-files', 'README.md', 'links', 'network-a', 'network-b', 'network-d', 'notes'].sort(),
  );
  expect(readdirSync(folder.home).sort()).toEqual(['assembly', 'edge.lock.json', 'tree']);
});

test('a stack that goes and comes back finds the user’s files where they were', () => {
  folder.write('old');
  folder.addMine();
  folder.write('new');
  folder.write('old');
  for (const [path, text] of Object.entries(MINE)) expect(folder.text(path)).toBe(text);
});

test('a second run of the same touches nothing, no file and no folder', () => {
  folder.write('new');
  folder.addMine();
  const before = traces();
  expect(folder.write('new').map(({ written }) => written)).toEqual([0, 0]);
  expect(traces()).toEqual(before);
});

test('what did not change is not written again when something else did', () => {
  folder.write('old');
  const before = lstatSync(folder.path('tree/links/links.tf'));
  folder.write('new');
  const after = lstatSync(folder.path('tree/links/links.tf'));
  expect([after.ino, after.mtimeMs, after.ctimeMs]).toEqual([before.ino, before.mtimeMs, before.ctimeMs]);
});

test('a file that is replaced keeps its permissions', () => {
  folder.write('old');
  for (const path of ['tree/README.md', 'edge.lock.json']) chmodSync(folder.path(path), 0o640);
  folder.write('new');
  for (const path of ['tree/README.md', 'edge.lock.json']) expect(statSync(folder.path(path)).mode & 0o777).toBe(0o640);
});

test('whatever is in the way in either tree is named at once, and nothing is written anywhere', () => {
  folder.put('tree/network-a', 'mine\n');
  folder.put('assembly/stacks/README.md/keep', 'mine\n');
  const before = traces();
  expect(() => folder.write('new')).toThrow(
    /tree\/network-a: a file, where a folder goes\n.*stacks\/README\.md: a folder, where a file goes\nMove all of it away/,
  );
  expect(traces()).toEqual(before);
});

describe('links', () => {
  test('a lock file that is a link stays one, and what it points to is replaced', () => {
    folder.put('locks/real.json', 'older lock\n');
    symlinkSync('locks/real.json', folder.path('edge.lock.json'));
    folder.write('new');
    expect(readlinkSync(folder.path('edge.lock.json'))).toBe('locks/real.json');
    expect(folder.text('locks/real.json')).toBe('new lock\n');
    expect(readdirSync(folder.path('locks'))).toEqual(['real.json']);
  });

  test('a link to a lock file that is not there yet makes it there', () => {
    mkdirSync(folder.path('locks'));
    symlinkSync('locks/real.json', folder.path('edge.lock.json'));
    folder.write('new');
    expect(folder.text('locks/real.json')).toBe('new lock\n');
  });

  test('the root of a tree may be a link, which stays', () => {
    folder.put('elsewhere/keep.txt', 'mine\n');
    symlinkSync('elsewhere', folder.path('tree'));
    folder.write('old');
    folder.write('new');
    expect(readlinkSync(folder.path('tree'))).toBe('elsewhere');
    expect(folder.text('elsewhere/README.md')).toBe('new\n');
    expect(folder.text('elsewhere/keep.txt')).toBe('mine\n');
  });

  test('a link inside a tree is written through by no run, nor by the next one after a kill', () => {
    folder.write('old');
    rmSync(folder.path('tree/network-a'), { recursive: true });
    mkdirSync(folder.path('precious'));
    symlinkSync('../precious', folder.path('tree/network-a'));
    expect(() => folder.write('new')).toThrow(/network-a: a link/);
    expect(readdirSync(folder.path('precious'))).toEqual([]);

    const planted = `tree/.topogen-run-tree-${identityText({ ...newRun(), pid: 1, start: '1' })}`;
    folder.put(`${planted}/new/network-a/x.tf`, 'planted\n');
    folder.put(`${planted}/committed`, '');
    folder.put(`${planted}/run.json`, JSON.stringify({ changes: [{ do: 'add', path: 'network-a/x.tf' }], places: [] }));
    expect(() => folder.write('new')).toThrow(/network-a is a link/);
    expect(readdirSync(folder.path('precious'))).toEqual([]);
  });

  test('links that lead in a circle are told in a sentence', () => {
    symlinkSync('tree', folder.path('tree'));
    expect(() => folder.write('new')).toThrow(/is a link that leads back to itself/);
  });
});

describe('two runs', () => {
  const held = (run = newRun()): string => `tree/.topogen-run-tree-${identityText(run)}`;

  test('a run that finds another at work waits, then says which process it is and leaves no folder behind', () => {
    folder.put(`${held()}/x`, '');
    const before = Object.keys(folder.contents());
    expect(() => folder.write('new', { waitMs: 100 })).toThrow(
      new RegExp(`another run of topogen is at work on .*tree \\(process ${process.pid}\\); run again`),
    );
    expect(Object.keys(folder.contents())).toEqual(before);
    expect(() => readAtRest(folder.path('tree'), { waitMs: 100 })).toThrow(/another run/);
  });

  test('what a run has left whose process is gone, or whose machine was started again, holds nobody up', () => {
    folder.put(`${held({ ...newRun(), start: '1' })}/x`, '');
    folder.put(`${held({ ...newRun(), boot: '00000000' })}/x`, '');
    folder.write('new', { waitMs: 0 });
    expect(readdirSync(folder.path('tree')).filter((name) => name.includes('run'))).toEqual([]);
  });

  test('a run on another machine is waited for as long as it shows signs of life', () => {
    const other = held({ ...newRun(), host: '00000000' });
    folder.put(`${other}/x`, '');
    expect(() => folder.write('new', { waitMs: 0 })).toThrow(/on another machine or in a container/);
    const longAgo = new Date(Date.now() - 11 * 60_000);
    utimesSync(folder.path(other), longAgo, longAgo);
    folder.write('new', { waitMs: 0 });
    expect(folder.text('tree/README.md')).toBe('new\n');
  });

  test('a lock file or spec that changed since it was read stops the run before anything is written', () => {
    folder.write('old');
    folder.put('edge.json', 'later\n');
    const before = folder.contents();
    const stale = (path: string, text: string | undefined) => ({
      ...folder.outputs('new'),
      read: [{ path: folder.path(path), text }],
    });
    for (const [path, text] of [
      ['edge.json', 'earlier\n'],
      ['edge.lock.json', undefined],
    ] as const)
      expect(() => writeOutputs(stale(path, text))).toThrow(
        /was changed while this run was at work, so nothing was written/,
      );
    expect(folder.contents()).toEqual(before);
  });
});

test('cdktf finds the folders of stacks that went, empty, where it is to remove them itself', () => {
  folder.write('old');
  const outputs = folder.outputs('new');
  writeOutputs({ ...outputs, trees: outputs.trees.map((tree) => ({ ...tree, keepFolders: true })) });
  expect(readdirSync(folder.path('assembly/stacks/network-c'))).toEqual([]);
  expect(readdirSync(folder.path('assembly/stacks/network-b'))).toEqual([]);
});

describe('a single file', () => {
  test('is written whole though the disk takes a few bytes at a time', () => {
    writeFileAtomically(folder.path('curve.svg'), 'x'.repeat(1000), shortWritingDisk(7));
    expect(folder.text('curve.svg')).toBe('x'.repeat(1000));
  });

  test('stays as it was when the disk is full, and the message says so', () => {
    folder.put('curve.svg', 'old');
    const full = interferingDisk(({ name }) => {
      if (name === 'writeSync') throw diskError('ENOSPC');
      return undefined;
    });
    expect(() => writeFileAtomically(folder.path('curve.svg'), 'new', full)).toThrow(
      /the disk is full; .*curve.svg is as it was before/,
    );
    expect(folder.contents()).toEqual({ 'curve.svg': 'old' });
  });

  test('that is a link stays one; a folder, a device and an empty name are refused', () => {
    folder.put('real.svg', 'old');
    symlinkSync('real.svg', folder.path('curve.svg'));
    writeFileAtomically(folder.path('curve.svg'), 'new');
    expect(folder.contents()).toEqual({ 'curve.svg': '-> real.svg', 'real.svg': 'new' });
    expect(() => writeFileAtomically(folder.home, 'x')).toThrow(/is a folder; name a file/);
    expect(() => writeFileAtomically('/dev/null', 'x')).toThrow(/is a device or a pipe/);
    expect(() => writeFileAtomically('', 'x')).toThrow(/is empty/);
  });

  test('is written into where it is mounted by itself, and gets its content back when that fails', () => {
    const mounted = (fails: boolean) => {
      let writes = 0;
      return interferingDisk(({ name }) => {
        if (name === 'renameSync') throw diskError('EBUSY');
        if (fails && name === 'ftruncateSync' && writes++ === 0) throw diskError('ENOSPC');
        return undefined;
      });
    };
    folder.put('curve.svg', 'old and longer');
    expect(() => writeFileAtomically(folder.path('curve.svg'), 'new', mounted(true))).toThrow(/as it was before/);
    expect(folder.contents()).toEqual({ 'curve.svg': 'old and longer' });
    writeFileAtomically(folder.path('curve.svg'), 'new', mounted(false));
    expect(folder.contents()).toEqual({ 'curve.svg': 'new' });
  });
});
