import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { builtProgram } from './support/built-program';
import { resourcesOf } from './support/emitted';
import { describeLong } from './support/long';
import { withTerraform } from './support/terraform/terraform';
import { layersOf, standUp, synthesizeText, writeTrees, type Synthesized } from './support/synthesized';
import { TWO as SPEC } from './support/edge-spec';

/*
 * Output is a function of the spec and the lock file alone, and what exists keeps its name and its address.
 */

const THIRD = { name: 'ap-south', cloud: 'aws', region: 'us-west-2' };

describe('the same spec gives the same bytes', () => {
  let home: string;
  beforeAll(() => (home = mkdtempSync(join(tmpdir(), 'topogen-identity-'))));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  function run(folder: string, spec: string, env: NodeJS.ProcessEnv): Record<string, string> {
    const root = join(home, folder);
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'edge.json'), spec);
    // The compiled program in a process of its own, as a user runs it.
    const result = spawnSync(process.execPath, [join(builtProgram(), 'main.js'), 'synth', 'edge.json'], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
    });
    expect([result.status, result.stderr.match(/error/i)]).toEqual([0, null]);
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name !== 'edge.json',
    );
    const paths = files.map((entry) => join(entry.parentPath, entry.name));
    return Object.fromEntries(paths.map((path) => [relative(root, path), readFileSync(path, 'utf8')]));
  }

  test('whatever the directory, the locale, the time zone, the order of keys and of datacenters', () => {
    const shuffled = {
      datacenters: [...SPEC.datacenters].reverse().map((it) => Object.fromEntries(Object.entries(it).reverse())),
      googleProject: SPEC.googleProject,
      requestsPerSecond: SPEC.requestsPerSecond,
      name: SPEC.name,
    };
    const one = run('one', JSON.stringify(SPEC), { LC_ALL: 'C', TZ: 'UTC' });
    const other = run('another/deeper place', JSON.stringify(shuffled, null, 4), {
      LC_ALL: 'tr_TR.UTF-8',
      TZ: 'Asia/Kathmandu',
      HOME: '/nonexistent',
    });
    expect(Object.keys(one).length).toBeGreaterThan(60);
    expect(other).toEqual(one);
    expect(
      Object.entries(one)
        .filter(([, text]) => text.includes(home))
        .map(([path]) => path),
    ).toEqual([]);
  });
});

test('the second datacenter brings the network of the first one what links need', async () => {
  const alone = await synthesizeText(JSON.stringify({ ...SPEC, datacenters: [THIRD] }), 'edge.json');
  const grown = { ...SPEC, datacenters: [THIRD, ...SPEC.datacenters] };
  const linked = await synthesizeText(JSON.stringify(grown), 'edge.json', alone.topology.lock.text);
  const types = ({ synthesis }: Synthesized): string[] => Object.keys(resourcesOf(synthesis, 'network-ap-south'));
  expect(types(alone)).not.toContain('aws_ec2_transit_gateway');
  expect(types(linked)).toEqual(expect.arrayContaining([...types(alone), 'aws_ec2_transit_gateway']));
});

describeLong('adding a datacenter', () => {
  test('changes nothing in the networks of the others, and renames or replaces nothing anywhere', async () => {
    const before = await synthesizeText(JSON.stringify(SPEC), 'edge.json');
    const grown = { ...SPEC, datacenters: [THIRD, ...SPEC.datacenters] };
    const after = await synthesizeText(JSON.stringify(grown), 'edge.json', before.topology.lock.text);
    await withTerraform(async (tf) => {
      await standUp(tf, before);
      await writeTrees(tf, after);
      for (const layer of layersOf(after.topology.plan)) {
        for (const stack of layer) {
          const folder = tf.at(`terraform/edge/${stack}`);
          await folder.init();
          const plan = await folder.plan();
          const isNew = !before.topology.plan.stacks.some((it) => it.name === stack);
          const actions = Object.entries(plan.actions());
          if (!isNew) {
            expect([stack, actions.filter(([, action]) => action === 'replace' || action === 'delete')]).toEqual([
              stack,
              [],
            ]);
            if (stack.startsWith('network-') || stack === 'shared') expect([stack, actions]).toEqual([stack, []]);
            // So clusters that are there are applied too: without these rules the new nodes wait for ever.
            const created = actions.filter(([, action]) => action === 'create').map(([address]) => address);
            if (stack.startsWith('cluster-'))
              expect([stack, created.map((address) => /ap_south_cassandra/.test(address))]).toEqual([
                stack,
                [true, true, true, true],
              ]);
          }
          await folder.apply(plan);
        }
      }
    });
  });
});
