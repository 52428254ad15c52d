import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstalledPackage, OTHER_USER } from '../support/installed-package';
import { runsLong } from '../support/long';
import { PROJECT, synthesizeShipped } from '../support/synthesized';
import { cdktf, deployWithCdktf, diffWithCdktf } from '../support/terraform/cdktf';
import { describeWithTerraform, withTerraform } from '../support/terraform/terraform';
import { testPages } from './pages';

/* The package as npm packs it, installed in a folder far from the repository. */

const WHAT = 'the packed package, installed: by Node 20, 22 and 24, by other users, with cdktf';
const describeInstalled = runsLong(WHAT) ? describe : describe.skip;

const MOST_BYTES = 13e6;

/** cdktf starts topogen and Terraform a dozen times, each a few seconds where nothing else runs. */
const DEPLOYED_MILLISECONDS = 300_000;

/** Node's releases, as the registry's `node-<system>-<processor>` has them. */
const NODES = ['20.20.2', '22.23.3', '24.21.0'];

describeInstalled('the installed package', () => {
  let installed: InstalledPackage;
  let home: string;
  let folder: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(() => {
    installed = new InstalledPackage();
    ({ home, folder, env } = installed);
    for (const release of NODES) installed.tryNode(release);
  }, 900_000);
  afterAll(() => installed.remove());

  testPages(() => installed, NODES);

  test('is one package, and small', () => {
    expect(readdirSync(join(folder, 'node_modules')).sort()).toEqual(['.bin', '.package-lock.json', 'topogen']);
    const all = readdirSync(join(folder, 'node_modules'), { recursive: true }).map(
      (it) => lstatSync(join(folder, 'node_modules', String(it))).size,
    );
    expect(all.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
  });

  test('writes a repository and its Terraform', () => {
    expect(installed.npx('init', 'x').status).toBe(0);
    expect(readFileSync(join(folder, 'x/topology.yaml'), 'utf8')).toContain('$schema=../node_modules/topogen/schema/');
    expect(installed.npx('synth', 'x/topology.yaml').status).toBe(0);
    expect(installed.npx('check', 'x/topology.yaml').status).toBe(0);
  });

  /** Holds that a run of `synth` on two-clouds wrote what the source writes. */
  async function expectSameAsSource(place: string): Promise<void> {
    const { synthesis } = await synthesizeShipped('two-clouds');
    for (const { path, text } of synthesis.terraform)
      expect([path, readFileSync(join(place, 'terraform/two-clouds', path), 'utf8')]).toEqual([path, text]);
    for (const { path, text } of synthesis.assembly)
      expect([path, readFileSync(join(place, 'cdktf.out', path), 'utf8')]).toEqual([path, text]);
  }

  function placeWithSpec(name: string): string {
    const place = join(home, name);
    mkdirSync(place);
    for (const file of ['two-clouds.json', 'two-clouds.lock.json'])
      cpSync(join(PROJECT, 'topologies', file), join(place, file));
    return place;
  }

  test.each(NODES)('runs under Node %s without a warning, with the same bytes', async (release) => {
    const bin = installed.tryNode(release);
    if (bin === undefined) return;
    const node = join(bin, 'node');
    expect(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()).toBe(`v${release}`);
    const place = placeWithSpec(`by ${release}`);
    const main = join(folder, 'node_modules/topogen/dist/main.js');
    // The second run is by the code that the first one kept.
    for (const _ of [1, 2]) {
      const ran = spawnSync(node, ['--throw-deprecation', main, 'synth', 'two-clouds.json', '--quiet'], {
        cwd: place,
        env,
        encoding: 'utf8',
      });
      expect([ran.status, ran.stdout, ran.stderr.match(/.*Warning.*/)]).toEqual([0, '', null]);
    }
    expect(readdirSync(join(home, '.cache/topogen')).filter((it) => it.includes(`-v${release}-`))).toHaveLength(1);
    await expectSameAsSource(place);
  });

  const asRoot = process.getuid?.() === 0 ? test : test.skip;

  asRoot('runs as a user who may write nothing but the folder, and has no home', async () => {
    const place = placeWithSpec('of another');
    for (const path of ['.', ...readdirSync(place)]) chownSync(join(place, path), OTHER_USER, OTHER_USER);
    execFileSync('chmod', ['-R', 'a-w', join(folder, 'node_modules')]);
    const main = join(folder, 'node_modules/topogen/dist/main.js');
    const options = {
      cwd: place,
      env: { PATH: env['PATH'] },
      uid: OTHER_USER,
      gid: OTHER_USER,
      encoding: 'utf8',
    } as const;
    const ran = spawnSync(process.execPath, [main, 'synth', 'two-clouds.json', '--quiet'], options);
    expect([ran.status, ran.stdout]).toEqual([0, '']);
    expect(spawnSync(process.execPath, [main, 'init', 'mine'], options).status).toBe(0);
    expect(lstatSync(join(place, 'mine/topology.yaml')).uid).toBe(OTHER_USER);
    await expectSameAsSource(place);
  });

  describeWithTerraform('with cdktf', () => {
    test(
      'its repository is deployed by cdktf, and a topology that another one followed has no more to say than that',
      async () => {
        await withTerraform(async (tf) => {
          cpSync(join(folder, 'node_modules'), join(tf.root, 'node_modules'), { recursive: true });
          const topogen = (...args: string[]): void => {
            execFileSync('npx', ['--no', 'topogen', ...args], { cwd: tf.root, env, stdio: 'pipe' });
          };
          topogen('init', '--clouds', 'aws', '--datacenters', '2', '--name', 'edge');
          topogen('synth', 'topology.yaml');
          await deployWithCdktf(tf);
          expect((await diffWithCdktf(tf, 'cluster-oregon')).hasChanges).toBe(false);
          topogen('check', 'topology.yaml');
          // Another topology has taken the assembly's folder: cdktf lists its stacks before it runs topogen.
          const other = {
            name: 'other',
            requestsPerSecond: 100,
            datacenters: [{ name: 'paris', cloud: 'aws', region: 'eu-west-3' }],
          };
          writeFileSync(join(tf.root, 'other.json'), JSON.stringify(other));
          topogen('synth', 'other.json');
          expect((await cdktf(tf, ['list'])).stdout).toContain('cluster-virginia');
          expect((await cdktf(tf, ['list'], { TOPOGEN_SPEC: 'other.json' })).stdout).toContain('cluster-paris');
        });
      },
      DEPLOYED_MILLISECONDS,
    );
  });
});
