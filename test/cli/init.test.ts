import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SILENT } from '../../src/cli/ports';
import { runCli } from '../../src/cli/run';
import { RunFolder } from '../support/run-in-folder';
import { PROJECT } from '../support/synthesized';

let folder: RunFolder;
beforeEach(() => (folder = new RunFolder()));
afterEach(() => folder.remove());

const read = (path: string): string => readFileSync(folder.path(path), 'utf8');

function git(...args: string[]): string {
  return execFileSync('git', ['-C', folder.root, ...args], { encoding: 'utf8' });
}

test('writes a repository whose tree can be committed, and whose state and assembly stay out', async () => {
  const ran = await folder.run('init', 'my edge', '--ci', 'github');
  expect([ran.code, ran.out]).toEqual([0, '']);
  expect(readdirSync(folder.path('my edge'), { recursive: true }).map(String).sort()).toEqual([
    '.gitattributes',
    '.github',
    '.github/workflows',
    '.github/workflows/topology.yml',
    '.gitignore',
    'cdktf.json',
    'topology.yaml',
  ]);
  expect(ran.err).toContain("cd 'my edge'");
  expect(parse(read('my edge/topology.yaml'))).toMatchObject({ name: 'my-edge', requestsPerSecond: 12_000 });
  expect(read('my edge/topology.yaml').split('\n')[0]).toBe(
    '# yaml-language-server: $schema=./node_modules/topogen/schema/topology.schema.json',
  );
  git('init', '--quiet');
  for (const path of [
    'terraform/my-edge/shared/shared.tf',
    'terraform/my-edge/shared/.terraform.lock.hcl',
    'state/my-edge/shared.tfstate',
    'cdktf.out/manifest.json',
    'node_modules/x/y',
  ]) {
    mkdirSync(folder.path('my edge', path, '..'), { recursive: true });
    writeFileSync(folder.path('my edge', path), '');
  }
  git('add', '.');
  expect(git('ls-files').trim().split('\n')).toEqual([
    'my edge/.gitattributes',
    'my edge/.github/workflows/topology.yml',
    'my edge/.gitignore',
    'my edge/cdktf.json',
    'my edge/terraform/my-edge/shared/.terraform.lock.hcl',
    'my edge/terraform/my-edge/shared/shared.tf',
    'my edge/topology.yaml',
  ]);
});

test('takes what the options say', async () => {
  const args = ['--name', 'acme', '--datacenters', '3', '--clouds', 'google', '--rate', '500', '--ci', 'gitlab'];
  expect((await folder.run('init', ...args)).code).toBe(0);
  const spec = parse(read('topology.yaml')) as { datacenters: { cloud: string }[] };
  expect(spec).toMatchObject({ name: 'acme', requestsPerSecond: 500, googleProject: 'my-project-id' });
  expect(spec.datacenters.map((it) => it.cloud)).toEqual(['google', 'google', 'google']);
  expect((await folder.run('validate', 'topology.yaml')).code).toBe(0);
  expect(existsSync(folder.path('.gitlab-ci.yml'))).toBe(true);
  expect((await folder.run('init', 'amazon', '--clouds', 'aws')).code).toBe(0);
  expect(read('amazon/topology.yaml')).not.toContain('googleProject');
});

test('never touches a file that is there, and says what an own .gitignore lacks', async () => {
  writeFileSync(folder.path('.gitignore'), '/node_modules\n*.log\n');
  writeFileSync(folder.path('elsewhere'), 'mine');
  symlinkSync('elsewhere', folder.path('topology.yaml'));
  const ran = await folder.run('init');
  expect([ran.code, read('elsewhere'), read('.gitignore')]).toEqual([0, 'mine', '/node_modules\n*.log\n']);
  expect(ran.err).toContain('Kept as they were: topology.yaml, .gitignore.');
  expect(ran.err).toContain('Your .gitignore lacks cdktf.out/');
  expect(ran.err).not.toMatch(/lacks [^:]*node_modules/);
  expect((await folder.run('init')).err).toContain('Wrote nothing: all of it is there.');
});

test('finds the schema of a package that is installed further up, and says where CI looks', async () => {
  mkdirSync(folder.path('node_modules/topogen'), { recursive: true });
  writeFileSync(folder.path('node_modules/topogen/package.json'), '{}');
  git('init', '--quiet');
  const ran = await folder.run('init', 'a/b', '--ci', 'github');
  expect(read('a/b/topology.yaml')).toContain('$schema=../../node_modules/topogen/schema/topology.schema.json\n');
  expect(ran.err).not.toContain('not installed');
  expect(ran.err).toContain('CI reads workflows in the root of the repository alone');
});

test.each([
  { args: ['--datacenters', '0'], words: '--datacenters: "0" is no whole number from 1 to 13' },
  { args: ['--datacenters', '8', '--clouds', 'google'], words: 'from 1 to 7, as many as a starter spec has on google' },
  { args: ['--clouds', 'aws,azure'], words: '--clouds: "azure" is no cloud; there are aws and google' },
  { args: ['--rate', '1e4'], words: '--rate: "1e4" is no whole number of requests per second' },
  { args: ['--ci', 'jenkins'], words: '--ci: "jenkins" is none of github, gitlab, none' },
  { args: ['--name', 'Edge_1'], words: '"Edge_1" is not a valid name' },
  { args: ['--force'], words: 'in a folder nothing is overwritten' },
])('refuses $args, and writes nothing', async ({ args, words }) => {
  const ran = await folder.run('init', ...args);
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining(words)]);
  expect(readdirSync(folder.root)).toEqual([]);
});

