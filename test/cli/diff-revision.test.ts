import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { RunFolder, type Ran } from '../support/run-in-folder';

/*
 * `topogen diff <revision> <spec>`: a revision without the spec means that all of it is new; whatever git cannot say is told in its
 * own words.
 */
const SPEC = {
  name: 'edge',
  requestsPerSecond: 12000,
  datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
};

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  git('init', '--quiet', '--initial-branch=main');
  write('README', 'hi\n');
  commit('base');
});
afterEach(() => folder.remove());

function gitIn(root: string, ...args: string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...who, ...args], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function git(...args: string[]): string {
  return gitIn(folder.root, ...args);
}

function write(path: string, content: string | object): void {
  writeFileSync(folder.path(path), typeof content === 'string' ? content : JSON.stringify(content));
}

function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '-m', message);
}

/** As a process of its own: git takes the environment of the process. */
function runWith(env: Readonly<Record<string, string>>, ...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(builtProgram(), 'main.js'), ...args], {
    cwd: folder.root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status ?? -1, out: stdout, err: stderr };
}

test('the pull request that brings the first topology is all new, and no error', async () => {
  git('checkout', '--quiet', '-b', 'pr');
  mkdirSync(folder.path('topologies'));
  write('topologies/edge.json', SPEC);
  await folder.run('synth', 'topologies/edge.json', '--quiet');
  commit('first');
  const ran = await folder.run('diff', 'main', 'topologies/edge.json');
  expect(ran.code).toBe(2);
  expect(ran.out).toContain('+   datacenter us-east');
  expect(ran.out).toMatch(/\d+ to add, 0 to change, 0 to replace, 0 to remove\.\n$/);
  expect(ran.out).toMatch(/about USD 0 to \d+ a month/);
  expect(ran.err).toContain('main has no topologies/edge.json, so everything is new');
  const json = JSON.parse((await folder.run('diff', 'main', 'topologies/edge.json', '--json')).out) as {
    same: boolean;
    stacks: { action: string }[];
    warnings: unknown[];
  };
  expect([json.same, json.warnings, [...new Set(json.stacks.map(({ action }) => action))]]).toEqual([
    false,
    [],
    ['add'],
  ]);
});

test('compares with the spec and the lock file of a revision', async () => {
  write('edge.json', SPEC);
  await folder.run('synth', 'edge.json', '--quiet');
  commit('first');
  expect(await folder.run('diff', 'HEAD', 'edge.json')).toMatchObject({ code: 0, out: 'No difference.\n' });
  write('edge.json', { ...SPEC, requestsPerSecond: 100000 });
  const ran = await folder.run('diff', 'HEAD', 'edge.json');
  expect(ran.code).toBe(2);
  expect(ran.out).toContain('requests per second 12000 to 100000');
});

test('compares with another place of a revision, for a spec that was moved', async () => {
  write('edge.json', SPEC);
  await folder.run('synth', 'edge.json', '--quiet');
  commit('first');
  mkdirSync(folder.path('topologies'));
  for (const file of ['edge.json', 'edge.lock.json']) renameSync(folder.path(file), folder.path('topologies', file));
  expect(await folder.run('diff', 'HEAD:edge.json', 'topologies/edge.json')).toMatchObject({ code: 0 });
  const unmoved = await folder.run('diff', 'HEAD', 'topologies/edge.json');
  expect(unmoved.code).toBe(2);
  expect(unmoved.err).toContain('a spec that had another place is compared as <revision>:<place>');
});

test('follows links in a revision, and says when one leads out of it', async () => {
  write('real.json', SPEC);
  symlinkSync('real.json', folder.path('edge.json'));
  symlinkSync('/etc/hostname', folder.path('away.json'));
  symlinkSync('round.json', folder.path('other.json'));
  symlinkSync('other.json', folder.path('round.json'));
  commit('links');
  expect(await folder.run('diff', 'HEAD', 'edge.json')).toMatchObject({ code: 0 });
  const away = await folder.run('diff', 'HEAD:away.json', 'edge.json');
  expect(away).toMatchObject({
    code: 1,
    err: 'error: HEAD:away.json is a link that leads out of the repository; name the file itself\n',
  });
  expect((await folder.run('diff', 'HEAD:round.json', 'edge.json')).err).toContain('leads in a circle');
});

