import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { RunFolder } from '../support/run-in-folder';

/* Names of files and revisions in what the program says: none of them makes a second line, or turns a colour on. */

const SPEC = {
  name: 'edge',
  requestsPerSecond: 100,
  datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
};
const NAME = "a\nerror: all is lost \u001b[31m \u202e it's.json";
const SHOWN = "a\\u000aerror: all is lost \\u001b[31m \\u202e it's.json";

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  writeFileSync(folder.path(NAME), JSON.stringify(SPEC));
});
afterEach(() => folder.remove());

function expectHarmless(said: string): void {
  expect(said).not.toMatch(/^error: all is lost|[\u0000-\u0009\u000b-\u001f\u202e]/m);
}

test('validate', async () => {
  const { code, err } = await folder.run('validate', NAME);
  expect(code).toBe(0);
  expect(err).toContain(`${SHOWN}: valid;`);
  expectHarmless(err);
});

test('synth, whose commands can be pasted, and check', async () => {
  const out = 'trees\nerror: all is lost';
  const made = await folder.run('synth', NAME, '--out', out);
  expect(made.code).toBe(0);
  expectHarmless(made.err);
  mkdirSync(folder.path(out, 'edge', 'b\nerror: all is lost'), { recursive: true });
  writeFileSync(folder.path(out, 'edge', 'b\nerror: all is lost', 'c'), '');
  const again = await folder.run('synth', NAME, '--out', out);
  expect(again.err).toContain('left alone: ');
  expectHarmless(again.err);
  const command = /^ {2}TOPOGEN_SPEC=(.*) npx cdktf/m.exec(again.err)?.[1] ?? '';
  expect(execFileSync('bash', ['-c', `printf %s ${command}`], { encoding: 'utf8' })).toBe(SHOWN);

  writeFileSync(folder.path(NAME), JSON.stringify({ ...SPEC, requestsPerSecond: 90_000 }));
  const stale = await folder.run('check', NAME, '--out', out);
  expect(stale.code).toBe(2);
  expect(stale.err).toContain('topogen synth ');
  expectHarmless(stale.err);
});

test('diff with a revision, and files that are not there', async () => {
  for (const args of [
    ['diff', NAME.replace('.json', ''), NAME],
    ['diff', `${NAME}:b`, NAME],
    ['validate', `${NAME}.gone`],
    ['init', `${NAME}.gone`],
    ['explain', NAME, '--curve', '--svg', 'no\nerror: all is lost/x.svg'],
    ['explain', NAME, '--curve', '--svg', 'x\nerror: all is lost.svg'],
    [`sinth\nerror: all is lost`],
  ]) {
    const { err } = await folder.run(...args);
    expect([args, err.length > 0]).toEqual([args, true]);
    expectHarmless(err);
  }
});