describe('on a terminal', () => {
  /** Runs `init` with these answers; returns the questions. */
  async function asked(answers: readonly string[], ...args: string[]): Promise<string[]> {
    const questions: string[] = [];
    const left = [...answers];
    const home = process.cwd();
    process.chdir(folder.root);
    try {
      const code = await runCli(['init', 'asked', ...args], {
        ...SILENT,
        err: (text) => void questions.push(text),
        ask: (question) => {
          questions.push(question);
          return Promise.resolve(left.shift() ?? '');
        },
      });
      expect(code).toBe(0);
    } finally {
      process.chdir(home);
    }
    return questions;
  }

  test('asks for what no option says, again after a faulty answer, and takes the usual for an empty one', async () => {
    const questions = await asked(['aws', 'many', '3', '', 'gitlab'], '--name', 'acme');
    expect(questions.slice(0, 4)).toEqual([
      'Clouds, with commas between [aws,google] ',
      'Datacenters [2] ',
      expect.stringContaining('"many" is no whole number from 1 to 6'),
      'Datacenters [2] ',
    ]);
    expect(parse(read('asked/topology.yaml'))).toMatchObject({ requestsPerSecond: 12_000, datacenters: [{}, {}, {}] });
    expect(existsSync(folder.path('asked/.gitlab-ci.yml'))).toBe(true);
  });

  test('asks nothing with --yes', async () => {
    expect((await asked([], '--yes')).filter((it) => it.includes('['))).toEqual([]);
  });
});

describe('the workflow for GitHub', () => {
  interface Workflow {
    readonly permissions: unknown;
    readonly env: Readonly<Record<string, string>>;
    readonly jobs: { readonly topology: { readonly steps: readonly { uses?: string; run?: string; name?: string }[] } };
  }
  const workflow = parse(readFileSync(`${PROJECT}/templates/starter/github.yml`, 'utf8')) as Workflow;
  const { steps } = workflow.jobs.topology;

  test('pins each action by its commit, beside its release, and asks for no more rights than a comment needs', () => {
    const uses = readFileSync(`${PROJECT}/templates/starter/github.yml`, 'utf8').match(/\buses: \S+@.*/g) ?? [];
    expect(uses).toHaveLength(3);
    for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });

  test('makes a comment of a change, and posts it or brings its own earlier one up to date', () => {
    const spec = {
      name: 'edge',
      requestsPerSecond: 900,
      datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
    };
    writeFileSync(folder.path('topology.yaml'), JSON.stringify(spec));
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message', 'x');
    writeFileSync(folder.path('topology.yaml'), JSON.stringify({ ...spec, requestsPerSecond: 90_000 }));
    mkdirSync(folder.path('bin'));
    cpSync(`${PROJECT}/package.json`, folder.path('package.json'));
    // npx and gh as the scripts call them: topogen itself, and what would be asked of GitHub.
    writeFileSync(
      folder.path('bin/npx'),
      `#!/bin/bash\nshift 2\nexec "${process.execPath}" "${PROJECT}/dist/main.js" "$@"\n`,
      { mode: 0o755 },
    );
    writeFileSync(
      folder.path('bin/gh'),
      '#!/bin/bash\necho "$@" >> calls\n[[ "$*" != *--jq* ]] || printf "%s" "$FOUND"\n',
      { mode: 0o755 },
    );
    const run = (name: RegExp, env: NodeJS.ProcessEnv): void => {
      const step = steps.find((it) => name.test(it.name ?? ''))!;
      const path = `${folder.path('bin')}:${process.env['PATH']}`;
      const all = { ...process.env, ...workflow.env, PATH: path, GITHUB_STEP_SUMMARY: folder.path('summary'), ...env };
      execFileSync('bash', ['-e', '-c', step.run!], { cwd: folder.root, env: all, stdio: 'pipe' });
    };
    run(/^Write/, { BASE: 'main' });
    expect(read('comment.md')).toMatch(/^<!-- topogen topology.yaml -->\n### Topology edge: \d+ to add/);
    expect(read('comment.md')).toMatch(/^### Cost of edge: /m);
    expect(read('summary')).toBe(read('comment.md'));
    const github = { GITHUB_REPOSITORY: 'acme/edge', NUMBER: '7' };
    run(/^Post/, { ...github, FOUND: '' });
    run(/^Post/, { ...github, FOUND: '42' });
    const calls = read('calls').trim().split('\n');
    expect(calls.filter((it) => !it.includes('--jq'))).toEqual([
      'api --method POST repos/acme/edge/issues/7/comments --field body=@comment.md --silent',
      'api --method PATCH repos/acme/edge/issues/comments/42 --field body=@comment.md --silent',
    ]);
  });
});
