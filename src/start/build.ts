import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { bundledPackages, noticesText } from './notices';

/*
 * Builds the program: each entry with everything that it uses in one file, so that the installed package needs no other. It runs
 * in the root of the project.
 */

const DIST = 'dist';
const ENTRIES = ['main', 'app', 'program'];

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

async function buildProgram(): Promise<void> {
  const { metafile } = await build({
    entryPoints: ENTRIES.map((name) => `src/start/${name}.ts`),
    bundle: true,
    platform: 'node',
    target: 'node20',
    // The notices of packages are in a file of their own, with those that no comment has.
    legalComments: 'none',
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
    outdir: DIST,
    metafile: true,
    plugins: [withoutDeprecated],
  });
  writeFileSync('THIRD-PARTY-LICENSES', noticesText(bundledPackages(Object.keys(metafile.inputs), '.')));
  // npm makes the program executable only when it first links it.
  chmodSync(join(DIST, 'main.js'), 0o755);
  const made = Object.keys(metafile.outputs).map((path) => basename(path));
  for (const name of readdirSync(DIST).filter((it) => !made.includes(it)))
    rmSync(join(DIST, name), { recursive: true, force: true });
}

void buildProgram();
