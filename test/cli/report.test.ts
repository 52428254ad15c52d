import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { ONE, TWO } from '../support/edge-spec';
import { RunFolder } from '../support/run-in-folder';

/* `topogen report` writes one page, and never over a file that is none of its own. */

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  writeFileSync(folder.path('edge.json'), JSON.stringify(ONE));
});
afterEach(() => folder.remove());

const read = (file: string): string => readFileSync(folder.path(file), 'utf8');

test('writes the page beside the user, under the topology’s name, and tells so', async () => {
  const ran = await folder.run('report', 'edge.json');
  expect([ran.code, ran.out]).toEqual([0, '']);
  expect(ran.err).toMatch(/^Wrote edge-report\.html$/m);
  expect(read('edge-report.html')).toMatch(/^<!doctype html>\n[\s\S]*<\/html>\n$/);
});

test('writes it where --out says, and over a former report of the same topology', async () => {
  expect((await folder.run('report', 'edge.json', '--out', 'pages/board.html')).code).toBe(0);
  const before = read('pages/board.html');
  writeFileSync(folder.path('edge.json'), JSON.stringify({ ...ONE, requestsPerSecond: 90_000 }));
  expect((await folder.run('report', 'edge.json', '--out', 'pages/board.html')).code).toBe(0);
  expect(before).toContain('<strong>12,000</strong>');
  expect(read('pages/board.html')).toContain('<strong>90,000</strong>');
});

test('the page depends on the spec alone, not on where it lies or how it is named', async () => {
  await folder.run('report', 'edge.json', '--out', 'a.html');
  mkdirSync(folder.path('far'));
  writeFileSync(folder.path('far/edge.json'), JSON.stringify(ONE));
  await folder.run('report', folder.path('far', 'edge.json'), '--out', 'b.html');
  expect(read('b.html')).toBe(read('a.html'));
  expect(read('a.html')).not.toContain(folder.root);
});

test.each([
  ['a file of the user’s', '<!doctype html><title>mine</title>'],
  ['an empty file', ''],
  [
    'a file that speaks of reports further down',
    `${'x'.repeat(2_000)}<meta name="generator" content="topogen report of edge">`,
  ],
])('leaves %s alone', async (_, text) => {
  writeFileSync(folder.path('board.html'), text);
  const ran = await folder.run('report', 'edge.json', '--out', 'board.html');
  expect([ran.code, ran.err]).toEqual([
    1,
    expect.stringContaining(
      'error: board.html exists and is no report of edge; choose another name, or overwrite it with --force',
    ),
  ]);
  expect(read('board.html')).toBe(text);
  expect((await folder.run('report', 'edge.json', '--out', 'board.html', '--force')).code).toBe(0);
  expect(read('board.html')).toContain('Topology edge');
});

test('leaves the report of another topology alone, also behind a link, and the spec itself', async () => {
  await folder.run('report', 'edge.json', '--out', 'board.html');
  symlinkSync('board.html', folder.path('link.html'));
  const before = read('board.html');
  writeFileSync(folder.path('core.json'), JSON.stringify({ ...TWO, name: 'core' }));
  for (const file of ['board.html', 'link.html', 'core.json']) {
    const ran = await folder.run('report', 'core.json', '--out', file);
    expect([file, ran.code, ran.err]).toEqual([
      file,
      1,
      expect.stringContaining(`${file} exists and is no report of core`),
    ]);
  }
  expect(read('board.html')).toBe(before);
});

test.each([
  ['.', /is a folder; name a file/],
  ['/dev/null', /is a device or a pipe; name a file/],
  ['', /--out is empty/],
])('refuses --out %j in one sentence', async (out, sentence) => {
  const ran = await folder.run('report', 'edge.json', '--out', out);
  expect([ran.code, ran.err]).toEqual([1, expect.stringMatching(sentence)]);
  expect(ran.err).not.toContain('    at ');
});

test('a spec with faults gets its issues, and no page', async () => {
  writeFileSync(folder.path('edge.json'), JSON.stringify({ ...ONE, requestsPerSecond: -1 }));
  const ran = await folder.run('report', 'edge.json', '--out', 'board.html');
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('requestsPerSecond')]);
  expect(() => read('board.html')).toThrow('ENOENT');
});
