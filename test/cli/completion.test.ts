import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { commandNames } from '../support/command-names';
import { casesOf } from '../support/effort';
import { RunFolder } from '../support/run-in-folder';

/* Scripts of completion, each in its real shell where there is one, with the built program behind them. */

const SPEC = {
  name: 'edge',
  requestsPerSecond: 100,
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  ],
};

const folder = new RunFolder();
/** Shells keep files of their own in the home folder. */
const home = new RunFolder();

beforeAll(() => {
  writeFileSync(folder.path('edge.json'), JSON.stringify(SPEC));
  writeFileSync(folder.path('other edge.yaml'), JSON.stringify(SPEC));
  writeFileSync(folder.path('notes.txt'), '');
  mkdirSync(folder.path('elsewhere'));
  mkdirSync(folder.path('bin'));
  symlinkSync(join(builtProgram(), 'main.js'), folder.path('bin/topogen'));
});

afterAll(() => [folder, home].forEach((it) => it.remove()));

const FOLDERS = ['bin', 'elsewhere'];
const SPECS = ['edge.json', 'other edge.yaml'];

type Line = readonly [line: string, expected: readonly string[]];

/** What a line is completed to, whoever completes it. */
const LINES: readonly Line[] = [
  ['topogen ex', ['explain']],
  ['topogen synth ', [...FOLDERS, ...SPECS]],
  ['topogen simulate edge.json --lose datacenter:us-w', ['datacenter:us-west']],
  ['topogen validate other\\ edge.yaml --js', ['--json']],
  ['topogen explain missing.json us', []],
];

const SHELLS: Readonly<Record<string, (line: string) => readonly string[]>> = { bash, zsh, fish };

describe.each(Object.keys(SHELLS))('in %s', (shell) => {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  (isThere ? test : test.skip).each(casesOf(LINES, LINES.slice(1, 2)))('%s', (line, expected) => {
    expect([...new Set(SHELLS[shell]!(line))].sort()).toEqual([...expected].sort());
  });
});

/** What the program answers to a script: words, and what the shell shall add of its own. */
const ANSWERS: readonly Line[] = [
  ['synth --fr', ['--frozen-lock']],
  ['synth edge.json --out e', [':folders']],
  ['synth edge.json --allow ', []],
  ['synth edge.json --quiet --js', ['--json']],
  ['explain edge.json us-east.kong.node-c', ['us-east.kong.node-capacity']],
  ['explain edge.json us-e', expect.arrayContaining(['us-east', 'us-east--us-west', 'us-east.kong'])],
  ['explain edge.json us-east --svg ', [':files']],
  ['simulate edge.json --lose zo', expect.arrayContaining(['zone', 'zone:us-east/a'])],
  ['runbook edge.json --lost zo', expect.arrayContaining(['zone:us-east/a'])],
  ['runbook edge.json --rotate cassandra-k', ['cassandra-kong-password']],
  ['diff HE', [':specs']],
  ['diff edge.json e', [':specs']],
  ['connect edge.json us-', ['us-east', 'us-west']],
  ['completion z', ['zsh']],
  ['nothing ', []],
];

test.each(ANSWERS)('topogen %s is completed', async (line, expected) => {
  const { out } = await folder.run('__complete', ...line.split(' '));
  expect(out.split('\n').slice(0, -1)).toEqual(expected);
});

const env = { ...process.env, PATH: `${folder.path('bin')}${delimiter}${process.env['PATH']}`, HOME: home.root };

function run(shell: string, ...args: string[]): string[] {
  const out = execFileSync(shell, args, { cwd: folder.root, env, encoding: 'utf8' });
  return out.split('\n').filter((word) => word !== '');
}

/** bash has no way to be asked, so its function is called as bash calls it. Behind a colon it gives the rest of a word. */
function bash(line: string): string[] {
  const script = `source <(topogen completion bash); COMP_LINE=$1 COMP_POINT=\${#1}; _topogen
    for it in "\${COMPREPLY[@]}"; do echo "$2$it"; done`;
  const kept = /[^ ]*[:=](?=[^ :=]*$)/.exec(line)?.[0] ?? '';
  return run('bash', '--norc', '-c', script, 'bash', line, kept);
}

/** zsh completes within its line editor alone, so its function is called as zsh calls it, and its own words write what they are told. */
function zsh(line: string): string[] {
  const script = `compdef() { }; compadd() { [[ $2 == \${(Q)words[CURRENT]}* ]] && print -r -- $2 }
    _files() { print -rl -- *(N-/)
      case $* in (-g*) print -rl -- *.(json|yaml|yml)(N) ;; (-/) ;; (*) print -rl -- *(N-.) ;; esac }
    source <(topogen completion zsh)
    words=(\${(z)1}); [[ $1 == *" " ]] && words+=(""); CURRENT=$#words; _topogen`;
  const current = line.split(' ').at(-1)!;
  return run('zsh', '-f', '-c', script, 'zsh', line).filter((word) => word.startsWith(current));
}

function fish(line: string): string[] {
  const words = run('fish', '--no-config', '-c', 'topogen completion fish | source; complete -C $argv[1]', line);
  return words.map((word) =>
    word
      .split('\t')[0]!
      .replace(/\/$/, '')
      .replace(/^'(.*)'$/, '$1')
      .replaceAll('\\ ', ' '),
  );
}

test('offers every command', async () => {
  const { out } = await folder.run('__complete', '');
  expect(out.split('\n')).toEqual([...commandNames(), '--help', '--version', '']);
});

test('says nothing of a spec that is faulty, since somebody is typing', async () => {
  writeFileSync(folder.path('faulty.txt'), '{');
  const ran = await folder.run('__complete', 'explain', 'faulty.txt', 'us');
  expect(ran).toEqual({ code: 0, out: '', err: '' });
});
