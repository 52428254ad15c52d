import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  renameSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, writeTree } from '../../../src/cli/io/write-tree';
import type { Artifact } from '../../../src/kernel/artifact';

let home: string;
let root: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'topogen-tree-'));
  root = join(home, 'terraform', 'edge');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const OLD: Artifact[] = [
  { path: 'README.md', text: 'old\n' },
  { path: 'network-a/network.tf', text: 'old a\n' },
  { path: 'network-b/network.tf', text: 'old b\n' },
];
const NEW: Artifact[] = [
  { path: 'README.md', text: 'new\n' },
  { path: 'network-a/network.tf', text: 'new a\n' },
  { path: 'network-a/files/run.sh', text: '#!/bin/sh\n', executable: true },
];

function contents(): Record<string, string> {
  return Object.fromEntries(
    listFiles(root)
      .filter((path) => path !== '.topogen.json')
      .sort()
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

function asContents(artifacts: readonly Artifact[]): Record<string, string> {
  return Object.fromEntries(
    [...artifacts].sort((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, text }) => [path, text]),
  );
}

test('a new tree takes the place of the old one, without the files that are gone', () => {
  writeTree(root, OLD);
  expect(contents()).toEqual(asContents(OLD));
  const report = writeTree(root, NEW);
  expect(contents()).toEqual(asContents(NEW));
  expect(report).toEqual({ removed: ['network-b/network.tf'], foreign: [] });
  expect(statSync(join(root, 'network-a/files/run.sh')).mode & 0o111).not.toBe(0);
  expect(readdirSync(join(home, 'terraform'))).toEqual(['edge']);
});

test("a user's file is left alone and named; Terraform's own are kept silently", () => {
  writeTree(root, OLD);
  writeFileSync(join(root, 'network-a/override.tf'), 'mine\n');
  writeFileSync(join(root, 'network-b/notes.txt'), 'mine too\n');
  mkdirSync(join(root, 'network-a/.terraform/providers'), { recursive: true });
  writeFileSync(join(root, 'network-a/.terraform/providers/p'), 'x');
  writeFileSync(join(root, 'network-a/.terraform.lock.hcl'), 'lock\n');
  const report = writeTree(root, NEW);
  expect(report.foreign).toEqual(['network-a/override.tf', 'network-b/notes.txt']);
  expect(readFileSync(join(root, 'network-a/override.tf'), 'utf8')).toBe('mine\n');
  expect(readFileSync(join(root, 'network-b/notes.txt'), 'utf8')).toBe('mine too\n');
  expect(existsSync(join(root, 'network-a/.terraform/providers/p'))).toBe(true);
  expect(existsSync(join(root, 'network-a/.terraform.lock.hcl'))).toBe(true);
});

test('a file that topogen did not write is never overwritten, and nothing else is touched', () => {
  mkdirSync(join(root, 'network-a'), { recursive: true });
  writeFileSync(join(root, 'network-a/network.tf'), 'hand-made\n');
  expect(() => writeTree(root, NEW)).toThrow(/network-a\/network\.tf exists and topogen did not write it/);
  expect(contents()).toEqual({ 'network-a/network.tf': 'hand-made\n' });
  expect(readdirSync(join(home, 'terraform'))).toEqual(['edge']);
});

test('a damaged marker stops the run before anything is written', () => {
  writeTree(root, OLD);
  writeFileSync(join(root, '.topogen.json'), '{');
  expect(() => writeTree(root, NEW)).toThrow('is damaged; restore it');
  expect(contents()).toEqual(asContents(OLD));
});

function stepsOfAWrite(): string[] {
  const steps: string[] = [];
  const place = join(home, 'dry', 'edge');
  writeTree(place, OLD);
  writeTree(place, NEW, (step) => void steps.push(step));
  return steps;
}

test('a failure at any step leaves the old tree whole, and the next run succeeds', () => {
  const count = stepsOfAWrite().length;
  expect(count).toBeGreaterThan(NEW.length);
  for (let fatal = 0; fatal < count; fatal++) {
    rmSync(root, { recursive: true, force: true });
    writeTree(root, OLD);
    writeFileSync(join(root, 'network-a/override.tf'), 'mine\n');
    let step = 0;
    const attempt = (): unknown =>
      writeTree(root, NEW, () => {
        if (step++ === fatal) throw new Error('disk full');
      });
    expect(attempt).toThrow('disk full');
    const now = contents();
    const mine = { 'network-a/override.tf': 'mine\n' };
    // The last step comes after the new tree is in place; every other one leaves the old tree.
    if (fatal < count - 1) expect(now).toEqual({ ...asContents(OLD), ...mine });
    else expect(now).toMatchObject(asContents(NEW));
    writeTree(root, NEW);
    expect(contents()).toEqual({ ...asContents(NEW), ...mine });
    expect(readdirSync(join(home, 'terraform'))).toEqual(['edge']);
  }
});

test('a run that was killed between the renames is undone by the next one', () => {
  writeTree(root, OLD);
  const beside = join(home, 'terraform', '.edge.topogen-old');
  rmSync(beside, { recursive: true, force: true });
  // As a kill leaves it: the old tree aside, the new one half written.
  mkdirSync(join(home, 'terraform', '.edge.topogen-new'), { recursive: true });
  writeFileSync(join(home, 'terraform', '.edge.topogen-new', 'half'), '');
  renameSync(root, beside);
  const report = writeTree(root, NEW);
  expect(contents()).toEqual(asContents(NEW));
  expect(report.removed).toEqual(['network-b/network.tf']);
  expect(readdirSync(join(home, 'terraform'))).toEqual(['edge']);
});
