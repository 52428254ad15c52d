import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ONE, TWO } from '../support/edge-spec';
import { casesOf } from '../support/effort';
import { RunFolder } from '../support/run-in-folder';

/*
 * What users have in the trees: notes, overrides, states, and what two branches of theirs made of them.
 */

const TREE = 'terraform/edge';
let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  spec(TWO);
});
afterEach(() => folder.remove());

const spec = (content: object): void => writeFileSync(folder.path('edge.json'), JSON.stringify(content, null, 2));
const text = (path: string): string => readFileSync(folder.path(path), 'utf8');

function put(path: string): void {
  mkdirSync(dirname(folder.path(path)), { recursive: true });
  writeFileSync(folder.path(path), `mine: ${path}\n`);
}

test('what is said to be left alone is there afterwards, in a folder that topogen first writes to as well', async () => {
  put(`${TREE}/shared/notes.txt`);
  const ran = await folder.run('synth', 'edge.json');
  expect(ran.code).toBe(0);
  expect(ran.err).toContain(`left alone: ${TREE}/shared/notes.txt (not written by topogen)`);
  expect(text(`${TREE}/shared/notes.txt`)).toContain('mine');
});

test.each([
  ['a file where the folder of a stack goes', `${TREE}/shared`],
  ['a folder where a file goes', `${TREE}/shared/outputs.tf/keep`],
  ['a file where the tree goes', TREE],
  ['a file where a file goes', `${TREE}/shared/outputs.tf`],
  ['a folder where the list goes', `${TREE}/.topogen-files/keep`],
  ['a file in the assembly', 'cdktf.out/stacks'],
])('%s is refused before anything is written', async (_what, path) => {
  put(path);
  const ran = await folder.run('synth', 'edge.json');
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('error: ')]);
  expect(text(path)).toBe(`mine: ${path}\n`);
  expect(existsSync(folder.path('edge.lock.json'))).toBe(false);
  expect(existsSync(folder.path('cdktf.out/manifest.json'))).toBe(false);
  expect(existsSync(folder.path(`${TREE}/README.md`))).toBe(false);
});

test('overrides and states outlast a stack that goes and comes back', async () => {
  await folder.run('synth', 'edge.json');
  const mine = [
    `${TREE}/cluster-eu-west/override.tf`,
    `${TREE}/cluster-eu-west/errored.tfstate`,
    `${TREE}/cluster-eu-west/terraform.tfstate`,
    `${TREE}/cluster-eu-west/terraform.tfstate.d/staging/terraform.tfstate`,
    `${TREE}/cluster-eu-west/.terraform/terraform.tfstate`,
    'cdktf.out/stacks/cluster-eu-west/terraform.tfstate',
  ];
  mine.forEach(put);
  for (const [content, ...words] of [[ONE, '--allow', 'datacenter-removed:eu-west'], [TWO]] as const) {
    spec(content);
    expect((await folder.run('synth', 'edge.json', ...words)).code).toBe(0);
    for (const path of mine) expect(text(path)).toBe(`mine: ${path}\n`);
  }
  expect((await folder.run('check', 'edge.json')).code).toBe(0);
});

test('a tree with the list of an earlier topogen is in step, and the list is replaced', async () => {
  await folder.run('synth', 'edge.json');
  const files = text(`${TREE}/.topogen-files`)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  writeFileSync(
    folder.path(`${TREE}/.topogen.json`),
    `${JSON.stringify({ files: [...files, 'shared/former.tf'], format: 1, generatedBy: 'topogen' }, null, 2)}\n`,
  );
  spawnSync('rm', [folder.path(`${TREE}/.topogen-files`)]);
  expect((await folder.run('check', 'edge.json')).code).toBe(0);
  put(`${TREE}/shared/former.tf`);
  expect((await folder.run('check', 'edge.json')).err).toContain(`stale    ${TREE}/shared/former.tf`);
  expect((await folder.run('synth', 'edge.json')).code).toBe(0);
  expect(existsSync(folder.path(`${TREE}/.topogen.json`))).toBe(false);
  expect(existsSync(folder.path(`${TREE}/shared/former.tf`))).toBe(false);
  expect((await folder.run('check', 'edge.json')).code).toBe(0);
});

test('an assembly that was another topology’s is not overwritten in silence', async () => {
  writeFileSync(folder.path('hub.json'), JSON.stringify({ ...ONE, name: 'hub' }));
  await folder.run('synth', 'hub.json', '--quiet');
  const sentence = 'warning: cdktf.out held the assembly of hub, and now holds that of edge';
  const ran = await folder.run('synth', 'edge.json', '--quiet', '--json');
  expect([ran.code, ran.err]).toEqual([0, '']);
  expect(JSON.parse(ran.out)).toMatchObject({ cdktfHeld: 'hub' });
  await folder.run('synth', 'hub.json', '--quiet');
  expect((await folder.run('synth', 'edge.json', '--quiet')).err).toContain(sentence);
  expect((await folder.run('synth', 'edge.json', '--quiet')).err).not.toContain(sentence);
});