test('a revision that git does not know is told, with where the clone has it', async () => {
  write('edge.json', SPEC);
  commit('first');
  git('branch', 'feature');
  const none = await folder.run('diff', 'nowhere', 'edge.json');
  expect(none).toMatchObject({ code: 1, err: 'error: nowhere is neither a file nor a revision that git knows at .\n' });
  const clone = folder.path('clone');
  git('clone', '--quiet', `file://${folder.root}`, clone);
  const remote = await folder.run('diff', 'feature', 'clone/edge.json');
  expect(remote.err).toContain('this clone has it as origin/feature');
  expect((await folder.run('diff', 'origin/feature', 'clone/edge.json')).code).toBe(0);
});

test('a shallow clone is told to be one', async () => {
  write('edge.json', SPEC);
  commit('second');
  git('clone', '--quiet', '--depth', '1', `file://${folder.root}`, folder.path('clone'));
  const ran = await folder.run('diff', 'HEAD~1', 'clone/edge.json');
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('this clone is shallow: fetch the revision, or all with git fetch --unshallow');
});

test('what git refuses is told in its own words, in JSON too', async () => {
  write('edge.json', SPEC);
  commit('first');
  const foreign = runWith({ GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' }, 'diff', 'HEAD', 'edge.json', '--json');
  expect(foreign.code).toBe(1);
  expect(foreign.err).toMatch(/^error: git does not open a repository at \.: fatal: .*dubious ownership.*\n$/);
  expect(JSON.parse(foreign.out)).toMatchObject({ ok: false, issues: [{ code: 'refused', severity: 'error' }] });
  const outside = new RunFolder();
  writeFileSync(outside.path('edge.json'), JSON.stringify(SPEC));
  try {
    expect((await outside.run('diff', 'HEAD', 'edge.json')).err).toMatch(/^error: .*not a git repository/);
  } finally {
    outside.remove();
  }
});

test('without git only files can be compared', () => {
  write('edge.json', SPEC);
  expect(runWith({ PATH: '/nonexistent' }, 'diff', 'HEAD', 'edge.json')).toMatchObject({
    code: 1,
    err: expect.stringContaining('git is not installed') as string,
  });
});

test('a spec that a revision has and that is at fault is shown as that revision has it', async () => {
  write('edge.json', { ...SPEC, requestsPerSecond: 0 });
  commit('wrong');
  write('edge.json', SPEC);
  const ran = await folder.run('diff', 'HEAD', 'edge.json', '--json');
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('HEAD:./edge.json:1:36: error: requestsPerSecond');
  expect(JSON.parse(ran.out)).toMatchObject({ ok: false, issues: [{ code: 'number-too-small' }] });
});

test('cost compares with the spec and the lock file of a revision too', async () => {
  write('edge.json', SPEC);
  await folder.run('synth', 'edge.json', '--quiet');
  commit('first');
  write('edge.json', { ...SPEC, requestsPerSecond: 100000 });
  const grown = await folder.run('cost', 'edge.json', '--compare', 'HEAD', '--json');
  expect(grown.code).toBe(0);
  write('before.json', SPEC);
  const ofFiles = await folder.run('cost', 'edge.json', '--compare', 'before.json', '--json');
  expect(grown.out).toBe(ofFiles.out);
  // A spec that the revision does not have costs what it costs.
  write('other.json', { ...SPEC, name: 'other' });
  const fresh = await folder.run('cost', 'other.json', '--compare', 'HEAD');
  expect([fresh.code, fresh.err]).toEqual([0, expect.stringContaining('has no other.json')]);
});
