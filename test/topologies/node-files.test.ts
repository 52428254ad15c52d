import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintsOfCloudInit, testWithCloudInit } from '../support/cloud-init';
import { shapeOfScript } from '../support/script-shape';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped } from '../support/synthesized';

/** Every generated file of every ready-made topology before the tools that know its kind. */

const TOPOLOGIES = readyMade();

let files: readonly { readonly path: string; readonly text: string }[] = [];
let home: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'topogen-node-files-'));
  const trees = await Promise.all(
    TOPOLOGIES.map(async (name) => {
      const { synthesis } = await synthesizeShipped(name);
      return synthesis.terraform.map(({ path, text }) => ({ path: `${name}/${path}`, text }));
    }),
  );
  files = trees.flat().filter(({ path }) => path.includes('/files/'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** `test`, or a test that says why it is skipped where the tool is missing. */
function testWith(tool: string): jest.It {
  if (spawnSync(tool, ['--version']).status === 0) return test;
  process.stderr.write(`skipped, no ${tool}: the files of the ready-made topologies\n`);
  return test.skip;
}

/** One of each, with the first place where it is found. */
function distinct(
  entries: readonly { readonly path: string; readonly text: string }[],
): { path: string; text: string }[] {
  return [...new Map([...entries].reverse().map((entry) => [entry.text, entry])).values()];
}

testWith('shellcheck')('shellcheck finds nothing in any script', () => {
  const all = distinct(files.filter(({ text }) => /^#!.*\b(ba)?sh\b|^# shellcheck shell=bash/.test(text)));
  const scripts = [...new Map(all.map((script) => [shapeOfScript(script.text), script])).values()];
  expect(scripts.length).toBeGreaterThan(10);
  const paths = scripts.map(({ text }, i) => {
    const path = join(home, `script-${i}`);
    writeFileSync(path, text);
    return path;
  });
  // What a script sources lies on the node, not here, and variables cross the files that source each other.
  const checked = spawnSync('shellcheck', ['--exclude=SC1090,SC1091,SC2034,SC2154', ...paths], { encoding: 'utf8' });
  expect(checked.stdout.replace(/script-(\d+)/g, (_, i: string) => scripts[Number(i)]?.path ?? i)).toBe('');
});

testWithCloudInit('user data of the ready-made topologies')('cloud-init accepts the shape of all user data', () => {
  const documents = files.filter(({ path }) => path.endsWith('cloud-init.yaml.tftpl'));
  expect(documents.length).toBeGreaterThan(50);
  // The texts of the files are strings to cloud-init, so that many documents have one shape.
  const shapes = distinct(
    documents.map(({ path, text }) => ({ path, text: text.replace(/\$\{jsonencode\(file\("[^"]+"\)\)\}/g, '"text"') })),
  );
  const paths = shapes.map(({ text }, i) => {
    const path = join(home, `user-data-${i}.yaml`);
    writeFileSync(path, text);
    return path;
  });
  const complaints = complaintsOfCloudInit(paths);
  expect(complaints.replace(/\S*user-data-(\d+)\.yaml/g, (_, i: string) => shapes[Number(i)]?.path ?? i)).toBe('');
  const wrong = join(home, 'wrong.yaml');
  writeFileSync(wrong, '#cloud-config\npackages: 7\n');
  expect(complaintsOfCloudInit([wrong])).toContain("packages: 7 is not of type 'array'");
});

test('every file that user data names is there', () => {
  const known = new Set(files.map(({ path }) => path));
  const named = files
    .filter(({ path }) => path.endsWith('cloud-init.yaml.tftpl'))
    .flatMap(({ path, text }) => {
      const root = path.slice(0, path.indexOf('/files/') + '/files/'.length);
      return [...text.matchAll(/file\("\$\{files\}\/([^"]+)"\)/g)].map(([, name]) => root + name);
    });
  expect(named.length).toBeGreaterThan(500);
  expect(named.filter((path) => !known.has(path))).toEqual([]);
});

test('whatever comes from beyond the machine and its metadata service comes by https, redirects included', () => {
  const calls = distinct(files).flatMap(({ path, text }) =>
    [...text.replace(/\\\n\s*/g, '').matchAll(/^(?!\s*#).*\bcurl --.*$/gm)].map(([call]) => ({ path, call })),
  );
  const beyond = calls.filter(
    ({ call }) => !/http:\/\/(169\.254\.169\.254|metadata\.google\.internal|127\.0\.0\.1)/.test(call),
  );
  expect(beyond.length).toBeGreaterThan(2);
  expect(beyond.filter(({ call }) => !call.includes("--proto '=https'"))).toEqual([]);
});
