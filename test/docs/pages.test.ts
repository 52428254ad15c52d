import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CLOUD_IDS, ENGINE_IDS } from '../../src/kernel/ids';
import { ROOMS, TYPES_ONLY } from '../support/rooms';
import { ELSEWHERE, RUN_PAGES } from '../package/pages';
import { commandUsages, optionsByCommand } from '../support/command-names';
import { pageBlocks } from '../support/page-blocks';
import { PROJECT } from '../support/synthesized';

/*
 * Pages lead to files, to parts of each other and to commands, so they must not name what is no longer there. A reader finds
 * every page from the index, and the README stays one that is read.
 */

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(PROJECT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

function textOf(page: string): string {
  return readFileSync(join(PROJECT, page), 'utf8');
}

/** Returns the targets of links that stay within the project. */
function linksOf(page: string): string[] {
  const prose = textOf(page).replace(/```[^]*?```/g, '');
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target!).filter((it) => !/^[a-z]+:/.test(it));
}

test.each(PAGES)('every link of %s leads to a file, and to a heading of it', (page) => {
  const broken = linksOf(page).filter((link) => {
    const [path = '', anchor] = link.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(PROJECT, file))) return true;
    return anchor !== undefined && !headingsOf(textOf(file)).map(anchorOf).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** Returns what a page writes as code: each line of its blocks, without the marks of a list, and what is in backticks. */
function codeOf(page: string): string[] {
  const text = textOf(page);
  const blocks = [...text.matchAll(/^```.*\n([^]*?)^```/gm)].flatMap(([, lines]) => lines!.split('\n'));
  const inline = [...text.replace(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
  return [...blocks.map((line) => line.replace(/^[ -]*(run: )?/, '')), ...inline];
}

function headingsOf(text: string): string[] {
  return Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading]) => heading!);
}

test('the index has every page of docs, each once', () => {
  const targets = linksOf('docs/README.md').map((link) => link.split('#')[0]!);
  const pages = PAGES.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  expect(pages.filter((page) => !targets.includes(page.slice('docs/'.length)))).toEqual([]);
});

test('the README has at most 200 lines', () => {
  expect(textOf('README.md').split('\n').length).toBeLessThanOrEqual(200);
});

test('every command is in the README', () => {
  const text = textOf('README.md');
  expect(commandUsages().filter((usage) => !text.includes(`| \`topogen ${usage}\` |`))).toEqual([]);
});

test('every command that a page writes down is one, with options that it has', () => {
  const known = optionsByCommand();
  const written = PAGES.flatMap((page) =>
    codeOf(page).flatMap((line) => {
      const [, command, rest = ''] = /^(?:npx (?:--no )?)?topogen ([a-z]+)\b(.*)/.exec(line) ?? [];
      return command === undefined ? [] : [{ page, line, command, options: rest.match(/(?<= )--[a-z][a-z-]*/g) ?? [] }];
    }),
  );
  expect(written.length).toBeGreaterThan(40);
  const wrong = written.filter(
    ({ command, options }) => !options.every((it) => known.get(command)?.includes(it)) || !known.has(command),
  );
  expect(wrong.map(({ page, line }) => `${page}: ${line}`)).toEqual([]);
});

test('set-up, tests and main job of the README are what .ci/run runs', () => {
  const blocks = Array.from(textOf('README.md').matchAll(/```sh\n([^]*?)```/g), ([, lines]) => lines!);
  const run = readFileSync(join(PROJECT, '.ci/run'), 'utf8');
  expect(blocks.slice(0, 2).filter((block) => !run.includes(`\n${block}`))).toEqual([]);
  expect(blocks[0]).toBe('npm ci && npm test\n');
});

test('every shell block of every page is run by a test', () => {
  const fences = PAGES.flatMap((page) => textOf(page).match(/^ *```(sh|bash|shell|console)$/gm) ?? []);
  expect([...new Set(fences)]).toEqual(['```sh']);
  const left = PAGES.filter((page) => !RUN_PAGES.includes(page)).flatMap((page) => pageBlocks(page, 'sh'));
  expect(left.filter((block) => !ELSEWHERE.includes(block))).toEqual([]);
});

/* docs/changing-topogen.md tells where a change has to be made. */

const PAGE = 'docs/changing-topogen.md';

const PATH = String.raw`((?:src|test|templates|topologies|schema|docs)(?:/[A-Za-z0-9_./<>-]+)?|[A-Z]+\.md)`;

/** Every path in backticks or behind a link, once for each cloud or datastore where it is written for all of them. */
function pathsIn(text: string): string[] {
  const named = [...text.matchAll(new RegExp(`\`${PATH}\`|\\]\\(${PATH}\\)`, 'g'))];
  return [...new Set(named.map(([, quoted, linked]) => quoted ?? linked!))].flatMap((path) =>
    expanded(path, '<id>', CLOUD_IDS).flatMap((each) => expanded(each, '<engine>', ENGINE_IDS)),
  );
}

function expanded(path: string, hole: string, values: readonly string[]): string[] {
  return path.includes(hole) ? values.map((value) => path.replace(hole, value)) : [path];
}

test.each([PAGE, 'README.md', 'CONTRIBUTING.md'])('every path that %s names is there', (file) => {
  const paths = pathsIn(textOf(file));
  expect(paths.length).toBeGreaterThan(2);
  expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
});

test('the page has twelve changes, each with the files that it touches, and all of them in its table of contents', () => {
  const page = textOf(PAGE);
  const sections = page.split(/^## /m).slice(1);
  const changes = sections.filter((section) => /^\d+\. /.test(section));
  expect(changes.map((section) => Number.parseInt(section))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (const change of changes)
    expect([change.split('\n')[0], pathsIn(change).length > 2]).toEqual([change.split('\n')[0], true]);
  const anchors = sections.map((section) => `(#${anchorOf(section.split('\n')[0]!)})`);
  expect(anchors.filter((anchor) => !page.includes(anchor))).toEqual([]);
});

/** As GitHub makes it of a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

test("the page's table of rooms is the one that the house is held to", () => {
  const rows = [...textOf(PAGE).matchAll(/^\| `src\/([^`]+)` \| [^|]+ \| ([^|]+) \|$/gm)];
  const table = Object.fromEntries(
    rows.flatMap(([, room, imports]) => expanded(room!, '<id>', CLOUD_IDS).map((it) => [it, imports])),
  );
  const clouds = CLOUD_IDS.map((id) => `clouds/${id}`);
  const written = Object.entries(ROOMS).map(([room, imports]) => {
    const names = imports.filter((name) => !clouds.includes(name));
    const words = names.map((name) => `\`${name}\`${TYPES_ONLY[room]?.includes(name) ? ' (types)' : ''}`);
    const all = imports.length > names.length ? [...words, 'every `clouds/<id>`'] : words;
    return [room, all.join(', ') || 'nothing'];
  });
  expect(table).toEqual(Object.fromEntries(written));
});
