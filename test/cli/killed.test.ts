import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { ONE, TWO } from '../support/edge-spec';
import { runsLong } from '../support/long';

/*
 * The built program is killed at random moments, run twice at once, and given disks that take less than they should.
 */

const MAIN = join(builtProgram(), 'main.js');
let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'topogen-killed-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const topogen = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { cwd: home, encoding: 'utf8' });
const spec = (content: object): void => writeFileSync(join(home, 'edge.json'), JSON.stringify(content));
const MINE = 'terraform/edge/cluster-eu-west/terraform.tfstate';

/** Every file of both trees and the lock file, by path. */
function outputs(): Record<string, string> {
  const found: [string, string][] = [];
  for (const root of ['terraform', 'cdktf.out'])
    for (const entry of readdirSync(join(home, root), { recursive: true, withFileTypes: true }))
      if (entry.isFile()) found.push([join(entry.parentPath, entry.name).slice(home.length + 1), '']);
  found.push(['edge.lock.json', '']);
  return Object.fromEntries(found.map(([path]) => [path, readFileSync(join(home, path), 'utf8')]).sort());
}

function write(content: object): Record<string, string> {
  spec(content);
  const { status, stderr } = topogen('synth', 'edge.json', '--quiet');
  if (status !== 0) throw new Error(stderr);
  return outputs();
}

const lab = runsLong('two hundred kills of the program, and runs at once') ? test : test.skip;

/** TOPOGEN_KILLS says how many there are. */
const KILLS = Number(process.env['TOPOGEN_KILLS']) || 200;
const ROUNDS = Math.ceil(KILLS / 20);

lab(
  'a kill at a random moment is made good by the next run, which ends as if there had been none',
  async () => {
    write(ONE);
    mkdirSync(join(home, MINE, '..'), { recursive: true });
    writeFileSync(join(home, MINE), 'mine');
    const asOfOne = mkdtempSync(join(tmpdir(), 'topogen-before-'));
    cpSync(home, asOfOne, { recursive: true, preserveTimestamps: true });
    const began = Date.now();
    const after = write(TWO);
    const millis = Date.now() - began;
    const seed = Date.now() % 100_000;
    let random = seed;
    for (let kill = 0; kill < KILLS; kill++) {
      random = (random * 48_271) % 2_147_483_647;
      rmSync(home, { recursive: true });
      cpSync(asOfOne, home, { recursive: true, preserveTimestamps: true });
      spec(TWO);
      const child = spawn(process.execPath, [MAIN, 'synth', 'edge.json', '--quiet'], { cwd: home, stdio: 'ignore' });
      // The last half of a run is when it writes.
      const killed = setTimeout(() => child.kill('SIGKILL'), millis * (0.4 + (0.7 * random) / 2_147_483_647));
      await once(child, 'exit');
      clearTimeout(killed);
      const what = `kill ${kill} of seed ${seed}, ${millis} ms a run`;
      expect([what, readFileSync(join(home, MINE), 'utf8')]).toEqual([what, 'mine']);
      const again = topogen('synth', 'edge.json', '--quiet');
      // The second datacenter takes a share of the first one's load, which is warned of.
      expect([what, again.status, again.stderr.replace(/^.*\[share-lowered\]\n/m, '')]).toEqual([what, 0, '']);
      expect([what, outputs()]).toEqual([what, after]);
      expect(readdirSync(home).sort()).toEqual(['cdktf.out', 'edge.json', 'edge.lock.json', 'terraform']);
    }
    expect(topogen('check', 'edge.json').status).toBe(0);
    rmSync(asOfOne, { recursive: true });
  },
  3_600_000,
);

lab(
  'runs at once end well or say that another is at work, and one alone ends well afterwards',
  async () => {
    const names = ['aws-pair', 'google-pair', 'two-clouds'];
    for (const name of names)
      cpSync(join(builtProgram(), '..', 'topologies', `${name}.json`), join(home, `${name}.json`));
    for (let round = 0; round < ROUNDS; round++) {
      const ends = await Promise.all(
        [...names, 'two-clouds'].map(async (name) => {
          const child = spawn(process.execPath, [MAIN, 'synth', `${name}.json`, '--quiet'], { cwd: home });
          let said = '';
          child.stderr.on('data', (data: Buffer) => void (said += String(data)));
          const [code] = (await once(child, 'close')) as [number];
          return { code, said };
        }),
      );
      for (const { code, said } of ends) {
        if (code === 0) expect(said).toMatch(/^(warning: cdktf\.out held the assembly of .*\n)*$/);
        else
          expect(said).toMatch(
            /^error: (another run of topogen is at work on|.*was changed while this run was at work)/m,
          );
      }
      expect(ends.some(({ code }) => code === 0)).toBe(true);
    }
    for (const name of names) {
      const alone = topogen('synth', `${name}.json`, '--quiet');
      expect([name, alone.status]).toEqual([name, 0]);
      expect(topogen('check', `${name}.json`).status).toBe(0);
    }
    const { stacks } = JSON.parse(readFileSync(join(home, 'cdktf.out/manifest.json'), 'utf8')) as { stacks: object };
    expect(readdirSync(join(home, 'cdktf.out/stacks')).sort()).toEqual(Object.keys(stacks).sort());
  },
  600_000,
);

test('a file that the system cuts short is no file: a lock stays whole, a curve is not said to be written', () => {
  spec(ONE);
  topogen('synth', 'edge.json', '--quiet');
  const before = outputs();
  spec(TWO);
  const limited = (command: string) =>
    spawnSync('bash', ['-c', `ulimit -f 1; "$0" "$1" ${command}`, process.execPath, MAIN], {
      cwd: home,
      encoding: 'utf8',
    });
  const synth = limited('synth edge.json --quiet');
  expect([synth.status, synth.stderr]).toEqual([1, expect.stringContaining('nothing was changed')]);
  expect(outputs()).toEqual(before);
  spec(ONE);
  const curve = limited('explain edge.json --curve --svg curve.svg');
  expect([curve.status, curve.stderr]).toEqual([1, expect.stringContaining('curve.svg is as it was before')]);
  expect(curve.stderr).not.toContain('Wrote');
  const init = limited('init fresh.yaml');
  expect([init.status, init.stderr]).toEqual([1, expect.stringContaining('fresh.yaml is as it was before')]);
  expect(readdirSync(home).sort()).toEqual(['cdktf.out', 'edge.json', 'edge.lock.json', 'terraform']);
});
