import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { builtProgram } from './support/built-program';
import { PROJECT } from './support/synthesized';

/* The package as npm would publish it: `test/package` installs it. */

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

let packed: Packed;
beforeAll(() => {
  builtProgram();
  const list = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  [packed] = JSON.parse(list) as [Packed];
});

test('the package has what the program reads, its licences, and nothing else of the build', () => {
  const paths = packed.files.map(({ path }) => path);
  expect(paths.filter((it) => !/^(docs|schema|templates|topologies)\//.test(it)).sort()).toEqual([
    'LICENSE',
    'README.md',
    'THIRD-PARTY-LICENSES',
    'dist/app.js',
    'dist/drawings.js',
    'dist/main.js',
    'dist/program.js',
    'package.json',
  ]);
  for (const folder of ['schema', 'templates', 'topologies']) {
    const there = readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true });
    const files = there.filter((it) => it.isFile()).length;
    expect([folder, paths.filter((it) => it.startsWith(`${folder}/`)).length]).toEqual([folder, files]);
  }
});

test('the package is small', () => {
  expect(packed.size).toBeLessThan(1.5e6);
  expect(packed.unpackedSize).toBeLessThan(13e6);
});

test('the package needs no other, and may be published', () => {
  const about = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as Record<string, unknown>;
  for (const key of ['dependencies', 'peerDependencies', 'optionalDependencies', 'bundleDependencies', 'private'])
    expect([key, about[key]]).toEqual([key, undefined]);
});

test('the built program asks for no module but those of Node, and every package in it has its notice', () => {
  const text = readFileSync(join(builtProgram(), 'program.js'), 'latin1');
  const asked = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!);
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))).toEqual([
    '#drawings',
    '#drawings',
  ]);
  const names = packagesOf('src/start/program.ts');
  expect(names.size).toBeGreaterThan(50);
  const notices = readFileSync(join(PROJECT, 'THIRD-PARTY-LICENSES'), 'utf8');
  expect([...names].filter((name) => !new RegExp(`^${name} \\d`, 'm').test(notices))).toEqual([]);
});

/** The packages of which a bundle of an entry has at least one byte. */
function packagesOf(entry: string): ReadonlySet<string> {
  const { metafile } = buildSync({
    absWorkingDir: PROJECT,
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    external: ['#drawings'],
    logLevel: 'error',
    outdir: 'never-written',
    write: false,
    metafile: true,
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  return new Set(used.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
}

test('what draws asks for no module at all, and every package in it has its notice', () => {
  const text = readFileSync(join(builtProgram(), 'drawings.js'), 'utf8');
  expect(text).not.toMatch(/\brequire\(/);
  const notices = readFileSync(join(PROJECT, 'THIRD-PARTY-LICENSES'), 'utf8');
  const used = [
    '@observablehq/plot',
    '@xmldom/xmldom',
    'd3-force',
    'd3-geo',
    'd3-scale',
    'topojson-client',
    'world-atlas',
  ];
  expect(used.filter((name) => !new RegExp(`^${name} \\d`, 'm').test(notices))).toEqual([]);
});

test('Node warns of nothing that the built program asks for', () => {
  expect(readFileSync(join(builtProgram(), 'program.js'), 'latin1')).not.toMatch(/\butil_\d+\.isArray\b/);
});
