import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { goldenFolderOf, readFolder, readGolden } from '../support/golden';
import { runsLong } from '../support/long';
import { readyMade } from '../support/ready-made';
import { PROJECT } from '../support/synthesized';

/*
 * cdktf is archived. Its fork's core takes its place in the bundle here, and has to give the same trees: docs/cdktf.md.
 */

const WHAT = "every golden folder by the core of cdktf's fork";
const FORK = ['cdktf@npm:cdktn@0.24.0', 'constructs@10.7.0'];

const describeFork = runsLong(WHAT) ? describe : describe.skip;

describeFork("topogen with the core of cdktf's fork", () => {
  let home: string;
  let installed = false;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'topogen-core-'));
    const modules = join(home, 'core');
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', modules, ...FORK];
    installed = spawnSync('npm', args, { timeout: 120_000 }).status === 0;
    if (!installed) return void process.stderr.write(`skipped, the registry gave no ${FORK.join(', ')}: ${WHAT}\n`);
    const core = (name: string): string => join(modules, 'node_modules', name);
    const { metafile } = await build({
      entryPoints: ['main', 'program'].map((name) => join(PROJECT, 'src/start', `${name}.ts`)),
      bundle: true,
      platform: 'node',
      target: 'node20',
      supported: { 'dynamic-import': false },
      outdir: join(home, 'dist'),
      metafile: true,
      logLevel: 'silent',
      alias: { cdktf: core('cdktf'), constructs: core('constructs') },
    });
    const inputs = Object.keys(metafile.inputs);
    // Both cores have a token's file: the archived one must be in nobody's way.
    expect(inputs.filter((it) => it.includes('core/node_modules/cdktf/')).length).toBeGreaterThan(20);
    expect(inputs.filter((it) => /^node_modules\/(cdktf|constructs)\//.test(it))).toEqual([]);
    for (const path of ['package.json', 'templates', 'topologies'])
      cpSync(join(PROJECT, path), join(home, path), { recursive: true });
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.each(readyMade())('writes the golden folder of %s', (name) => {
    if (!installed) return;
    // Several are called the same, and the tree of one is not to be written over that of another.
    for (const folder of ['terraform', 'cdktf.out']) rmSync(join(home, folder), { recursive: true, force: true });
    const env = { ...process.env, XDG_CACHE_HOME: join(home, 'cache') };
    execFileSync(process.execPath, [join(home, 'dist/main.js'), 'synth', `topologies/${name}.json`, '--quiet'], {
      cwd: home,
      env,
      stdio: 'pipe',
    });
    const [tree = '', ...others] = readdirSync(join(home, 'terraform'));
    expect(others).toEqual([]);
    const { '.topogen-files': _, ...written } = readFolder(join(home, 'terraform', tree));
    expect(goldenFolderOf(name, written)).toEqual(readGolden(name));
  });
});
