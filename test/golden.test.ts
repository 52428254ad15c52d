import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { lintHcl } from './support/hcl/lint';
import {
  differences,
  type Files,
  GOLDEN,
  goldenFolderOf,
  KEPT_WHOLE,
  MANIFEST,
  readGolden,
  writeFolder,
  writeGolden,
} from './support/golden';
import { readyMade } from './support/ready-made';
import { PROJECT, synthesizeShipped } from './support/synthesized';
import { describeWithTerraform } from './support/terraform/terraform';
import { casesOf } from './support/effort';

/**
 * Every ready-made topology against its golden folder: the whole HCL tree, file by file, in the form that `support/golden.ts`
 * describes. `UPDATE_GOLDEN=1 npx jest test/golden.test.ts` rewrites the folders and still fails, so that nobody accepts a
 * change without looking at it.
 */

const TOPOLOGIES = readyMade();

test('every ready-made topology has a lock file, a golden folder and a run through Terraform', () => {
  const missing = TOPOLOGIES.flatMap((name) =>
    [`topologies/${name}.lock.json`, `test/golden/${name}`, `test/topologies/${name}.test.ts`].filter(
      (path) => !existsSync(join(PROJECT, path)),
    ),
  );
  expect(missing).toEqual([]);
  expect(readdirSync(GOLDEN).sort()).toEqual([...TOPOLOGIES].sort());
  expect(KEPT_WHOLE.filter((name) => !TOPOLOGIES.includes(name))).toEqual([]);
});

describe.each(TOPOLOGIES)('%s', (name) => {
  test('synthesises to its golden folder, byte for byte', async () => {
    const fresh = goldenFolderOf(name, await treeOf(name));
    if (process.env['UPDATE_GOLDEN'] === '1') {
      writeGolden(name, fresh);
      throw new Error(`rewrote test/golden/${name}; look at the change, then run again without UPDATE_GOLDEN`);
    }
    const golden = readGolden(name);
    expect(differences(name, golden, fresh)).toBe('');
    expect(golden).toEqual(fresh);
  });

  test('has nothing that a linter of HCL would find', async () => {
    const files = Object.entries(await treeOf(name)).filter(([path]) => path.endsWith('.tf'));
    const stacks = new Set(files.map(([path]) => dirname(path)));
    for (const stack of stacks) {
      const own = files.filter(([path]) => dirname(path) === stack).map(([path, text]) => ({ path, text }));
      expect([stack, lintHcl(own)]).toEqual([stack, []]);
    }
  });
});

describe('a golden folder', () => {
  test.each(TOPOLOGIES)('of %s notices one byte in any file, a file more and a file less', async (name) => {
    const tree = await treeOf(name);
    const say = (changed: Files): string[] =>
      differences(name, readGolden(name), goldenFolderOf(name, changed)).split('\n').slice(1, -2);
    const paths = Object.keys(tree).sort();
    const others = Object.entries(tree).map(([path, text]) => [
      path,
      text.slice(0, -1) + (text.endsWith('\n') ? ' ' : '\n'),
    ]);
    expect(say(Object.fromEntries(others) as Files)).toEqual(paths.map((path) => `  changed  ${path}`));
    expect(say({})).toEqual(paths.map((path) => `  gone     ${path}`));
    const more = { 'links/more.tf': '', 'shared/more.tf': '' };
    expect(say({ ...tree, ...more })).toEqual(['  new      links/more.tf', '  new      shared/more.tf']);
  });

  test('notices a manifest that says a thing twice', async () => {
    const golden = readGolden('hub');
    const [first = ''] = (golden[MANIFEST] ?? '').split('\n');
    const twice = { ...golden, [MANIFEST]: `${first}\n${golden[MANIFEST]}` };
    expect(differences('hub', twice, goldenFolderOf('hub', await treeOf('hub')))).toContain('  changed  manifest.txt');
  });
});

describeWithTerraform('terraform fmt', () => {
  test('has nothing to change in any tree', async () => {
    const home = mkdtempSync(join(tmpdir(), 'topogen-golden-'));
    try {
      for (const name of casesOf(TOPOLOGIES, ['two-clouds', 'monitored', 'postgresql-hybrid']))
        writeFolder(join(home, name), await treeOf(name));
      const result = spawnSync('terraform', ['fmt', '-check', '-recursive', home], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], CHECKPOINT_DISABLE: '1' },
      });
      expect([result.status, result.stdout]).toEqual([0, '']);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});

const trees = new Map<string, Promise<Files>>();

/** The tree of a ready-made topology, synthesised once. */
function treeOf(name: string): Promise<Files> {
  const known = trees.get(name) ?? synthesizeTree(name);
  trees.set(name, known);
  return known;
}

async function synthesizeTree(name: string): Promise<Files> {
  const { synthesis, topology } = await synthesizeShipped(name);
  expect(topology.lock.changed).toBe(false);
  return Object.fromEntries(synthesis.terraform.map(({ path, text }) => [path, text]));
}
