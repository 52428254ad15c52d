import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { bundledPackages, noticesText } from './notices';

/*
 * Builds the program: each entry with everything that it uses in one file, so that the installed package needs no other. It runs
 * in the root of the project.
 */

const DIST = 'dist';
const ENTRIES = ['main', 'app', 'program'];

/** The name by which the program loads what draws; `imports` of package.json says where that is. */
const DRAWINGS = '#drawings';

/**
 * Puts JavaScript's own function in the place of one that Node is about to remove, and warns of from release 22: cdktf, which is
 * archived, asks `util.isArray`.
 */
const withoutDeprecated: Plugin = {
  name: 'without-deprecated',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]cdktf[/\\]lib[/\\]terraform-output\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\(0, util_\d+\.isArray\)/g, 'Array.isArray'),
    })),
};

/** Methods that take a value back, and getters that show it, by the layout in which the providers' classes are generated. */
const UNDOING = /^ {4}reset\w+\(\) \{\n.*\n {4}\}\n/gm;
const SHOWING =
  /^ {4}\/\/ Temporarily expose input value\. Use with caution\.\n {4}get \w+Input\(\) \{\n.*\n {4}\}\n/gm;

/** Leaves out of the providers' classes what topogen never calls, a fourteenth of the code that each start reads. */
const withoutUncalled: Plugin = {
  name: 'without-uncalled',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]@cdktf[/\\]provider-\w+[/\\]lib[/\\].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(UNDOING, '').replace(SHOWING, ''),
    })),
};

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // The notices of packages are in a file of their own, with those that no comment has.
  legalComments: 'none',
  // Half of the file would be indentation, and a quarter of the rest names. Lines have an end, so that a stack's line of source
  // can be shown.
  minify: true,
  lineLimit: 2000,
  logLevel: 'warning',
  outdir: DIST,
  metafile: true,
} as const satisfies BuildOptions;

async function buildProgram(): Promise<void> {
  const [program, drawings] = await Promise.all([
    build({
      ...COMMON,
      entryPoints: ENTRIES.map((name) => `src/start/${name}.ts`),
      supported: { 'dynamic-import': false },
      external: [DRAWINGS],
      plugins: [withoutDeprecated, withoutUncalled],
    }),
    // The library that draws is large, and few commands draw.
    build({ ...COMMON, entryPoints: ['src/report/drawings/drawings.ts'] }),
  ]);
  const metafile = {
    inputs: { ...program.metafile.inputs, ...drawings.metafile.inputs },
    outputs: { ...program.metafile.outputs, ...drawings.metafile.outputs },
  };
  writeFileSync('THIRD-PARTY-LICENSES', noticesText(bundledPackages(Object.keys(metafile.inputs), '.')));
  // npm makes the program executable only when it first links it.
  chmodSync(join(DIST, 'main.js'), 0o755);
  const made = Object.keys(metafile.outputs).map((path) => basename(path));
  for (const name of readdirSync(DIST).filter((it) => !made.includes(it)))
    rmSync(join(DIST, name), { recursive: true, force: true });
}

void buildProgram();
