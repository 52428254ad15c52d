import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { ONE, TWO } from '../support/edge-spec';
import { RunFolder } from '../support/run-in-folder';

/*
 * A tree that exists was made with a lock file. Where that is not found, because the spec has another name or place, a first
 * lock file would give the datacenters other addresses: the run is refused, and the command that it names keeps them.
 */

let folder: RunFolder;
beforeEach(async () => {
  folder = new RunFolder();
  for (const spec of [ONE, TWO]) {
    writeFileSync(folder.path('edge.json'), JSON.stringify(spec));
    expect((await folder.run('synth', 'edge.json', '--quiet')).code).toBe(0);
  }
});
afterEach(() => folder.remove());

const listing = (): string => execFileSync('find', ['.', '-ls'], { cwd: folder.root, encoding: 'utf8' });
const network = (): string => readFileSync(folder.path('terraform/edge/network-us-east/network.tf'), 'utf8');

test('a spec that was renamed is refused, and the command that the message names mends it', async () => {
  const before = network();
  renameSync(folder.path('edge.json'), folder.path('production.json'));
  const files = listing();
  const ran = await folder.run('synth', 'production.json');
  expect([ran.code, ran.err]).toEqual([
    1,
    expect.stringContaining(
      'terraform/edge holds the tree of edge, but there is no lock file production.lock.json: a first one could give its ' +
        'datacenters other addresses; the tree was made from edge.json: mv edge.lock.json production.lock.json',
    ),
  ]);
  expect(listing()).toBe(files);
  execFileSync('mv', ['edge.lock.json', 'production.lock.json'], { cwd: folder.root });
  expect((await folder.run('synth', 'production.json', '--quiet')).code).toBe(0);
  expect(network().replace('production.json', 'edge.json')).toBe(before);
});

test('a spec that was moved, or is named by a link, is refused the same way', async () => {
  mkdirSync(folder.path('specs'));
  renameSync(folder.path('edge.json'), folder.path('specs/edge.json'));
  const moved = await folder.run('synth', 'specs/edge.json');
  expect([moved.code, moved.err]).toEqual([1, expect.stringContaining('there is no lock file specs/edge.lock.json')]);
  symlinkSync('specs/edge.json', folder.path('live.json'));
  const linked = await folder.run('synth', 'live.json');
  expect([linked.code, linked.err]).toEqual([1, expect.stringContaining('mv edge.lock.json live.lock.json')]);
  expect(existsSync(folder.path('live.lock.json'))).toBe(false);
});

test('a lock file that was deleted is to be brought back', async () => {
  rmSync(folder.path('edge.lock.json'));
  const ran = await folder.run('synth', 'edge.json');
  expect([ran.code, ran.err]).toEqual([
    1,
    expect.stringContaining('bring it back from where the spec was, or by git checkout -- edge.lock.json'),
  ]);
  expect(existsSync(folder.path('edge.lock.json'))).toBe(false);
});

test('a folder of the same name that topogen did not write stands in the way of no first lock file', async () => {
  mkdirSync(folder.path('elsewhere/edge'), { recursive: true });
  writeFileSync(folder.path('elsewhere/edge/notes.md'), 'mine');
  rmSync(folder.path('edge.lock.json'));
  const ran = await folder.run('synth', 'edge.json', '--out', 'elsewhere', '--cdktf-out', 'assembly', '--quiet');
  expect([ran.code, ran.err]).toEqual([0, expect.not.stringContaining('error')]);
});
