import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompileCache, cacheFolder } from '../../src/start/compile-cache';
import { builtProgram } from '../support/built-program';
import { PROJECT } from '../support/synthesized';
import { longTest } from '../support/effort';

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'topogen-cache-'))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const BUILT = Buffer.from('the program');
const CODE = { data: Buffer.from('what V8 compiled\n of it'), commands: ['synth', 'plan'] };

/** A cache in a folder that is not there yet, after a first run has written it. */
function written(): { readonly cache: CompileCache; readonly folder: string; readonly file: string } {
  const folder = join(home, 'deep', 'topogen');
  const cache = new CompileCache(folder, BUILT);
  expect(cache.read()).toBeUndefined();
  cache.write(CODE);
  const [name] = readdirSync(folder);
  return { cache, folder, file: join(folder, name!) };
}

test('gives back what was kept, from a folder and a file that are private', () => {
  const { cache, folder, file } = written();
  expect(cache.read()).toEqual(CODE);
  expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  cache.write({ ...CODE, commands: ['cost'] });
  expect(cache.read()?.commands).toEqual(['cost']);
  expect(readdirSync(folder)).toHaveLength(1);
});

test('gives nothing of another build, or of a file under the name of this one', () => {
  const { folder, file } = written();
  const other = new CompileCache(folder, Buffer.from('the program, changed'));
  expect(other.read()).toBeUndefined();
  other.write(CODE);
  const [name] = readdirSync(folder).filter((it) => join(folder, it) !== file);
  renameSync(file, join(folder, name!));
  expect(other.read()).toBeUndefined();
});

describe('trusts nothing', () => {
  const faults: Readonly<Record<string, (file: string, folder: string) => void>> = {
    'that is empty': (file) => writeFileSync(file, ''),
    'that is cut off': (file) => writeFileSync(file, readFileSync(file).subarray(0, -1)),
    'that is damaged': (file) =>
      writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, -2), Buffer.from('!!')])),
    'that others may write': (file) => chmodSync(file, 0o620),
    'in a folder that others may write': (_, folder) => chmodSync(folder, 0o770),
    'that is a link': (file) => {
      renameSync(file, join(home, 'aside'));
      symlinkSync(join(home, 'aside'), file);
    },
    'in a folder that is a link': (_, folder) => {
      renameSync(folder, join(home, 'aside'));
      symlinkSync(join(home, 'aside'), folder);
    },
    'that is a folder': (file) => {
      rmSync(file);
      mkdirSync(file);
    },
    'that is a pipe without a writer': (file) => {
      rmSync(file);
      execFileSync('mkfifo', ['-m', '600', file]);
    },
  };

  test.each(Object.keys(faults))('%s', (name) => {
    const { cache, folder, file } = written();
    faults[name]!(file, folder);
    expect(cache.read()).toBeUndefined();
  });

  test.each([{ of: 'file' as const }, { of: 'folder' as const }])('whose $of is another user’s', ({ of }) => {
    const paths = written();
    const mine = process.geteuid!();
    expect(paths.cache.read()).toEqual(CODE);
    // As another user sees it; who may give files away can look at one alone.
    if (mine === 0) execFileSync('chown', ['12345', paths[of]]);
    const asOther = jest.spyOn(process, 'geteuid').mockReturnValue(mine === 0 ? mine : mine + 1);
    try {
      expect(paths.cache.read()).toBeUndefined();
    } finally {
      asOther.mockRestore();
    }
  });
});

test('makes no folder in a home of somebody else, as root with the HOME of a user would', () => {
  const asOther = jest.spyOn(process, 'geteuid').mockReturnValue(54321);
  try {
    new CompileCache(join(home, '.cache', 'topogen'), BUILT).write(CODE);
  } finally {
    asOther.mockRestore();
  }
  expect(readdirSync(home)).toEqual([]);
});

test('removes what nobody has used for a month, and nothing that is not its own', () => {
  const { cache, folder, file } = written();
  const old = new Date(Date.now() - 31 * 24 * 3600 * 1000);
  for (const name of ['0-v18.0.0-x64.compiled', 'notes.txt']) {
    writeFileSync(join(folder, name), '');
    utimesSync(join(folder, name), old, old);
  }
  linkSync(file, join(folder, '1-v18.0.0-x64.compiled'));
  cache.write(CODE);
  expect(readdirSync(folder).sort().slice(0, 1)).toEqual(['1-v18.0.0-x64.compiled']);
  expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
  expect(readdirSync(folder)).toHaveLength(3);
});

test.each([
  { env: { XDG_CACHE_HOME: '/var/xdg', HOME: '/home/a' }, platform: 'linux', place: '/var/xdg/topogen' },
  { env: { XDG_CACHE_HOME: 'not/absolute', HOME: '/home/a' }, platform: 'linux', place: '/home/a/.cache/topogen' },
  { env: { XDG_CACHE_HOME: '', HOME: '/home/a' }, platform: 'freebsd', place: '/home/a/.cache/topogen' },
  { env: { HOME: '/Users/a' }, platform: 'darwin', place: '/Users/a/Library/Caches/topogen' },
  { env: {}, platform: 'linux', place: undefined },
  { env: { HOME: '' }, platform: 'linux', place: undefined },
  { env: { HOME: '/home/a', NODE_DISABLE_COMPILE_CACHE: '1' }, platform: 'linux', place: undefined },
] as const)('with $env on $platform the folder is $place', ({ env, platform, place }) => {
  expect(cacheFolder(env, platform)).toBe(place);
});

describe('the built program', () => {
  const { version } = jest.requireActual<{ version: string }>('../../package.json');

  function run(env: NodeJS.ProcessEnv, ...args: string[]): string {
    const options = { cwd: home, env: { PATH: process.env['PATH'], ...env }, stdio: 'pipe', encoding: 'utf8' } as const;
    return execFileSync(process.execPath, [join(builtProgram(), 'main.js'), ...args], options);
  }

  longTest('keeps its code once for each command, and writes the same with it', () => {
    const env = { XDG_CACHE_HOME: join(home, 'cache') };
    for (const file of ['two-clouds.json', 'two-clouds.lock.json'])
      cpSync(join(PROJECT, 'topologies', file), join(home, file));
    const kept = () =>
      readdirSync(join(env.XDG_CACHE_HOME, 'topogen')).map((it) => join(env.XDG_CACHE_HOME, 'topogen', it));
    const first = run(env, 'plan', 'two-clouds.json', '--json');
    const [file, ...others] = kept();
    expect(others).toEqual([]);
    const { ino, size } = statSync(file!);
    expect(run(env, 'plan', 'two-clouds.json', '--json')).toBe(first);
    expect(statSync(file!).ino).toBe(ino);
    run(env, 'cost', 'two-clouds.json');
    expect(statSync(file!).size).toBeGreaterThan(size);
    expect(run(env, 'plan', 'two-clouds.json', '--json')).toBe(first);
    expect(kept()).toEqual([file]);
  });

  test.each([
    { where: 'no home', env: {} },
    { where: 'a home that is not there and cannot be', env: { HOME: '/proc/nobody' } },
    { where: 'a file in the way', env: { XDG_CACHE_HOME: join(PROJECT, 'package.json') } },
  ])('runs with $where', ({ env }) => {
    expect(run(env, '--help')).toContain('topogen synth <spec>');
  });

  test('answers with its version before it is loaded', () => {
    const env = { XDG_CACHE_HOME: join(home, 'cache') };
    expect(run(env, '--version')).toBe(`${version}\n`);
    expect(existsSync(env.XDG_CACHE_HOME)).toBe(false);
  });
});
