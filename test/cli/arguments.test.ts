import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandModules } from '../../src/cli/commands/registry';
import { faultOf } from '../../src/cli/faults';
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
    ['synth edge.json --no-out', 'Unknown arguments: no-out, noOut'],
    ['synth edge.json --out.x=1', 'Unknown argument: out.x'],
    ['synth edge.json --out', '--out is empty; give it a value'],
    ['synth edge.json --out --quiet', '--out is empty; give it a value'],
    ['synth edge.json --out=', '--out is empty; give it a value'],
    ['synth edge.json --frozen-lock=yes', '--frozen-lock takes no value; write --frozen-lock alone, or leave it out'],
    ['validate edge.json --spec other.json', '--spec is no option; write what it names by itself'],
    ['validate edge.json other.json', 'Unknown argument: other.json'],
    ['vaildate edge.json', 'Did you mean validate?'],
  ];

  test.each(lines)('%s', async (line, message) => {
    const ran = await folder.run(...line.split(' '));
    expect(ran).toMatchObject({ code: 1, err: `error: ${message}\nRun topogen --help for what there is.\n` });
  });

  test('an empty word in the place of a spec', async () => {
    expect((await folder.run('validate', '')).err).toContain('<spec> is empty; give it a value');
  });
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
  const terminal = { out: () => {}, err: () => {}, colours: false };
  const modules = commandModules(terminal, () => {});
  const help = (...args: string[]): string =>
    execFileSync(process.execPath, [join(builtProgram(), 'main.js'), ...args, '--help'], { encoding: 'utf8' });
  const all = help().replace(/\s+/g, ' ');
  for (const { describe: summary } of modules) expect(all).toContain(String(summary));
  for (const line of help('synth').split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});
