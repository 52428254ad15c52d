import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from 'yaml';
import { OTHER_USER, type InstalledPackage } from '../support/installed-package';
import { pageBlocks } from '../support/page-blocks';
import { PROJECT } from '../support/synthesized';

/*
 * Every shell block of the pages that people begin with, and of those that they copy from later, is run as it stands, by the
 * installed package. Terraform and the clouds' tools are stand-ins that write down how they were called: what they do with a tree is
 * tested elsewhere.
 */

/** Pages whose shell blocks are run here, each of them; `test/docs/pages.test.ts` holds that no other page has one. */
export const RUN_PAGES = [
  'README.md',
  'docs/day-two.md',
  'docs/entrance.md',
  'docs/getting-started.md',
  'docs/report.md',
  'docs/security.md',
];

/** Blocks that are run elsewhere: by CI, and by cdktf in `installed.test.ts`. */
export const ELSEWHERE = ['npm ci && npm test', "TOPOGEN_SPEC=topologies/two-clouds.json npx cdktf deploy '*'"];

/**
 * Adds the tests of pages.
 *
 * @param package_ returns the installation, once the tests run
 * @param releases of Node
 */
export function testPages(package_: () => InstalledPackage, releases: readonly string[]): void {
  const asRoot = process.getuid?.() === 0;
  // What differs by user does not by release: root runs the first one alone.
  const both = releases.map((release): readonly [string, string] => [release, asRoot ? 'another user' : 'this user']);
  if (asRoot) both.push([releases[0]!, 'root']);
  let count = 0;

  /** Makes a folder that has the package, read-only, and a spec. */
  function place(specs: readonly string[] = []): string {
    const installed = package_();
    const folder = join(installed.home, `für uns ${++count}`);
    mkdirSync(join(folder, 'topologies'), { recursive: true });
    symlinkSync(join(installed.folder, 'node_modules'), join(folder, 'node_modules'));
    for (const file of ['package.json', 'package-lock.json']) cpSync(join(installed.folder, file), join(folder, file));
    for (const file of specs) cpSync(join(PROJECT, 'topologies', file), join(folder, 'topologies', file));
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, env: installed.env, stdio: 'pipe' });
    git('init', '--quiet', '--initial-branch=main');
    installed.standIn('terraform');
    return folder;
  }

  function callsIn(folder: string): readonly string[] {
    return readFileSync(join(folder, 'calls'), 'utf8').split('\n').filter(Boolean);
  }

  test.each(both)('does the first page under Node %s, as %s', (release, user) => {
    const installed = package_();
    const node = installed.tryNode(release);
    if (node === undefined) return;
    const [, ...blocks] = pageBlocks('docs/getting-started.md', 'sh');
    expect(blocks.length).toBeGreaterThan(3);
    const folder = place();
    const ignored = pageBlocks('docs/getting-started.md', '').find((block) => block.startsWith('node_modules/'));
    writeFileSync(join(folder, '.gitignore'), `${ignored}\n`);
    if (user === 'another user') {
      execFileSync('chown', ['-R', '-h', `${OTHER_USER}:${OTHER_USER}`, folder]);
    }
    execFileSync('chmod', ['-R', 'a-w', join(installed.folder, 'node_modules')]);
    const before = timesIn(join(installed.folder, 'node_modules'));
    const run = { cwd: folder, node, ...(user === 'another user' ? { user: OTHER_USER } : {}) };
    const ran = installed.bash(blocks.join('\n'), run);
    expect([ran.status, ran.stderr.match(/^.*(error|fatal|[Ww]arning):.*$/m)]).toEqual([0, null]);
    expect(timesIn(join(installed.folder, 'node_modules'))).toEqual(before);
    const stacks = readdirSync(join(folder, 'terraform/edge'), { withFileTypes: true })
      .filter((it) => it.isDirectory())
      .map(({ name }) => name);
    const printed = /for stack in ([^;]*);/.exec(ran.stderr)![1]!.replace(/\\\n/g, ' ').trim().split(/\s+/);
    expect([...printed].sort()).toEqual(stacks.sort());
    expect(callsIn(folder)).toEqual(
      printed.flatMap((stack) => ['init', 'apply'].map((it) => `terraform -chdir=terraform/edge/${stack} ${it}`)),
    );
    const committed = installed.bash(
      'git show --format= --name-only HEAD; git status --porcelain terraform',
      run,
    ).stdout;
    for (const path of ['edge.yaml', 'edge.lock.json', 'terraform/edge/README.md'])
      expect(committed.split('\n')).toContain(path);
    expect(committed).not.toContain('?? ');
  });

  test('does what the README begins with', () => {
    const installed = package_();
    const blocks = pageBlocks('README.md', 'sh').filter((block) => !ELSEWHERE.includes(block));
    expect(blocks).toHaveLength(1);
    const ran = installed.bash(blocks.join('\n'), { cwd: place(['two-clouds.json', 'two-clouds.lock.json']) });
    expect([ran.status, ran.stderr]).toEqual([0, expect.stringContaining('terraform/two-clouds')]);
  });

  test('does what the page about later changes has', () => {
    const installed = package_();
    const [changes = '', applying = '', ways = '', ...others] = pageBlocks('docs/day-two.md', 'sh');
    expect(others).toEqual([]);
    // These need a terminal or Terraform's answers: test/cli/apply.test.ts and test/apply.test.ts run them.
    expect(applying.split('\n').filter((line) => !/^topogen (apply|destroy) edge\.json/.test(line))).toEqual([]);
    const folder = place();
    const spec = JSON.parse(readFileSync(join(PROJECT, 'topologies/two-clouds.json'), 'utf8')) as object;
    const write = (rate: number) =>
      writeFileSync(join(folder, 'edge.json'), JSON.stringify({ ...spec, name: 'edge', requestsPerSecond: rate }));
    const bin = 'PATH="$PWD/node_modules/.bin:$PATH"; ';
    const run = (line: string) => installed.bash(`${bin}${line}`, { cwd: folder });
    write(100);
    expect(run('topogen synth edge.json --quiet && git add edge.* terraform && git commit --quiet -m one').status).toBe(
      0,
    );
    write(20_000);
    const lines = changes.split('\n');
    const codes = lines.map((line) => [/^topogen (\w+)/.exec(line)?.[1], run(line).status]);
    expect(codes).toEqual([
      ['validate', 0],
      ['diff', 2],
      ['runbook', 0],
      ['synth', 0],
    ]);
    installed.standIn('aws', 'echo i-0123456789abcdef0');
    installed.standIn('gcloud', 'case "$3" in list) printf "%s\\t%s\\n" kong-ab12 zone-b ;; esac');
    expect(ways.split('\n').map((line) => run(line).status)).toEqual(ways.split('\n').map(() => 0));
    expect(callsIn(folder).join('\n')).toContain('gcloud compute ssh');
  });

  test('does what the page about the report has', () => {
    const installed = package_();
    const folder = place(['two-clouds.json', 'two-clouds.lock.json']);
    const bin = 'PATH="$PWD/node_modules/.bin:$PATH"; cp topologies/two-clouds.json edge.json; ';
    const [block = '', ...others] = pageBlocks('docs/report.md', 'sh');
    expect(others).toEqual([]);
    expect(installed.bash(`${bin}${block}`, { cwd: folder }).status).toBe(0);
    expect(readFileSync(join(folder, 'board.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  test('makes and renews the secrets that the page about the entrance names', () => {
    const installed = package_();
    const folder = place();
    for (const tool of ['aws', 'gcloud']) installed.standIn(tool);
    for (const file of ['fullchain.pem', 'privkey.pem']) writeFileSync(join(folder, file), `${file}\n`);
    const blocks = pageBlocks('docs/entrance.md', 'sh');
    expect(blocks.map((block) => installed.bash(block, { cwd: folder }).status)).toEqual([0, 0]);
    expect(readFileSync(join(folder, 'edge.pem'), 'utf8')).toBe('fullchain.pem\nprivkey.pem\n');
    const [, aws, google] = /"certificate": \{ "aws": "(.*?)", "google": "(.*?)" \}/.exec(
      pageBlocks('docs/entrance.md', 'json').join('\n'),
    )!;
    const named = callsIn(folder).map((call) =>
      /^(aws|gcloud) (?:secretsmanager|secrets) (?:versions )?(\S+) (?:--name |--secret-id )?(\S+) /
        .exec(call)
        ?.slice(1),
    );
    expect(named).toEqual([
      ['aws', 'create-secret', aws],
      ['gcloud', 'create', google],
      ['aws', 'put-secret-value', aws],
      ['gcloud', 'add', google],
    ]);
  });

  test('does what the page about security has', () => {
    const installed = package_();
    const folder = place();
    installed.standIn(
      'gcloud',
      'case "$*" in *projectNumber*) echo 42 ;; *kmsServiceAccountId*) echo cmek-p42@gcp-sa-logging.iam.gserviceaccount.com ;; esac',
    );
    const [block = '', ...others] = pageBlocks('docs/security.md', 'sh');
    expect(others).toEqual([]);
    expect(installed.bash(block, { cwd: folder }).status).toBe(0);
    const granted = callsIn(folder).flatMap(
      (call) =>
        /^gcloud kms keys add-iam-policy-binding (\S+) --member=serviceAccount:(\S+) --role=(\S+)$/
          .exec(call)
          ?.slice(1)
          .join(' ') ?? [],
    );
    const [key, role] = [
      'projects/acme-keys/locations/europe-west1/keyRings/edge/cryptoKeys/edge',
      'roles/cloudkms.cryptoKeyEncrypterDecrypter',
    ];
    const agents = [
      'service-42@compute-system',
      'service-42@gcp-sa-secretmanager',
      'service-42@gcp-sa-cloud-sql',
      'service-42@gs-project-accounts',
      'cmek-p42@gcp-sa-logging',
    ];
    expect(granted).toEqual(agents.map((agent) => `${key} ${agent}.iam.gserviceaccount.com ${role}`));
  });

  test.each(['github', 'gitlab'])('does what the page about CI has for %s', (host) => {
    const installed = package_();
    const workflows = pageBlocks('docs/ci.md', 'yaml');
    expect(workflows).toHaveLength(2);
    const workflow = workflows.find((it) => it.includes('runs-on') === (host === 'github'))!;
    const scripts = scriptsOf(parse(workflow)).map((it) => it.replaceAll('${{ github.base_ref }}', 'main'));
    expect(scripts.length).toBeGreaterThan(2);
    const folder = place(['two-clouds.json', 'two-clouds.lock.json']);
    const before =
      'npx topogen synth topologies/two-clouds.json --quiet && git add topologies terraform && git commit --quiet -m one && git update-ref refs/remotes/origin/main HEAD';
    expect(installed.bash(before, { cwd: folder }).status).toBe(0);
    for (const script of scripts.filter((it) => it !== 'npm ci'))
      expect([script, installed.bash(script, { cwd: folder }).status]).toEqual([script, 0]);
    const commands = callsIn(folder).map((call) => call.replace(/^terraform -chdir=\S+ (\w+).*$/, '$1'));
    expect(new Set(commands)).toEqual(new Set(['init', 'validate', 'test']));
  });
}

/** Returns the scripts of a workflow, in order: the steps of GitHub, the lines of GitLab. */
function scriptsOf(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === 'run') return [String(child)];
    return key === 'script' ? (child as readonly unknown[]).map(String) : scriptsOf(child);
  });
}

/** Returns when each file below a folder was changed. */
function timesIn(folder: string): string {
  return execFileSync('find', [folder, '-printf', '%P %C@\\n'], { encoding: 'utf8' });
}
