import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { RunFolder } from '../support/run-in-folder';
import { TWO as SPEC } from '../support/edge-spec';

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  writeFileSync(folder.path('edge.json'), JSON.stringify(SPEC));
});
afterEach(() => folder.remove());

describe('topogen', () => {
  test('lists its commands, with data on standard output and nothing else there', async () => {
    const help = await folder.run('--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const command of ['init', 'validate', 'plan', 'synth', 'check', 'schema', 'completion'])
      expect(help.out).toMatch(new RegExp(`topogen ${command}\\b`));
    expect((await folder.run('synth', '--help')).out).toContain('topogen synth topologies/two-clouds.json');
  });

  test('tells its version', async () => {
    const { version } = JSON.parse(readFileSync(`${__dirname}/../../package.json`, 'utf8')) as { version: string };
    expect(await folder.run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test('prints a completion script', async () => {
    expect((await folder.run('completion')).out).toContain('topogen');
  });

  test.each([[[]], [['sinth', 'edge.json']], [['synth']], [['synth', 'edge.json', '--nonsense']]])(
    'refuses %j with what to do',
    async (args) => {
      const ran = await folder.run(...args);
      expect(ran).toMatchObject({ code: 1, out: '' });
      expect(ran.err).toMatch(/Run topogen [a-z ]*--help/);
      expect(ran.err).not.toContain('    at ');
    },
  );
});

describe('validate', () => {
  test('says so when a spec is valid, and writes nothing', async () => {
    const ran = await folder.run('validate', 'edge.json');
    expect(ran).toMatchObject({ code: 0, out: '' });
    expect(ran.err).toContain('edge.json: valid; 2 datacenters, 1 link\n');
    expect(existsSync(folder.path('edge.lock.json'))).toBe(false);
  });

  test('reports every fault at once, with its place', async () => {
    writeFileSync(folder.path('bad.json'), JSON.stringify({ ...SPEC, requestsPerSecond: 0, shards: 3 }, null, 2));
    const ran = await folder.run('validate', 'bad.json');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/^bad\.json:3:24: error: requestsPerSecond: /m);
    expect(ran.err).toMatch(/^bad\.json:\d+:3: error: .*shards/m);
    expect(ran.err).toMatch(/\n2 errors\.\n$/);
  });

  test('gives the same to programs', async () => {
    writeFileSync(folder.path('bad.json'), JSON.stringify({ ...SPEC, requestsPerSecond: 0 }, null, 2));
    const ran = await folder.run('validate', 'bad.json', '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      ok: false,
      issues: [{ severity: 'error', path: 'requestsPerSecond', line: 3, column: 24 }],
    });
  });

  test.each([
    ['a file that is not there', 'none.json', (): void => {}],
    ['a directory', 'dir.json', (): void => mkdirSync(folder.path('dir.json'))],
    ['an empty file', 'empty.json', (): void => writeFileSync(folder.path('empty.json'), '')],
    [
      'a byte-order mark',
      'bom.json',
      (): void => writeFileSync(folder.path('bom.json'), `\uFEFF${JSON.stringify(SPEC)}`),
    ],
    ['50 MB', 'large.json', (): void => writeFileSync(folder.path('large.json'), Buffer.alloc(50 * 1024 * 1024, 32))],
    [
      'bytes that are no text',
      'binary.json',
      (): void => writeFileSync(folder.path('binary.json'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
    ],
  ])('refuses %s by name', async (_what, file, prepare) => {
    prepare();
    const ran = await folder.run('validate', file);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(`${file}`);
    expect(ran.err).toMatch(/\n1 error\.\n$/);
    expect(ran.err).not.toContain('    at ');
  });
});

describe('plan', () => {
  test('shows tables to people and the whole plan to programs', async () => {
    const people = await folder.run('plan', 'edge.json');
    expect(people.code).toBe(0);
    for (const part of ['us-east', 'europe-west1', '10.64.64.10', 'IPsec VPN', 'cluster-eu-west', 'tcp 7000'])
      expect(people.out).toContain(part);
    const programs = await folder.run('plan', 'edge.json', '--json');
    expect(JSON.parse(programs.out)).toMatchObject({
      format: 2,
      topology: 'edge',
      datastore: { replicationFactor: 3 },
    });
  });
});

describe('init', () => {
  test('writes a spec that every other command takes, and never over another file', async () => {
    expect((await folder.run('init', 'mine.yaml')).code).toBe(0);
    expect((await folder.run('validate', 'mine.yaml')).code).toBe(0);
    writeFileSync(folder.path('mine.yaml'), 'precious');
    const again = await folder.run('init', 'mine.yaml');
    expect([again.code, again.err]).toEqual([
      1,
      'error: mine.yaml exists; choose another name, or overwrite it with --force\n',
    ]);
    expect(readFileSync(folder.path('mine.yaml'), 'utf8')).toBe('precious');
    expect((await folder.run('init', 'mine.yaml', '--force')).code).toBe(0);
    expect((await folder.run('init', 'mine.json')).code).toBe(1);
  });
});

describe('schema', () => {
  test('prints the JSON Schema that is committed', async () => {
    expect((await folder.run('schema')).out).toBe(
      readFileSync(`${__dirname}/../../schema/topology.schema.json`, 'utf8'),
    );
  });
});

describe('synth and check', () => {
  test('write both trees and the lock, say what comes next, and are in step with each other', async () => {
    const ran = await folder.run('synth', 'edge.json');
    expect([ran.code, ran.out]).toEqual([0, '']);
    for (const stack of [
      'shared',
      'network-us-east',
      'network-eu-west',
      'links',
      'cluster-us-east',
      'cluster-eu-west',
    ]) {
      expect(ran.err).toMatch(new RegExp(`^  ${stack} +\\d+ resources  terraform/edge/${stack}$`, 'm'));
      expect(existsSync(folder.path('cdktf.out/stacks', stack, 'cdk.tf.json'))).toBe(true);
    }
    expect(ran.err).toContain("TOPOGEN_SPEC=edge.json npx cdktf deploy '*'");
    expect(existsSync(folder.path('edge.lock.json'))).toBe(true);
    expect(await folder.run('check', 'edge.json')).toMatchObject({ code: 0, out: '' });
    expect((await folder.run('synth', 'edge.json', '--quiet', '--frozen-lock')).err).not.toContain('resources');
  });

  test('check finds what was edited, what is missing and what is stale, and names the command that mends it', async () => {
    await folder.run('synth', 'edge.json');
    writeFileSync(folder.path('terraform/edge/shared/outputs.tf'), '# edited\n');
    rmSync(folder.path('terraform/edge/links/keys.tf'));
    writeFileSync(folder.path('terraform/edge/shared/mine.tf'), '# a file of the user');
    const ran = await folder.run('check', 'edge.json');
    expect(ran.code).toBe(2);
    expect(ran.out).toContain('-# edited');
    expect(ran.out).toContain('--- /dev/null\n+++ b/links/keys.tf');
    expect(ran.err).toContain('changed  terraform/edge/shared/outputs.tf');
    expect(ran.err).toContain('missing  terraform/edge/links/keys.tf');
    expect(ran.err).not.toContain('mine.tf');
    expect(ran.err).toContain('topogen synth edge.json');
    const json = await folder.run('check', 'edge.json', '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      ok: false,
      added: ['links/keys.tf'],
      changed: ['shared/outputs.tf'],
      stale: [],
    });
    await folder.run('synth', 'edge.json');
    expect((await folder.run('check', 'edge.json')).code).toBe(0);
    expect(existsSync(folder.path('terraform/edge/shared/mine.tf'))).toBe(true);
  });

  test('a datacenter that is taken out leaves stale files to check, and synth warns before its state is forgotten', async () => {
    await folder.run('synth', 'edge.json');
    writeFileSync(folder.path('edge.json'), JSON.stringify({ ...SPEC, datacenters: SPEC.datacenters.slice(0, 1) }));
    expect((await folder.run('check', 'edge.json')).err).toContain('lock-frozen');
    expect((await folder.run('synth', 'edge.json')).code).toBe(1);
    expect(existsSync(folder.path('terraform/edge/cluster-eu-west'))).toBe(true);
    const ran = await folder.run('synth', 'edge.json', '--allow', 'datacenter-removed:eu-west');
    expect(ran.err).toContain('warning: no longer part of the topology: cluster-eu-west, links, network-eu-west.');
    expect(ran.err).toContain('go by the steps of topogen runbook');
    expect(ran.err).toContain('\n  1. destroy cluster-eu-west\n  2. destroy links\n  3. destroy network-eu-west\n');
    expect(existsSync(folder.path('terraform/edge/cluster-eu-west'))).toBe(false);
  });

  test('where links stay, the warning has them applied before the network goes', async () => {
    const third = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
    writeFileSync(folder.path('edge.json'), JSON.stringify({ ...SPEC, datacenters: [...SPEC.datacenters, third] }));
    await folder.run('synth', 'edge.json');
    writeFileSync(folder.path('edge.json'), JSON.stringify(SPEC));
    expect((await folder.run('synth', 'edge.json', '--allow', 'datacenter-removed:us-west')).err).toMatch(
      /\n  1\. destroy cluster-us-west\n  2\. apply links, .*\n  3\. destroy network-us-west\n/,
    );
  });

  test('--frozen-lock refuses to write a first lock file', async () => {
    const ran = await folder.run('synth', 'edge.json', '--frozen-lock');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('edge.lock.json is missing, and --frozen-lock forbids writing it');
    expect(existsSync(folder.path('terraform'))).toBe(false);
  });

  test('a lock file that was edited by hand is refused and left as it is', async () => {
    await folder.run('synth', 'edge.json');
    const edited = readFileSync(folder.path('edge.lock.json'), 'utf8').replace('"index": 0', '"index": 7');
    writeFileSync(folder.path('edge.lock.json'), edited);
    const ran = await folder.run('synth', 'edge.json');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('edge.lock.json');
    expect(readFileSync(folder.path('edge.lock.json'), 'utf8')).toBe(edited);
  });

  test('an output folder that is a file is told in one line', async () => {
    writeFileSync(folder.path('occupied'), '');
    const ran = await folder.run('synth', 'edge.json', '--out', 'occupied');
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/^error: .*occupied/m);
    expect(ran.err).not.toContain('    at ');
  });

  test('synth reports to programs in JSON', async () => {
    const ran = await folder.run('synth', 'edge.json', '--json');
    expect(JSON.parse(ran.out)).toMatchObject({
      ok: true,
      topology: 'edge',
      lockChanged: true,
      lockFile: 'edge.lock.json',
    });
  });
});
