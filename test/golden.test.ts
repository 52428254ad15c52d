import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, dirname, join, relative } from 'node:path';
import type { Artifact } from '../src/kernel/artifact';
import { lintHcl } from './support/hcl/lint';
import { describeWithTerraform } from './support/terraform/terraform';
import { PROJECT, synthesizeShipped } from './support/synthesized';

/**
 * Every ready-made topology against its golden folder: the whole HCL tree, file by file. `UPDATE_GOLDEN=1 npx jest
 * test/golden.test.ts` rewrites the folders and still fails, so that nobody accepts a change without looking at it.
 */

const GOLDEN = join(PROJECT, 'test', 'golden');
const TOPOLOGIES = readdirSync(join(PROJECT, 'topologies'))
  .filter((file) => /\.(json|ya?ml)$/.test(file) && !file.endsWith('.lock.json'))
  .map((file) => basename(file).replace(/\.[a-z]+$/, ''));

test('every ready-made topology has a lock file, a golden folder and a run through Terraform', () => {
  const missing = TOPOLOGIES.flatMap((name) =>
    [`topologies/${name}.lock.json`, `test/golden/${name}`, `test/topologies/${name}.test.ts`].filter(
      (path) => !existsSync(join(PROJECT, path)),
    ),
  );
  expect(missing).toEqual([]);
  expect(readdirSync(GOLDEN).sort()).toEqual([...TOPOLOGIES].sort());
});

describe.each(TOPOLOGIES)('%s', (name) => {
  const root = join(GOLDEN, name);

  test('has nothing that a linter of HCL would find', () => {
    const files = Object.entries(readFolder(root)).filter(([path]) => path.endsWith('.tf'));
    const stacks = new Set(files.map(([path]) => dirname(path)));
    for (const stack of stacks) {
      const own = files.filter(([path]) => dirname(path) === stack).map(([path, text]) => ({ path, text }));
      expect([stack, lintHcl(own)]).toEqual([stack, []]);
    }
  });

  test('synthesises to its golden folder, byte for byte', async () => {
    const { synthesis, topology } = await synthesizeShipped(name);
    expect(topology.lock.changed).toBe(false);
    const fresh = asRecord(synthesis.terraform);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      rewrite(root, synthesis.terraform);
      throw new Error(`rewrote test/golden/${name}; look at the change, then run again without UPDATE_GOLDEN`);
    }
    const golden = readFolder(root);
    expect(Object.keys(fresh)).toEqual(Object.keys(golden));
    for (const path of Object.keys(golden)) expect(`${path}\n${fresh[path]}`).toBe(`${path}\n${golden[path]}`);
  });
});

describeWithTerraform('terraform fmt', () => {
  test('has nothing to change in any golden folder', () => {
    const result = spawnSync('terraform', ['fmt', '-check', '-recursive', GOLDEN], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], CHECKPOINT_DISABLE: '1' },
    });
    expect([result.status, result.stdout]).toEqual([0, '']);
  });
});

function asRecord(artifacts: readonly Artifact[]): Record<string, string> {
  return Object.fromEntries(
    artifacts.map(({ path, text }): [string, string] => [path, text]).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function readFolder(root: string): Record<string, string> {
  if (!existsSync(root)) return {};
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths
      .map((path): [string, string] => [relative(root, path), readFileSync(path, 'utf8')])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function rewrite(root: string, artifacts: readonly Artifact[]): void {
  rmSync(root, { recursive: true, force: true });
  for (const artifact of artifacts) {
    mkdirSync(dirname(join(root, artifact.path)), { recursive: true });
    writeFileSync(join(root, artifact.path), artifact.text);
  }
}
