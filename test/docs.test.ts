import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLOUD_IDS, ENGINE_IDS } from '../src/kernel/ids';
import { ROOMS, TYPES_ONLY } from './support/rooms';
import { PROJECT } from './support/synthesized';

/*
 * docs/changing-topogen.md tells where a change has to be made, so it must not name what is no longer there. The README names
 * files as well.
 */

const PAGE = 'docs/changing-topogen.md';

const PATH = String.raw`((?:src|test|templates|topologies|schema|docs)(?:/[A-Za-z0-9_./<>-]+)?|README\.md)`;

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

test.each([PAGE, 'README.md'])('every path that %s names is there', (file) => {
  const paths = pathsIn(readFileSync(join(PROJECT, file), 'utf8'));
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
});

test('the page has twelve changes, each with the files that it touches, and all of them in its table of contents', () => {
  const page = readFileSync(join(PROJECT, PAGE), 'utf8');
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
  const rows = [...readFileSync(join(PROJECT, PAGE), 'utf8').matchAll(/^\| `src\/([^`]+)` \| [^|]+ \| ([^|]+) \|$/gm)];
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
