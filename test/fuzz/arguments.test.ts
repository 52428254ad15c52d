import fc from 'fast-check';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { builtProgram } from '../support/built-program';
import { commandNames, commandOptions } from '../support/command-names';
import { RunFolder } from '../support/run-in-folder';
import { FUZZ_TIMEOUT, fuzz } from './fuzz';
import { holdRun, holdTime } from './laws';
import { longTest } from '../support/effort';

/*
 * Whatever stands on the command line: it ends with 0, 1 or 2, says why it failed, answers in JSON when it was asked to, and never
 * needs the last net.
 */
const COMMANDS = commandNames();
const FILES = [
  'edge.json',
  'edge.yaml',
  'wrong.json',
  'broken.json',
  'missing.json',
  'folder',
  'bytes',
  'empty.json',
  'HEAD',
  '-',
];
const VALUES = [
  '',
  '--',
  '.',
  '..',
  'out',
  'out/deep',
  'edge.json/x',
  'a\nb',
  '\u202e',
  'x'.repeat(300),
  '5',
  '1e400',
  '__proto__',
];
/** Options that start other programs. Without them `apply` and `destroy` refuse: nobody can be asked. */
const STARTING = ['exec', 'yes', 'plan-only', 'confirm'];
/** Every other option of every command. */
const OPTIONS = commandOptions().filter((it) => !STARTING.includes(it));

const value = fc.oneof(
  fc.constantFrom(...FILES, ...VALUES),
  fc.string({ maxLength: 8 }).filter((it) => !it.includes('\u0000')),
);
const option = fc
  .tuple(
    fc.constantFrom(
      ...OPTIONS,
      ...OPTIONS.map((it) => `no-${it}`),
      'out.x',
      'jsno',
      'get-yargs-completions',
      'o',
      '_',
      '$0',
    ),
    value,
    fc.nat(3),
  )
  .map(([name, it, form]) => [[`--${name}`], [`--${name}`, it], [`--${name}=${it}`], [`-${name}`]][form] ?? []);
const usual = fc.constantFrom(
  ['--json'],
  ['--json'],
  ['--out', 'terraform'],
  ['--frozen-lock'],
  ['--curve'],
  ['us-east.kong'],
  ['--lose', 'zone'],
  ['--lose', 'node:us-east/kong', '--lose', 'datacenter:us-east'],
  ['--lost', 'zone:us-east/a'],
  ['--rotate', 'kong'],
  ['--allow', 'nodes-lowered:us-east'],
  ['--node', 'cassandra-2'],
  ['--format', 'markdown'],
  ['us-east', 'cql'],
);

/** A command with a spec where most have one, then anything. */
const line: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...COMMANDS) }, { weight: 1, arbitrary: value }),
    fc.array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...FILES) }, { weight: 1, arbitrary: value }), {
      maxLength: 3,
    }),
    fc.array(fc.oneof(usual, option), { maxLength: 3 }),
    fc.boolean(),
  )
  .map(([command, words, options, optionsFirst]) => [
    command,
    ...(optionsFirst ? [...options.flat(), ...words] : [...words, ...options.flat()]),
  ]);

const SPEC = {
  name: 'edge',
  requestsPerSecond: 100,
  datacenters: [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }],
};

test('the instrument tries every command, with the options of each, on specs that pass and that do not', async () => {
  expect(COMMANDS).toEqual(expect.arrayContaining(['synth', 'runbook', 'connect', 'report']));
  expect(OPTIONS).toEqual(expect.arrayContaining(['lost', 'rotate', 'allow', 'lose', 'node', 'format']));
  expect([(await folder.run('validate', 'edge.json')).code, (await folder.run('validate', 'wrong.json')).code]).toEqual(
    [0, 1],
  );
});

let folder: RunFolder;
const PATH = process.env['PATH'];
beforeAll(() => {
  builtProgram();
  folder = new RunFolder();
  // No line may start anything but git: Terraform would ask registries, and what stands.
  const git = PATH!
    .split(delimiter)
    .map((it) => join(it, 'git'))
    .find((it) => existsSync(it));
  mkdirSync(folder.path('bin'));
  symlinkSync(git!, folder.path('bin/git'));
  process.env['PATH'] = folder.path('bin');
  folder.input = Buffer.from(JSON.stringify(SPEC));
  execFileSync('git', ['init', '--quiet'], { cwd: folder.root });
});
beforeEach(makeAnew);

afterAll(() => {
  process.env['PATH'] = PATH;
  folder.remove();
});

/** Only the files that a line may name: what earlier lines made, and what their locks hold against the next, is gone. */
function makeAnew(): void {
  for (const it of readdirSync(folder.root)) {
    if (it !== 'bin' && it !== '.git') rmSync(folder.path(it), { recursive: true, force: true });
  }
  writeFileSync(folder.path('edge.json'), JSON.stringify(SPEC));
  writeFileSync(folder.path('edge.yaml'), 'name: edge\nrequestsPerSecond: 100\ndatacenters: 1\n');
  writeFileSync(
    folder.path('wrong.json'),
    JSON.stringify({ ...SPEC, requestsPerSecond: 5_000_000, kong: { versoin: 1 } }),
  );
  writeFileSync(folder.path('broken.json'), '{ "name": ');
  writeFileSync(folder.path('bytes'), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  writeFileSync(folder.path('empty.json'), '');
  mkdirSync(folder.path('folder'));
}

test(
  'any command line, in this process',
  async () => {
    const tally = await fuzz('command lines', line, async (args, it) => {
      if (it.of('tried') % LINES_A_FOLDER === 0) makeAnew();
      it.add('tried');
      const ran = await holdTime(
        () => args.join(' '),
        () => folder.run(...args),
      );
      holdRun(args, ran);
      it.add(`ended with ${ran.code}`);
    });
    expect(tally.of('ended with 0') + tally.of('ended with 1')).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT,
);

longTest(
  'some command lines, as a process of their own',
  async () => {
    const main = join(builtProgram(), 'main.js');
    await fuzz(
      'processes',
      line,
      (args, it) => {
        if (it.of('tried') >= MOST_PROCESSES) return;
        const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
          cwd: folder.root,
          input: folder.input,
          encoding: 'utf8',
          timeout: 60_000,
        });
        holdRun(args, { code: status ?? -1, out: stdout, err: stderr });
        it.add('tried');
      },
      { seconds: 5 },
    );
  },
  FUZZ_TIMEOUT,
);

/** Lines after which the folder is made anew: enough that they meet what others left, too few that one lock refuses the rest. */
const LINES_A_FOLDER = 25;
/** Each takes as long as some hundred of the others. */
const MOST_PROCESSES = 30;
