// Shows in what the tree of a ready-made topology differs from the one that a commit of this project gives:
//
//     npm run golden:diff -- hub            against the last commit
//     npm run golden:diff -- hub v1.2       against any revision
//
// Both programs are built in a temporary folder from their own sources, so that golden folders that hold hashes alone can be
// reviewed as well as those that hold the texts. Ends as `git diff` does: 1 when there is a difference.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['package.json', 'src', 'templates', 'topologies'];

const [topology, revision = 'HEAD'] = process.argv.slice(2);
if (topology === undefined) {
  process.stderr.write('usage: npm run golden:diff -- <topology> [revision]\n');
  process.exit(2);
}

const home = mkdtempSync(join(tmpdir(), 'topogen-golden-diff-'));
try {
  synthesize('before', (folder) => {
    const sources = execFileSync('git', ['archive', revision, ...SOURCES], { cwd: PROJECT, maxBuffer: 2 ** 30 });
    execFileSync('tar', ['-x', '-C', folder], { input: sources });
  });
  synthesize('after', (folder) => {
    for (const source of SOURCES) cpSync(join(PROJECT, source), join(folder, source), { recursive: true });
  });
  const { status } = spawnSync('git', ['--no-pager', 'diff', '--no-index', 'before', 'after'], {
    cwd: home,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 2;
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** Builds a program from the sources that `fill` puts in place, and leaves its tree of the topology in `home/<name>`. */
function synthesize(name, fill) {
  const program = join(home, `${name}-program`);
  mkdirSync(program);
  fill(program);
  symlinkSync(join(PROJECT, 'node_modules'), join(program, 'node_modules'));
  const run = (command, ...args) => execFileSync(command, args, { cwd: program, stdio: 'pipe' });
  run('npm', 'run', '--silent', 'bundle');
  const folders = ['--out', join(home, name), '--cdktf-out', join(home, `${name}-assembly`)];
  run(process.execPath, 'dist/main.js', 'synth', `topologies/${topology}.json`, '--quiet', ...folders);
}
