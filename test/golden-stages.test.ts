import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFolder, type Files } from './support/golden';
import { synthesizeText, type Synthesized } from './support/synthesized';
import { kongAt, NEW_KONG, OLD_KONG, UPGRADED } from './support/upgrade-spec';

/*
 * Every stage of every way to another release of Kong, as what it changes in the tree of the stage before: the lines of each
 * file, and of a file that comes or goes its hash. `UPDATE_GOLDEN=1 npx jest test/golden-stages.test.ts` rewrites them and still
 * fails, so that nobody accepts a change without looking at it.
 */

const FOLDER = join(__dirname, 'golden-stages');

/** The first is what stands before. */
const WAYS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'in-place': {
    before: { ...OLD_KONG, version: '3.2.2' },
    migrated: NEW_KONG,
    finished: { ...NEW_KONG, finishMigrations: '3.3.1' },
  },
  'blue-green': {
    before: OLD_KONG,
    beside: kongAt('blue-green', 'beside'),
    switched: kongAt('blue-green', 'switched'),
    ended: NEW_KONG,
    finished: { ...NEW_KONG, finishMigrations: '3.3.1' },
  },
  cut: {
    before: OLD_KONG,
    held: kongAt('cut', 'held'),
    cut: kongAt('cut', 'cut'),
    migrated: kongAt('cut', 'migrated'),
    filled: kongAt('cut', 'filled'),
    switched: kongAt('cut', 'switched'),
    ended: NEW_KONG,
  },
};

const STEPS = Object.entries(WAYS).flatMap(([way, stages]) => {
  const names = Object.keys(stages);
  return names.slice(1).map((stage, i) => ({ way, stage, before: names[i]!, file: `${way}-${i + 1}-${stage}.txt` }));
});

const made = new Map<string, Promise<Synthesized>>();

/** Returns a stage's topology, made with the lock of the stage before. */
function at(way: string, stage: string): Promise<Synthesized> {
  const key = `${way} ${stage}`;
  const step = STEPS.find((it) => it.way === way && it.stage === stage);
  const fresh = async (): Promise<Synthesized> => {
    const lock = step && (await at(way, step.before)).topology.lock.text;
    return synthesizeText(JSON.stringify({ ...UPGRADED, kong: WAYS[way]?.[stage] }), 'edge.json', lock);
  };
  const result = made.get(key) ?? fresh();
  made.set(key, result);
  return result;
}

function treeOf({ synthesis }: Synthesized): Files {
  return Object.fromEntries(synthesis.terraform.map(({ path, text }) => [path, text]));
}

/** Returns what differs: a line for each file that comes or goes, and the lines of each that changes. */
function changes(before: Files, after: Files): string {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const told = (word: string, path: string, text: string): string =>
    `${word} ${path} ${createHash('sha256').update(text).digest('hex')}\n`;
  const whole = paths.map((path) => {
    const [was, is] = [before[path], after[path]];
    if (was === undefined) return told('new ', path, is!);
    return is === undefined ? told('gone', path, was) : '';
  });
  const both = paths.filter((path) => before[path] !== after[path] && path in before && path in after);
  return whole.join('') + lines(pick(before, both), pick(after, both));
}

function pick(files: Files, paths: readonly string[]): Files {
  return Object.fromEntries(paths.map((path) => [path, files[path]!]));
}

/** Returns changed lines by file. Numbers of lines are left out, since they change with every line above. */
function lines(before: Files, after: Files): string {
  const home = mkdtempSync(join(tmpdir(), 'topogen-stages-'));
  try {
    writeFolder(join(home, 'a'), before);
    writeFolder(join(home, 'b'), after);
    mkdirSync(join(home, 'a'), { recursive: true });
    mkdirSync(join(home, 'b'), { recursive: true });
    const { status, stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', '--unified=0', 'a', 'b'], {
      cwd: home,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', HOME: home },
    });
    expect([0, 1]).toContain(status);
    return stdout.replace(/^(index|diff|---) .*\n/gm, '').replace(/^@@ .*$/gm, '@@');
  } finally {
    rmSync(home, { recursive: true });
  }
}

test.each(STEPS)('$way: what stands, then $stage, changes what is committed', async ({ way, stage, before, file }) => {
  const fresh = changes(treeOf(await at(way, before)), treeOf(await at(way, stage)));
  const path = join(FOLDER, file);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, fresh);
    throw new Error(`rewrote ${path}; look at the change, then run again without UPDATE_GOLDEN`);
  }
  expect(fresh).not.toBe('');
  expect(fresh).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
});
