import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { ONE, TWO } from '../support/edge-spec';
import { longTest } from '../support/effort';

/*
 * Outputs that are mount points, or lie on other disks, as in containers. The mounts are made in a name space of the program's own,
 * so nobody else sees them; this takes root.
 */

const MOUNTS = spawnSync('unshare', ['--mount', 'true']).status === 0;
if (!MOUNTS) process.stderr.write('skipped, only root may mount: outputs that are mount points\n');
const whenRoot = MOUNTS ? test : test.skip;
const longWhenRoot = MOUNTS ? longTest : test.skip;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'topogen-mounts-'));
  writeFileSync(join(home, 'two.json'), JSON.stringify(TWO));
  writeFileSync(join(home, 'one.json'), JSON.stringify(ONE));
  mkdirSync(join(home, 'disk'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Runs a script in which `topogen` is the program, and mounts are nobody else's. */
function run(script: string) {
  const lines = ['set -eu', `topogen() { "${process.execPath}" "${join(builtProgram(), 'main.js')}" "$@"; }`, script];
  return spawnSync('unshare', ['--mount', 'bash', '-c', lines.join('\n')], { cwd: home, encoding: 'utf8' });
}

const CHANGES = `
cp two.json edge.json; topogen synth edge.json --quiet
cp one.json edge.json; topogen synth edge.json --quiet --allow datacenter-removed:eu-west
cp two.json edge.json; topogen synth edge.json --quiet
topogen check edge.json`;

const PLACES: readonly (readonly [string, string])[] = [
  ['the folder of the topology', 'mkdir -p terraform/edge; mount -t tmpfs none terraform/edge'],
  [
    'both roots, on disks of their own',
    'mkdir -p terraform cdktf.out; mount -t tmpfs none terraform; mount -t tmpfs none cdktf.out',
  ],
  ['a stack’s folder', 'mkdir -p terraform/edge/cluster-eu-west; mount -t tmpfs none terraform/edge/cluster-eu-west'],
  [
    'the caches of Terraform in a stack that goes',
    'mkdir -p terraform/edge/cluster-eu-west/.terraform; mount -t tmpfs none terraform/edge/cluster-eu-west/.terraform',
  ],
];
longWhenRoot.each(PLACES)('%s may be mounted', (_what, mounts) => {
  const ran = run(`${mounts}${CHANGES}\nfind . -name '.topogen-run-*' -o -name '.topogen-copy-*'`);
  expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, '', expect.stringContaining('is in step with its spec')]);
});

longWhenRoot('a lock file and a generated file that are mounted by themselves are written into', () => {
  const ran = run(`
    cp one.json edge.json; topogen synth edge.json --quiet
    cp edge.lock.json disk/lock; mount --bind disk/lock edge.lock.json
    cp terraform/edge/README.md disk/readme; mount --bind disk/readme terraform/edge/README.md
    cp two.json edge.json; topogen synth edge.json --quiet
    cmp disk/lock edge.lock.json; cmp disk/readme terraform/edge/README.md
    topogen check edge.json`);
  expect([ran.status, ran.stderr]).toEqual([0, expect.stringContaining('is in step with its spec')]);
  expect(readFileSync(join(home, 'disk/lock'), 'utf8')).toContain('eu-west');
});

whenRoot('a disk that fills up while it is written to leaves everything as it was', () => {
  const ran = run(`
    cp one.json edge.json
    mkdir -p terraform; mount -t tmpfs -o size=600k none terraform
    topogen synth edge.json --quiet
    cp edge.lock.json lock.before; cp -r terraform/edge tree.before; cp -r cdktf.out assembly.before
    dd if=/dev/zero of=terraform/filler bs=1k count=10000 2>/dev/null || true
    cp two.json edge.json
    topogen synth edge.json --quiet && exit 9
    cmp lock.before edge.lock.json; diff -r tree.before terraform/edge; diff -r assembly.before cdktf.out`);
  expect([ran.status, ran.stdout]).toEqual([0, '']);
  expect(ran.stderr).toMatch(/^error: the disk is full.*; nothing was changed$/m);
});

longWhenRoot('a disk that may only be read is told by its file, and so is one on which nothing would change', () => {
  const ran = run(`
    cp one.json edge.json
    mkdir -p terraform; mount -t tmpfs none terraform
    topogen synth edge.json --quiet
    mount -o remount,ro terraform
    topogen synth edge.json --quiet
    cp two.json edge.json
    topogen synth edge.json --quiet`);
  expect([ran.status, ran.stderr]).toEqual([
    1,
    expect.stringMatching(/lies on a disk that cannot be written to; nothing was changed/),
  ]);
});
