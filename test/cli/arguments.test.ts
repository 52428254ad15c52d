import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandModules } from '../../src/cli/commands/registry';
import { faultOf } from '../../src/cli/faults';
import { SILENT } from '../../src/cli/ports';
import { commandNames } from '../support/command-names';
import { builtProgram } from '../support/built-program';
import { RunFolder } from '../support/run-in-folder';

const SPEC = { name: 'edge', requestsPerSecond: 100, datacenters: 1 };

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  writeFileSync(folder.path('edge.json'), JSON.stringify(SPEC));
});
afterEach(() => folder.remove());

describe('a command line that says two things at once is refused by name', () => {
  const lines: readonly (readonly [string, string])[] = [
    ['synth edge.json --out a --out b', '--out is given more than once; give it once'],
    ['synth edge.json --cdktf-out a --cdktfOut b', '--cdktf-out is given more than once; give it once'],
    ['synth edge.json --no-out', 'topogen synth has no option --no-out'],
    ['synth edge.json --out.x=1', 'topogen synth has no option --out.x; did you mean --out?'],
    ['synth edge.json --out', '--out is empty; give it a value'],
    ['synth edge.json --out --quiet', '--out is empty; give it a value'],
    ['synth edge.json --out=', '--out is empty; give it a value'],
    ['synth edge.json --frozen-lock=yes', '--frozen-lock takes no value; write --frozen-lock alone, or leave it out'],
    ['validate edge.json --spec other.json', '--spec is no option; write what it names by itself'],
    ['validate edge.json other.json', 'topogen validate takes <spec>, and other.json is too much'],
    ['vaildate edge.json', 'there is no command vaildate; did you mean validate?'],
  ];

  test.each(lines)('%s', async (line, message) => {
    const ran = await folder.run(...line.split(' '));
    expect(ran.code).toBe(1);
    expect(ran.err.startsWith(`error: ${message}\n`)).toBe(true);
    const command = /^(synth|validate) /.exec(line)?.[0] ?? '';
    expect(ran.err).toMatch(new RegExp(`\nRun topogen ${command}--help for what there is\\.\n$`));
  });

  test('an empty word in the place of a spec', async () => {
    expect((await folder.run('validate', '')).err).toContain('<spec> is empty; give it a value');
  });
});

describe('a command line that lacks something, or has too much, is answered in a sentence with an example', () => {
  const lines: readonly (readonly [string, string])[] = [
    ['synth', 'error: topogen synth needs <spec>\nFor example: topogen synth topologies/two-clouds.json\n'],
    ['diff edge.json', 'error: topogen diff needs <old> and <new>; <new> is missing\nFor example: topogen diff '],
    [
      'plan edge.json --jso',
      'error: topogen plan has no option --jso; did you mean --json?\nFor example: topogen plan ',
    ],
    ['schema edge.json', 'error: topogen schema takes no words, and edge.json is too much\nFor example: '],
    ['runbook a b --markdown --json', 'error: topogen runbook takes --markdown or --json, not both\nFor example: '],
    ['explain edge.json --svg a.svg', 'error: --svg is of use with --curve alone; give both\nFor example: '],
    ['completion tcsh', 'error: topogen completion does not know "tcsh"; shell is one of "bash", "zsh", "fish"\nFor '],
    ['', 'error: no command is named\nRun topogen --help'],
    ['--jsno', 'error: there is no option --jsno, and no command is named\nRun topogen --help'],
    ['frobnicate', 'error: there is no command frobnicate\nRun topogen --help'],
  ];

  test.each(lines)('topogen %s', async (line, answer) => {
    const ran = await folder.run(...line.split(' ').filter(Boolean));
    expect([ran.code, ran.err.slice(0, answer.length)]).toEqual([1, answer]);
  });
});

test('the help fits the terminal, and a long line is broken between words', async () => {
  for (const columns of [40, 80, 200]) {
    folder.columns = columns;
    const { out } = await folder.run('synth', '--help');
    const widest = Math.max(...out.split('\n').map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(Math.min(columns, 100));
    expect(out.replace(/\s+/g, ' ')).toContain('Fail instead of writing or changing the lock file');
  }
});

test('a terminal folds long messages between words; a program reads each on its line', async () => {
  const whole = (await folder.run('validate', 'edge.json')).err;
  expect(Math.max(...whole.split('\n').map((line) => line.length))).toBeGreaterThan(300);
  folder.foldsAt = 80;
  const { err } = await folder.run('validate', 'edge.json');
  expect(Math.max(...err.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(err.replaceAll('\n    ', ' ')).toBe(whole);
  folder.foldsAt = 40;
  expect((await folder.run('synth', 'edge.json', '--frozen-locks')).err).toBe(
    [
      'error: topogen synth has no option',
      '    --frozen-locks; did you mean',
      '    --frozen-lock?',
      'For example: topogen synth',
      '    topologies/two-clouds.json',
      'Run topogen synth --help for what there',
      '    is.',
      '',
    ].join('\n'),
  );
});

test('no help shows a sign of its own making', async () => {
  for (const name of commandNames()) expect((await folder.run(name, '--help')).out).not.toContain('$0');
});

test('with --json a fault is JSON too', async () => {
  const usage = await folder.run('synth', 'edge.json', '--json', '--out', 'a', '--out', 'b');
  expect(JSON.parse(usage.out)).toMatchObject({ format: 1, ok: false, issues: [{ code: 'usage', severity: 'error' }] });
  const unknown = await folder.run('explain', 'edge.json', 'nothing', '--json');
  expect(JSON.parse(unknown.out)).toMatchObject({ ok: false, issues: [{ code: 'unknown-number' }] });
  const missing = await folder.run('diff', 'edge.json', 'none.json', '--json');
  expect(JSON.parse(missing.out)).toMatchObject({ ok: false, issues: [{ code: 'spec-missing' }] });
});

describe('what is thrown', () => {
  test('unforeseen is one sentence to report', () => {
    expect(faultOf(new TypeError('x is\n not a function'))).toEqual({
      code: 'own-fault',
      message: 'topogen met a fault of its own (TypeError: x is; not a function)',
      remedy: 'report this line with the command and the spec; TOPOGEN_DEBUG=1 shows where it happened',
    });
    expect(faultOf('text')).toMatchObject({ code: 'own-fault' });
    expect(faultOf(undefined)).toMatchObject({ code: 'own-fault' });
  });

  test('by the system is what the system says', () => {
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write', path: 'out' });
    expect(faultOf(full)).toMatchObject({ code: 'system', message: 'the disk is full (out)' });
  });
});

/*
 * The bundle may take another flavour of yargs than the tests do, whose help breaks lines inside words.
 */
test('the help of the built program breaks its lines between words', () => {
  const modules = commandModules(SILENT, () => {});
  const help = (...args: string[]): string =>
    execFileSync(process.execPath, [join(builtProgram(), 'main.js'), ...args, '--help'], { encoding: 'utf8' });
  const all = help().replace(/\s+/g, ' ');
  for (const { describe: summary } of modules) expect(all).toContain(String(summary));
  for (const line of help('synth').split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
