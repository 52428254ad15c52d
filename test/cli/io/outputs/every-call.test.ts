import * as fs from 'node:fs';
import { DISK, type Disk } from '../../../../src/cli/io/outputs/disk';
import { filePlace, treePlace } from '../../../../src/cli/io/outputs/place';
import { newRun } from '../../../../src/cli/io/outputs/run-identity';
import { takeSettled } from '../../../../src/cli/io/outputs/settled-leases';
import { Refusal } from '../../../../src/cli/io/refusal';
import {
  disksApart,
  diskError,
  hastyDisk,
  interferingDisk,
  Killed,
  killingDisk,
  shortWritingDisk,
} from '../../../support/faulty-disk';
import { casesOf, LONG } from '../../../support/effort';
import { runsLong } from '../../../support/long';
import { deadRun, OutputsFolder } from './outputs-folder';

/*
 * A run is ended, or meets a fault, at every single call of the file system that its writing makes. Whatever the call: lock file and
 * both trees are all old or all new once the next run has settled them, the user's files are where they were, and nothing is
 * left over.
 */

let folder: OutputsFolder;
beforeEach(() => (folder = new OutputsFolder()));
afterEach(() => folder.remove());

/** What the old outputs are copied from, since each test begins with them some hundred times. */
let template: OutputsFolder;
beforeAll(() => {
  template = new OutputsFolder();
  template.write('old');
  template.addMine();
});
afterAll(() => template.remove());

const COMMON = 'of the common kind';

/** Every file system that a run may have to do with, by what it cannot do. */
const DISKS: Readonly<Record<string, () => Disk>> = {
  [COMMON]: hastyDisk,
  'where nothing can be renamed out of the folder of a run': disksApart,
  'without hard links': () =>
    interferingDisk(({ name }) => {
      if (name === 'linkSync') throw diskError('EPERM');
      return undefined;
    }, hastyDisk()),
};

/** Calls from one that is tried to the next: all of them in the long run, else every sixteenth, others each time. */
const STRIDE = LONG ? 1 : 16;
const FIRST = LONG ? 0 : Date.now() % STRIDE;

interface Ends {
  readonly old: Record<string, string>;
  readonly new: Record<string, string>;
}

function prepare(): void {
  folder.empty();
  fs.cpSync(template.home, folder.home, { recursive: true });
}

function ends(): Ends {
  prepare();
  const old = folder.contents();
  folder.write('new');
  return { old, new: folder.contents() };
}

function countCalls(base: Disk): number {
  prepare();
  const disk = interferingDisk(() => undefined, base);
  folder.write('new', { disk });
  return disk.calls();
}

const PLACES = ['tree', 'assembly', 'lock'] as const;

/** What the next run does before it writes anything of its own, of whichever place it knows. */
function settle(place: (typeof PLACES)[number], disk: Disk = DISK, run = newRun()): void {
  const at = place === 'lock' ? filePlace(folder.path('edge.lock.json')) : treePlace(folder.path(place));
  takeSettled(disk, [at], run).release();
}

function kill(at: number, base: Disk): boolean {
  try {
    folder.write('new', { disk: killingDisk(at, base), run: deadRun() });
    return false;
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    return true;
  }
}

describe.each(Object.keys(DISKS))('on a disk %s', (kind) => {
  const base = DISKS[kind]!();

  test('a kill at any call leaves the old outputs or the new ones, whichever place the next run begins with', () => {
    const goal = ends();
    const count = countCalls(base);
    expect(count).toBeGreaterThan(60);
    const seen = { old: 0, new: 0 };
    for (let at = FIRST; at < count; at += STRIDE) {
      prepare();
      expect([at, kill(at, base)]).toEqual([at, true]);
      // Nothing of the user's has moved even before anything is settled.
      expect([at, folder.contents()]).toMatchObject([at, mineOf(goal.old)]);
      settle(PLACES[at % 3]!, base);
      for (const place of PLACES) settle(place, base);
      const now = folder.contents();
      const end = now['edge.lock.json'] === 'old lock\n' ? 'old' : 'new';
      seen[end]++;
      expect([at, now]).toEqual([at, goal[end]]);
    }
    expect(seen.old).toBeGreaterThan(20 / STRIDE);
    expect(seen.new).toBeGreaterThan(20 / STRIDE);
  });

  // A second kill, at some of the calls of settling, takes as many runs again.
  const twice = runsLong(`two kills on a disk ${kind}`) ? test : test.skip;
  twice('a run after the kill writes what it is asked for, even when it is killed itself while it settles', () => {
    const goal = ends();
    const count = countCalls(base);
    for (let at = FIRST; at < count; at += STRIDE) {
      prepare();
      kill(at, base);
      for (const again of [at % 5, at % 17, 3 + (at % 29)]) {
        try {
          settle('tree', killingDisk(again, base), deadRun());
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      }
      folder.write('new', { disk: base });
      expect([at, folder.contents()]).toEqual([at, goal.new]);
    }
  });

  test.each(kind === COMMON ? casesOf(['ENOSPC', 'EIO'], ['ENOSPC']) : ['ENOSPC'])(
    '%s at any call changes nothing, or says what was changed',
    (code) => {
      const goal = ends();
      const count = countCalls(base);
      for (let at = FIRST; at < count; at += STRIDE) {
        prepare();
        let said = '';
        try {
          const disk = interferingDisk(({ index }) => {
            if (index === at) throw diskError(code);
            return undefined;
          }, base);
          folder.write('new', { disk, run: deadRun() });
        } catch (error) {
          expect([at, error]).toEqual([at, expect.any(Refusal)]);
          said = (error as Error).message;
        }
        for (const place of PLACES) settle(place);
        const now = folder.contents();
        if (/nothing was changed|as it was before/.test(said)) expect([at, said, now]).toEqual([at, said, goal.old]);
        else if (/^$|outputs are written|next run finishes/.test(said))
          expect([at, said, now]).toEqual([at, said, goal.new]);
        else throw new Error(`call ${at} is told in words that say nothing of the outputs: ${said}`);
      }
    },
  );
});

test('a disk that is full from some call on, so that nothing can be made any more, leaves everything as it was', () => {
  const goal = ends();
  const count = countCalls(DISK);
  for (let at = FIRST; at < count; at += STRIDE) {
    prepare();
    const disk = interferingDisk(({ name, index, args }) => {
      const makes = ['mkdirSync', 'linkSync', 'writeSync'].includes(name) || (name === 'openSync' && args[1] === 'wx');
      if (index >= at && makes) throw diskError('ENOSPC');
      return undefined;
    });
    let said = '';
    try {
      folder.write('new', { disk, run: deadRun() });
    } catch (error) {
      said = (error as Error).message;
      expect([at, said]).toEqual([
        at,
        expect.stringMatching(/^the disk is full.*(nothing was changed|as it was before|next run finishes)/),
      ]);
    }
    for (const place of PLACES) settle(place);
    expect([at, said, folder.contents()]).toEqual([at, said, /changed|before/.test(said) ? goal.old : goal.new]);
  }
});

test('writes that take only a few bytes at a time are gone on with until all is written', () => {
  const goal = ends();
  prepare();
  folder.write('new', { disk: shortWritingDisk(3) });
  expect(folder.contents()).toEqual(goal.new);
});

function mineOf(contents: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(contents).filter(([, text]) => text.includes('mine')));
}

test('the disk that is watched is the one that is used', () => {
  prepare();
  const before = fs.readdirSync(folder.home).length;
  expect(kill(0, DISK)).toBe(true);
  expect(fs.readdirSync(folder.home)).toHaveLength(before);
});
