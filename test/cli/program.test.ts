import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { commandNames } from '../support/command-names';
import { casesOf } from '../support/effort';
import { PROJECT, synthesizeShipped } from '../support/synthesized';

/*
 * The program as the build leaves it: one file, with two that load it.
 */

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'topogen-program-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const VERSION = (JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string }).version;

/*
 * npm makes the program executable only when it first links it. A build after that, into an emptied folder, must leave it
 * executable too, or `npx topogen` ends with "Permission denied".
 */
test('runs by its own name', () => {
  const version = execFileSync(join(builtProgram(), 'main.js'), ['--version'], { encoding: 'utf8' });
  expect(version.trim()).toBe(VERSION);
});

test('writes what its source writes', async () => {
  for (const file of ['three-clouds.json', 'three-clouds.lock.json'])
    cpSync(join(PROJECT, 'topologies', file), join(home, file));
  const built = execFileSync(process.execPath, [join(builtProgram(), 'main.js'), 'synth', 'three-clouds.json'], {
    cwd: home,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(built).toBe('');
  const { synthesis } = await synthesizeShipped('three-clouds');
  for (const { path, text } of synthesis.terraform)
    expect([path, readFileSync(join(home, 'terraform', 'three-clouds', path), 'utf8')]).toEqual([path, text]);
  for (const { path, text } of synthesis.assembly)
    expect([path, readFileSync(join(home, 'cdktf.out', path), 'utf8')]).toEqual([path, text]);
});

test('has no methods by which a resource would be asked for its arguments, and every argument', () => {
  const program = readFileSync(join(builtProgram(), 'program.js'), 'utf8');
  expect(program).not.toMatch(/resetIpCidrRange|get ipCidrRangeInput/);
  expect(program).toContain('ip_cidr_range');
});

/** What each command is run with, in a folder where `synth` was run on `two-clouds.json`. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  init: ['init', 'starter.yaml'],
  validate: ['validate', 'two-clouds.json'],
  plan: ['plan', 'two-clouds.json', '--json'],
  explain: ['explain', 'two-clouds.json'],
  cost: ['cost', 'two-clouds.json'],
  simulate: ['simulate', 'two-clouds.json'],
  report: ['report', 'two-clouds.json'],
  synth: ['synth', 'two-clouds.json', '--json'],
  check: ['check', 'two-clouds.json'],
  diff: ['diff', 'two-clouds.json', 'two-clouds.json'],
  apply: ['apply', 'two-clouds.json', '--plan-only', '--with', './no-changes'],
  destroy: ['destroy', 'two-clouds.json', '--plan-only', '--with', './no-changes'],
  runbook: ['runbook', 'two-clouds.json', 'two-clouds.json'],
  connect: ['connect', 'two-clouds.json', 'us-east'],
  schema: ['schema'],
  completion: ['completion', 'zsh'],
};

test('runs every command', () => {
  expect(Object.keys(RUNS)).toEqual(commandNames());
  for (const file of ['two-clouds.json', 'two-clouds.lock.json'])
    cpSync(join(PROJECT, 'topologies', file), join(home, file));
  writeFileSync(join(home, 'no-changes'), "#!/bin/sh\necho '{}'\n", { mode: 0o755 });
  const run = (args: readonly string[]) =>
    spawnSync(process.execPath, [join(builtProgram(), 'main.js'), ...args], { cwd: home, encoding: 'utf8' });
  run(RUNS['synth']!);
  for (const name of casesOf(Object.keys(RUNS), ['plan', 'synth', 'apply', 'schema'])) {
    const { status, stderr } = run(RUNS[name]!);
    expect([name, status, stderr.match(/^(error:|.*Error).*/m)]).toEqual([name, 0, null]);
  }
});

test('what draws is a program of its own, which no other command loads', () => {
  const program = readFileSync(join(builtProgram(), 'program.js'), 'utf8');
  expect(program).not.toContain('observablehq');
  expect(program).toContain('require("#drawings")');
  expect(statSync(join(builtProgram(), 'drawings.js')).size).toBeLessThan(600_000);
});
