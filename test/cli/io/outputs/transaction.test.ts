import * as fs from 'node:fs';
import { basename, dirname } from 'node:path';
import { DISK, type Disk } from '../../../../src/cli/io/outputs/disk';
import { runFoldersIn } from '../../../../src/cli/io/outputs/leases';
import { treePlace, type Place } from '../../../../src/cli/io/outputs/place';
import { identityText, newRun } from '../../../../src/cli/io/outputs/run-identity';
import { takeSettled } from '../../../../src/cli/io/outputs/settled-leases';
import { layReady, placesOf } from '../../../../src/cli/io/outputs/transaction';
import { diskError, interferingDisk } from '../../../support/faulty-disk';
import { deadRun, OutputsFolder } from './outputs-folder';

/* What a run notes for the next one, what of it survives a power cut, and what the next one makes of such notes. */

let folder: OutputsFolder;
let tree: Place;
beforeEach(() => {
  folder = new OutputsFolder();
  tree = treePlace(folder.path('tree'));
});
afterEach(() => folder.remove());

/** Puts down what a run leaves in the tree that was killed: its notes, new files by path, and whether it had committed. */
function leave(notes: unknown, fresh: Readonly<Record<string, string>> = {}, committed = true): void {
  const work = `tree/.topogen-run-tree-${identityText(deadRun())}`;
  folder.put(`${work}/run.json`, typeof notes === 'string' ? notes : JSON.stringify(notes));
  for (const [path, text] of Object.entries(fresh)) folder.put(`${work}/new/${path}`, text);
  if (committed) folder.put(`${work}/committed`, '');
}

function settleTree(disk: Disk = DISK): Record<string, string> {
  takeSettled(disk, [tree], newRun()).release();
  return folder.contents();
}

/** Notes what is forced to the disk and what is renamed, in order, by the last parts of the paths. */
function watchingDisk(notes: string[]): Disk {
  const open = new Map<number, string>();
  const word = (path: unknown): string =>
    [basename(dirname(String(path))), basename(String(path))]
      .join('/')
      .replace(/\.topogen-run-(tree|file)[^/]*/g, '$1 run');
  return interferingDisk(({ name, args }) => {
    if (name === 'openSync') {
      const handle = fs.openSync(...(args as Parameters<typeof fs.openSync>));
      open.set(handle, String(args[0]));
      return { answer: handle };
    }
    if (name === 'fsyncSync') notes.push(`force ${word(open.get(args[0] as number))}`);
    if (name === 'renameSync') notes.push(`rename ${word(args[1])}`);
    return undefined;
  });
}

test('a run forces its notes, its commit and the lock file to the disk before anything relies on them, and no tree', () => {
  folder.write('old');
  const notes: string[] = [];
  folder.write('new', { disk: watchingDisk(notes) });
  const home = basename(folder.home);
  const forced = notes.filter((note) => note.startsWith('force'));
  expect(forced).toEqual([
    ...['force new/edge.lock.json', 'force file run/run.json', `force ${home}/file run`],
    ...['force tree run/run.json', 'force tree/tree run', 'force tree run/run.json', 'force assembly/tree run'],
    ...['force file run/committed', `force ${home}/file run`],
    ...['force tree run/committed', 'force tree/tree run', 'force tree run/committed', 'force assembly/tree run'],
    `force ${dirname(folder.home).split('/').at(-1)}/${home}`,
  ]);
  // Nothing is put in place before the last commit is safe; the lock file's folder comes after its new name.
  expect(notes.findIndex((note) => note.startsWith('rename'))).toBeGreaterThan(notes.lastIndexOf(forced.at(-2)!));
  expect(notes.lastIndexOf(forced.at(-1)!)).toBeGreaterThan(notes.indexOf(`rename ${home}/edge.lock.json`));
  expect(notes).toContain(`rename ${home}/edge.lock.json`);
});

