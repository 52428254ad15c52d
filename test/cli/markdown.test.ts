import { writeFileSync } from 'node:fs';
import { RunFolder } from '../support/run-in-folder';

/* Reports for comments of pull requests. */

const SPEC = {
  name: 'edge',
  requestsPerSecond: 12_000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
  ],
};

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  write('old.json', SPEC);
});
afterEach(() => folder.remove());

function write(file: string, spec: object): void {
  writeFileSync(folder.path(file), JSON.stringify(spec));
}

test('diff shows what is lost before all else, data first, and folds the resources', async () => {
  const [first, second] = SPEC.datacenters;
  write('new.json', { ...SPEC, requestsPerSecond: 20_000, datacenters: [{ ...first, name: 'us-else' }, second] });
  const { code, out } = await folder.run('diff', 'old.json', 'new.json', '--format', 'markdown');
  // One datacenter goes and another comes in the same region: synth refuses that.
  expect(code).toBe(1);
  expect(out).toMatch(/^### Topology edge: \d+ to add, \d+ to change, \d+ to replace, \d+ to remove\n/);
  const places = [
    'refuses this change**',
    '**What is lost**',
    '**Topology**',
    '**Cost**',
    '<details><summary>',
    '</details>',
  ].map((it) => out.indexOf(it));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
  const lost = out
    .slice(places[1], places[2])
    .split('\n')
    .filter((it) => it.startsWith('- '));
  const words = lost.map((it) => it.replace(/^.* is \w+: /, ''));
  expect(words[0]).toBe('loses data');
  expect(words.lastIndexOf('loses data')).toBe(words.filter((it) => it === 'loses data').length - 1);
  expect(out).toContain('- `-` `cluster-us-east: aws_ebs_volume.cassandra_1`');
});

test('diff of what is the same says so, and cost has a table', async () => {
  expect((await folder.run('diff', 'old.json', 'old.json', '--format', 'markdown')).out).toBe(
    '### Topology edge: no difference\n',
  );
  const cost = await folder.run('cost', 'old.json', '--format', 'markdown');
  expect(cost.out).toMatch(
    /^### Cost of edge: at least [\d,.]+ USD a month\n\n\| For \| USD a month \|\n\| --- \| ---: \|\n/,
  );
  expect(cost.out).toMatch(/^\| us-east \| at least [\d,.]+ \|$/m);
});

test('cost compares, the largest difference first', async () => {
  write('new.json', { ...SPEC, requestsPerSecond: 40_000 });
  const { code, out } = await folder.run('cost', 'new.json', '--compare', 'old.json', '--format', 'markdown');
  expect(code).toBe(0);
  expect(out).toMatch(/^### Cost of edge: at least [\d,.]+ to at least [\d,.]+ USD a month, \+[\d,.]+\n/);
  const rows = [...out.matchAll(/\| \+?(-?[\d,.]+) \|$/gm)].map(([, sum]) =>
    Math.abs(Number(sum!.replaceAll(',', ''))),
  );
  expect(rows.length).toBeGreaterThan(3);
  expect(rows).toEqual([...rows].sort((a, b) => b - a));
});

test('one report has one form', async () => {
  for (const command of [
    ['diff', 'old.json', 'old.json'],
    ['cost', 'old.json'],
  ]) {
    const { code, err } = await folder.run(...command, '--json', '--format', 'markdown');
    expect([code, err]).toEqual([1, expect.stringContaining('--json and --format are both given; give one')]);
    expect((await folder.run(...command, '--format', 'yaml')).code).toBe(1);
  }
});
