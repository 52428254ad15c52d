import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { builtProgram } from './built-program';
import { pageBlocks } from './page-blocks';
import { PROJECT } from './synthesized';

/** A user other than root: `nobody` of most systems. */
export const OTHER_USER = 65_534;

/** A release of Node may take so long to come from the registry. */
const MOST_MILLISECONDS = 240_000;

/** How a script of a page is run. */
export interface PageRun {
  readonly cwd: string;
  /** Folder of the Node to run by. @default that of this process */
  readonly node?: string;
  /** @default the one of this process */
  readonly user?: number;
}

/**
 * The package as npm packs it, installed far from the repository, in a folder whose name has spaces and umlauts, by the lines of
 * `docs/getting-started.md`. Only the clone and its build, which npm has packed already, are left out.
 */
export class InstalledPackage {
  readonly home = mkdtempSync(join(tmpdir(), 'topogen-installed-'));
  readonly folder = join(this.home, 'a repository für uns', 'edge');
  /** Tools that scripts call, which write down how. */
  readonly standIns = join(this.home, 'bin');
  readonly env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: this.home,
    npm_config_cache: join(this.home, 'npm'),
    npm_config_update_notifier: 'false',
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    GIT_AUTHOR_NAME: 't',
    GIT_AUTHOR_EMAIL: 't@example.com',
    GIT_COMMITTER_NAME: 't',
    GIT_COMMITTER_EMAIL: 't@example.com',
  };

  constructor() {
    builtProgram();
    chmodSync(this.home, 0o755);
    mkdirSync(this.standIns);
    const packages = join(this.folder, '..', 'topogen');
    mkdirSync(packages, { recursive: true });
    execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', packages], { cwd: PROJECT, stdio: 'pipe' });
    const [install = ''] = pageBlocks('docs/getting-started.md', 'sh');
    const [clone, pack, ...lines] = install.split('\n');
    expect([clone, pack]).toEqual(['git clone <this repository> topogen', '(cd topogen && npm ci && npm pack)']);
    const ran = this.bash(lines.join('\n'), { cwd: join(this.folder, '..') });
    expect([ran.status, ran.stderr.match(/^npm warn.*/gm)]).toEqual([0, null]);
    expect(existsSync(join(this.folder, 'node_modules/topogen'))).toBe(true);
  }

  /** Makes a command of scripts that notes its arguments in the file `calls` of the folder it runs in. */
  standIn(name: string, answer = ''): void {
    const text = `#!/bin/bash\necho ${name} "$@" >>"$CALLS"\n${answer}\n`;
    writeFileSync(join(this.standIns, name), text, { mode: 0o755 });
  }

  /** Runs lines of a page; the first that fails ends them. */
  bash(lines: string, { cwd, node, user }: PageRun) {
    const path = [...(node === undefined ? [] : [node]), this.standIns, this.env['PATH']].join(delimiter);
    const { status, stdout, stderr } = spawnSync('bash', ['-euc', lines], {
      cwd,
      env: { ...this.env, PATH: path, CALLS: join(cwd, 'calls') },
      encoding: 'utf8',
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    return { status, stdout, stderr };
  }

  npx(...args: string[]) {
    const { status, stdout, stderr } = spawnSync('npx', ['--no', 'topogen', ...args], {
      cwd: this.folder,
      env: this.env,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  /** Returns the folder of a release of Node, from the registry; undefined, and a line, where that has none. */
  tryNode(release: string): string | undefined {
    const name = `node-${process.platform}-${process.arch}`;
    const root = join(this.home, `node-${release}`);
    const folder = join(root, 'node_modules', name, 'bin');
    if (existsSync(root)) return existsSync(join(folder, 'node')) ? folder : undefined;
    mkdirSync(root, { recursive: true });
    const args = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefix', root, `${name}@${release}`];
    if (spawnSync('npm', args, { timeout: MOST_MILLISECONDS }).status === 0) return folder;
    process.stderr.write(`skipped, the registry gave no ${name}@${release}\n`);
    return undefined;
  }

  remove(): void {
    execFileSync('chmod', ['-R', 'u+w', this.home]);
    rmSync(this.home, { recursive: true, force: true });
  }
}