test('check names what is in the way, and says that it has to go first', async () => {
  await folder.run('synth', 'edge.json');
  spawnSync('rm', ['-r', folder.path(`${TREE}/links`)]);
  symlinkSync('shared', folder.path(`${TREE}/links`));
  const ran = await folder.run('check', 'edge.json');
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(`in the way  ${TREE}/links: a link`);
  expect(ran.err).toContain('Move away what is in the way, then:\n  topogen synth edge.json');
});

describe('line ends', () => {
  const crlf = (path: string): void => writeFileSync(folder.path(path), text(path).replaceAll('\n', '\r\n'));

  test('of a clone are those of the tree, whatever git does on the machine', async () => {
    await folder.run('synth', 'edge.json', '--quiet');
    const git = (...args: string[]) => spawnSync('git', args, { cwd: folder.root, encoding: 'utf8' });
    git('init', '-q', 'one');
    spawnSync('cp', ['-r', folder.path('terraform'), folder.path('one')]);
    git('-C', 'one', 'add', '-A');
    git('-C', 'one', '-c', 'user.name=A', '-c', 'user.email=a@example.test', 'commit', '-qm', 'one');
    expect(git('-c', 'core.autocrlf=true', 'clone', '-q', 'one', 'two').status).toBe(0);
    expect(spawnSync('diff', ['-r', folder.path('terraform'), folder.path('two/terraform')]).status).toBe(0);
  });

  test('that alone differ are called that, without a diff of every line, and synth mends them', async () => {
    await folder.run('synth', 'edge.json', '--quiet');
    const files = [
      `${TREE}/shared/outputs.tf`,
      `${TREE}/cluster-us-east/files/kong/kong.conf`,
      `${TREE}/.topogen-files`,
    ];
    files.forEach(crlf);
    const ran = await folder.run('check', 'edge.json');
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toContain(`changed  ${files[0]}: only line endings differ\n`);
    expect(ran.err).toContain(`changed  ${files[1]}: only line endings differ\n`);
    expect(ran.err).toContain('core.autocrlf');
    const json = JSON.parse((await folder.run('check', 'edge.json', '--json')).out) as { lineEndings: string[] };
    expect(json.lineEndings).toEqual(['cluster-us-east/files/kong/kong.conf', 'shared/outputs.tf']);
    expect((await folder.run('synth', 'edge.json')).code).toBe(0);
    expect((await folder.run('check', 'edge.json')).code).toBe(0);
    expect(text(files[2]!)).not.toContain('\r');
  });
});

describe('two branches that each add a datacenter', () => {
  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.test', '-c', 'commit.gpgsign=false'];
    return spawnSync('git', [...identity, ...args], { cwd: folder.root, encoding: 'utf8' });
  };
  const added = {
    left: { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
    right: { name: 'ap-south', cloud: 'aws', region: 'ap-south-1' },
  };

  test.each(casesOf(['--ours', '--theirs'], ['--theirs']))(
    'are brought into step by one synth, whichever side (%s) a conflict was settled by',
    async (side) => {
      writeFileSync(folder.path('.gitignore'), 'cdktf.out\n');
      await folder.run('synth', 'edge.json');
      git('init', '-q', '-b', 'base');
      git('add', '-A');
      git('commit', '-qm', 'base');
      for (const [branch, datacenter] of Object.entries(added)) {
        git('checkout', '-q', '-b', branch, 'base');
        spec({ ...TWO, datacenters: [...TWO.datacenters, datacenter] });
        expect((await folder.run('synth', 'edge.json')).code).toBe(0);
        git('add', '-A');
        git('commit', '-qm', branch);
      }
      expect(git('merge', 'left').status).not.toBe(0);
      git('checkout', side, '--', '.');
      spec({ ...TWO, datacenters: [...TWO.datacenters, ...Object.values(added)] });
      put(`${TREE}/cluster-us-west/mine.tf`);
      const checked = await folder.run('check', 'edge.json');
      expect([checked.code, checked.err]).toEqual([1, expect.stringContaining('lock-frozen')]);
      expect((await folder.run('synth', 'edge.json')).code).toBe(0);
      expect((await folder.run('check', 'edge.json')).code).toBe(0);
      expect(git('grep', '-l', '-E', '^(<{7}|>{7})', '--', TREE).stdout).toBe('');
      expect(text(`${TREE}/cluster-us-west/mine.tf`)).toContain('mine');
      for (const { name } of Object.values(added))
        expect(existsSync(folder.path(`${TREE}/cluster-${name}/kong.tf`))).toBe(true);
    },
  );
});