test('a run notes its changes and the other places, each as it is seen from here', () => {
  folder.put('tree/a', 'old');
  fs.chmodSync(folder.path('tree/a'), 0o640);
  const other = treePlace(folder.path('assembly'));
  const { held, release } = takeSettled(DISK, [tree, other], newRun());
  const changes = [{ do: 'replace', path: 'a' }] as const;
  layReady(DISK, [
    { lease: held[0]!, changes, files: [{ path: 'a', text: 'new', replaces: true }] },
    { lease: held[1]!, changes: [], files: [] },
  ]);
  const noted = held.map(({ work }) => JSON.parse(fs.readFileSync(`${work}/run.json`, 'utf8')) as unknown);
  expect(noted).toEqual([
    {
      format: 1,
      changes,
      places: [
        { folder: '', key: 'tree' },
        { folder: '../assembly', key: 'tree' },
      ],
    },
    {
      format: 1,
      changes: [],
      places: [
        { folder: '../tree', key: 'tree' },
        { folder: '', key: 'tree' },
      ],
    },
  ]);
  expect(fs.statSync(`${held[0]!.work}/new/a`).mode & 0o777).toBe(0o640);
  release();
});

describe('the next run', () => {
  const changes = [
    { do: 'remove', path: 'gone/c' },
    { do: 'tidy', path: 'gone' },
    { do: 'add', path: 'a' },
    { do: 'replace', path: 'b' },
  ];

  beforeEach(() => {
    folder.put('tree/b', 'old b');
    folder.put('tree/gone/c', 'old c');
  });

  test('finishes changes of every kind of a run that had committed', () => {
    leave({ changes, places: [] }, { a: 'new a', b: 'new b' });
    expect(settleTree()).toEqual({ 'tree/a': 'new a', 'tree/b': 'new b' });
  });

  test('does none of them if it had not', () => {
    leave({ changes, places: [] }, { a: 'new a', b: 'new b' }, false);
    expect(settleTree()).toEqual({ 'tree/b': 'old b', 'tree/gone/c': 'old c' });
  });

  test.each([
    ['no JSON', '{'],
    ['no object', 'null'],
    ['without changes', {}],
    [
      'changes of kinds that no run makes',
      {
        changes: [
          { do: 'wipe', path: 'b' },
          { do: 'remove', path: 3 },
        ],
        places: [],
      },
    ],
  ])('takes notes that are none for those of a run that did nothing: %s', (_, notes) => {
    leave(notes);
    expect(settleTree()).toEqual({ 'tree/b': 'old b', 'tree/gone/c': 'old c' });
  });

  test('ends with the fault of the disk if it cannot read the notes, and clears nothing away', () => {
    leave({ changes, places: [] }, { a: 'new a', b: 'new b' });
    const blind = interferingDisk(({ name, args }) => {
      if (name === 'readFileSync' && String(args[0]).endsWith('run.json')) throw diskError('EIO');
      return undefined;
    });
    expect(() => settleTree(blind)).toThrow(/cannot be finished/);
    expect(runFoldersIn(DISK, tree)).toHaveLength(1);
    expect(settleTree()).toEqual({ 'tree/a': 'new a', 'tree/b': 'new b' });
  });

  test('goes to the places that a run can have, if the run has a folder there, and to no other', () => {
    const places = [
      { folder: '../assembly', key: 'tree' },
      { folder: '..', key: 'file0123abcd' },
      { folder: '../nothing', key: 'tree' },
      { folder: '..', key: 'file0123abcd-and-more' },
      { folder: '..', key: 'a-tree' },
    ];
    leave({ changes: [], places });
    const [left] = runFoldersIn(DISK, tree);
    const run = identityText(left!.owner);
    for (const key of ['file0123abcd', 'file0123abcd-and-more', 'a-tree'])
      folder.put(`.topogen-run-${key}-${run}/x`, '');
    folder.put(`assembly/.topogen-run-tree-${run}/x`, '');
    expect(placesOf(DISK, { held: [], leftovers: [left!], release: () => undefined })).toEqual([
      { folder: folder.path('assembly'), key: 'tree', name: folder.path('assembly') },
      { folder: folder.home, key: 'file0123abcd', name: folder.home },
    ]);
  });
});
