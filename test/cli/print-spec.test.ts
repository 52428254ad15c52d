import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { CLOUD_FACTS } from '../../src/clouds/facts';
import { readTopologyInput } from '../../src/cli/io/read-spec';
import type { Terminal } from '../../src/cli/ports';
import { formatIssue } from '../../src/kernel/issue';
import type { SpecText } from '../../src/spec/extends';
import { parseSpec } from '../../src/spec/parse';
import { writtenOut } from '../../src/spec/written-out';
import { soundSpec } from '../fuzz/sound-specs';
import { RunFolder } from '../support/run-in-folder';
import { readyMade } from '../support/ready-made';
import { PROJECT } from '../support/synthesized';
import { times } from '../support/effort';

/* `synth --print-spec`: the spec with every default filled in is a spec that means the same. */

let folder: RunFolder;
beforeEach(() => (folder = new RunFolder()));
afterEach(() => folder.remove());

function printed(text: string, file: string, bases: readonly SpecText[] = []): string {
  const parsed = parseSpec(text, file, CLOUD_FACTS, bases);
  if (!parsed.ok) throw new Error(parsed.issues.map(formatIssue).join('\n'));
  const { written, document, spec } = parsed.value;
  return writtenOut(written, document, spec);
}

/** Holds that a printed spec means what the spec means, and is printed as itself. */
function expectSame(text: string, file: string, bases: readonly SpecText[] = []): void {
  const [before, yaml] = [parseSpec(text, file, CLOUD_FACTS, bases), printed(text, file, bases)];
  const after = parseSpec(yaml, 'printed.yaml', CLOUD_FACTS);
  if (!after.ok || !before.ok) throw new Error(`${after.issues.map(formatIssue).join('\n')}\n${yaml}`);
  expect(after.value.spec).toEqual(before.value.spec);
  expect(parse(printed(yaml, 'printed.yaml'))).toEqual(parse(yaml));
  expect(after.issues.map(({ code }) => code).sort()).toEqual(before.issues.map(({ code }) => code).sort());
}

test.each(readyMade())('%s means the same, printed', (name) => {
  const file = `${name}.json`;
  const input = readTopologyInput(join(PROJECT, 'topologies', file), {} as Terminal);
  if (!input.ok) throw new Error(input.issues.map(formatIssue).join('\n'));
  expectSame(input.value.specText, file, input.value.bases);
});

test('so does whatever spec topogen accepts', () => {
  let accepted = 0;
  fc.assert(
    fc.property(soundSpec, (spec) => {
      const text = JSON.stringify(spec);
      if (!parseSpec(text, 's.json', CLOUD_FACTS).ok) return;
      accepted += 1;
      expectSame(text, 's.json');
    }),
    { numRuns: times(200) },
  );
  expect(accepted).toBeGreaterThan(times(200) / 10);
});

test('every default of a fixed value stands there, marked, and what the spec states is not marked', async () => {
  writeFileSync(
    folder.path('edge.yaml'),
    'name: edge\nrequestsPerSecond: 100\ndatacenters: 2\nkong: { plugins: [rate-limiting] }\n',
  );
  const { code, out, err } = await folder.run('synth', 'edge.yaml', '--print-spec');
  expect([code, err]).toEqual([0, '']);
  expect(readdirSync(folder.root)).toEqual(['edge.yaml']);
  for (const line of [
    'name: edge',
    'requestsPerSecond: 100',
    '  - name: virginia # default',
    '    zones: [ us-east-1a, us-east-1b, us-east-1c ] # default',
    '    share: 0.5 # default',
    '    - name: rate-limiting',
    '      policy: local # default',
    '  targetUtilization: 0.6 # default',
    '  survives: datacenter # default',
    '  supernet: 10.64.0.0/10 # default',
    '  backend: local # default',
    '  awsToAws: transit-gateway-peering # default',
  ])
    expect(out.split('\n')).toContain(line);
});

test('with a lock file beside it, the printed spec gives the same tree and changes nothing', async () => {
  for (const file of ['aws-pair.json', 'aws-pair.lock.json'])
    cpSync(join(PROJECT, 'topologies', file), folder.path(file));
  await folder.run('synth', 'aws-pair.json', '--quiet');
  const { out } = await folder.run('synth', 'aws-pair.json', '--print-spec');
  mkdirSync(folder.path('printed'));
  // The header of each file names the spec that it was made from.
  writeFileSync(folder.path('printed/aws-pair.json'), JSON.stringify(parse(out)));
  cpSync(folder.path('aws-pair.lock.json'), folder.path('printed/aws-pair.lock.json'));
  const ran = await folder.run('check', 'printed/aws-pair.json');
  expect([ran.code, ran.err]).toEqual([0, expect.anything()]);
  expect((await folder.run('diff', 'aws-pair.json', 'printed/aws-pair.json')).out).toBe('No difference.\n');
});

test('it prints what a spec extends as one spec, and standard input too', async () => {
  writeFileSync(folder.path('base.yaml'), 'requestsPerSecond: 100\ndatacenters: 2\ntags: { a: b }\n');
  writeFileSync(folder.path('edge.yaml'), 'name: edge\nextends: base.yaml\n');
  const { out } = await folder.run('synth', 'edge.yaml', '--print-spec');
  expect(parse(out)).toMatchObject({ name: 'edge', requestsPerSecond: 100, tags: { a: 'b' } });
  expect(out).not.toContain('extends');
  folder.input = Buffer.from(out);
  const again = await folder.run('synth', '-', '--print-spec', '--quiet');
  expect([again.code, parse(again.out)]).toEqual([0, parse(out)]);
  expect(existsSync(folder.path('terraform'))).toBe(false);
});

test('a spec with a fault is not printed, and JSON is asked for elsewhere', async () => {
  writeFileSync(folder.path('edge.yaml'), 'name: edge\n');
  expect(await folder.run('synth', 'edge.yaml', '--print-spec')).toMatchObject({ code: 1, out: '' });
  const both = await folder.run('synth', 'edge.yaml', '--print-spec', '--json');
  expect([both.code, both.err]).toEqual([1, expect.stringContaining('--json and --print-spec are both given')]);
});
