import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { canonicalJson } from '../../src/kernel/json';
import { createHash } from 'node:crypto';
import { RunFolder } from '../support/run-in-folder';

/*
 * The lock file holds what stands. A derived number that would be smaller is kept, with a line that says why; a smaller number
 * of the user's own, and everything else that would lose what stands, is refused before anything is written, until it is named.
 */

let folder: RunFolder;
beforeEach(() => (folder = new RunFolder()));
afterEach(() => folder.remove());

const USE = { name: 'use', cloud: 'aws', region: 'us-east-1' };
const EUW = { name: 'euw', cloud: 'google', region: 'europe-west1' };

function write(fields: object, datacenters: readonly object[] = [USE, EUW], file = 'edge.json'): void {
  const spec = { name: 'edge', requestsPerSecond: 8000, googleProject: 'example-project', datacenters, ...fields };
  writeFileSync(folder.path(file), JSON.stringify(spec, null, 1));
}

const counting = (policy: string): object => ({
  requestsPerSecond: 4000,
  kong: { plugins: [{ name: 'rate-limiting', policy, periods: 2 }] },
});
const synth = (...options: string[]) => folder.run('synth', 'edge.json', ...options);
const listing = (): string => execFileSync('find', ['.', '-ls'], { cwd: folder.root, encoding: 'utf8' });
const lock = () =>
  JSON.parse(readFileSync(folder.path('edge.lock.json'), 'utf8')) as {
    readonly datacenters: Readonly<Record<string, { readonly nodes: number; readonly diskGib: number }>>;
    readonly allowed: readonly { readonly word: string; readonly what: string }[];
  };
const nodes = (): (number | undefined)[] => ['use', 'euw'].map((name) => lock().datacenters[name]?.nodes);
const disks = (): (number | undefined)[] => ['use', 'euw'].map((name) => lock().datacenters[name]?.diskGib);

/** Runs the steps of a transition: the first spec is written out, and the second is run over it. */
async function step(from: object, to: object, ...options: string[]) {
  write(from);
  expect((await synth('--quiet')).code).toBe(0);
  write(to);
  return synth(...options);
}

/** A lock file as it was before it held what stands. */
function asFormatOne(): void {
  const file = JSON.parse(readFileSync(folder.path('edge.lock.json'), 'utf8')) as {
    readonly datacenters: Readonly<Record<string, { readonly index: number }>>;
    readonly nextIndex: number;
  };
  const indexes = Object.entries(file.datacenters).map(([name, { index }]) => [name, { index }]);
  const content = { format: 1, topology: 'edge', nextIndex: file.nextIndex, datacenters: Object.fromEntries(indexes) };
  const checksum = createHash('sha256').update(canonicalJson(content)).digest('hex');
  writeFileSync(folder.path('edge.lock.json'), canonicalJson({ ...content, checksum }));
}

describe('derived numbers are kept', () => {
  test('counters that move to Redis leave every node where it is, and synth, plan and explain say why', async () => {
    const ran = await step(counting('cluster'), counting('redis'));
    expect(ran.code).toBe(0);
    expect(nodes()).toEqual([12, 12]);
    for (const name of ['use', 'euw'])
      expect(ran.err).toContain(`Cassandra nodes of ${name} kept at 12: the lock holds what stands; sized 3;`);
    expect((await synth('--quiet', '--frozen-lock')).code).toBe(0);
    folder.columns = 300;
    const plan = await folder.run('plan', 'edge.json');
    expect(plan.out).toMatch(/\buse\b.*12 x r6a\.\S+ \(kept; sized 3\)/);
    const explained = await folder.run('explain', 'edge.json', 'use.cassandra.nodes');
    expect(explained.out).toContain('use.cassandra.nodes = 12 nodes');
    expect(explained.out).toContain('max(standingNodes, sizedNodes)');
    expect(explained.out).toMatch(/standingNodes +12 nodes +lock file: datacenters\.use\.nodes/);
    expect(explained.out).toContain('because: kept at 12: the lock holds what stands; sized 3');
    expect((await folder.run('cost', 'edge.json')).out).toMatch(/12 x r6a\.|12\b.*r6a/);
    expect((await folder.run('check', 'edge.json')).code).toBe(0);
  });

  test('a smaller rate leaves nodes and disks where they are, and a larger one makes them grow again', async () => {
    const rate = (requestsPerSecond: number): object => ({ ...counting('cluster'), requestsPerSecond });
    await step(rate(4000), rate(400), '--quiet');
    const stood = [nodes(), disks()];
    expect(nodes()).toEqual([12, 12]);
    write(rate(6000));
    expect((await synth('--quiet')).code).toBe(0);
    expect(nodes()).toEqual([15, 15]);
    expect(disks().every((gib, i) => gib! >= stood[1]![i]!)).toBe(true);
  });

  test('a disk that another release sized larger keeps its size', async () => {
    const ran = await step(
      { datastore: { version: '4.1' } },
      { datastore: { version: '3.11' } },
      '--allow',
      'cassandra-step-back',
    );
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringContaining('data disks of euw kept at 140 GiB: the lock holds what stands; sized 100'),
    ]);
    expect(disks()).toEqual([100, 140]);
  });

  test('nodes that the spec names no more stay as well', async () => {
    expect((await step({ datastore: { nodesPerDatacenter: 9 } }, {}, '--quiet')).code).toBe(0);
    expect(nodes()).toEqual([9, 9]);
  });

  test('a frozen lock file says what it would have to hold instead', async () => {
    const stated = (nodesPerDatacenter: number): object => ({ datastore: { nodesPerDatacenter } });
    const ran = await step(stated(3), stated(6), '--frozen-lock');
    expect([ran.code, ran.err]).toEqual([
      1,
      expect.stringContaining('does not fit the spec (euw nodes 3 to 6, use nodes 3 to 6), and --frozen-lock'),
    ]);
    expect(nodes()).toEqual([3, 3]);
  });

  test('more nodes are no loss', async () => {
    const stated = (nodesPerDatacenter: number): object => ({ datastore: { nodesPerDatacenter } });
    expect((await step(stated(3), stated(6), '--quiet')).code).toBe(0);
    expect(nodes()).toEqual([6, 6]);
  });
});

describe('stated smaller numbers are refused', () => {
  test.each([
    [
      'nodesPerDatacenter',
      { nodesPerDatacenter: 3 },
      'nodes-lowered',
      'use has 12 nodes: with 3 the data disks of 9 would',
    ],
    [
      'diskGib',
      { diskGib: 50 },
      'data-disk-lowered',
      'the data disks of use have 100 GiB: no cloud makes a disk smaller',
    ],
  ])('%s', async (_, datastore, code, message) => {
    write(counting('cluster'));
    await synth('--quiet');
    write({ ...counting('cluster'), datastore });
    const before = listing();
    const ran = await synth();
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(new RegExp(`^edge\\.json:\\d+:\\d+: error: datastore\\.\\w+: ${message}`, 'm'));
    expect(ran.err).toContain(`topogen synth --allow ${code}:use lets it pass once [${code}]`);
    expect(ran.err).toContain('2 errors. Nothing was written.');
    for (const command of ['validate', 'plan', 'explain', 'cost', 'check'])
      expect(await folder.run(command, 'edge.json')).toMatchObject({
        code: 1,
        err: expect.stringContaining(code) as string,
      });
    expect(listing()).toBe(before);
  });

  test('each passes by its own name, once, and the lock file keeps a record', async () => {
    const stated = (nodesPerDatacenter: number): object => ({ datastore: { nodesPerDatacenter } });
    const half = await step(stated(6), stated(3), '--allow', 'nodes-lowered:use');
    expect(half.code).toBe(1);
    expect(half.err).toContain('euw has 6 nodes');
    expect(half.err).not.toContain('use has 6 nodes');
    const whole = await synth('--allow', 'nodes-lowered:use,nodes-lowered:euw');
    expect(whole.code).toBe(0);
    expect(whole.err).toMatch(
      /warning: .*use has 6 nodes: with 3 .*; let pass by --allow, and recorded \[nodes-lowered\]/,
    );
    expect(nodes()).toEqual([3, 3]);
    expect(lock().allowed.map(({ word }) => word)).toEqual(['nodes-lowered:euw', 'nodes-lowered:use']);
    expect((await synth('--quiet')).code).toBe(0);
    expect(lock().allowed).toHaveLength(2);
    const idle = await synth('--allow', 'nodes-lowered:use');
    expect([idle.code, idle.err]).toEqual([1, expect.stringContaining('names nothing that this run would lose')]);
  });
});

describe('releases go by the steps of their guides', () => {
  const kong = (version: string): object => ({ kong: { version } });
  const ring = (version: string): object => ({ datastore: { version } });

  test('Kong 2.5.2 comes to 3.3.1 by 2.8.5', async () => {
    const ran = await step(kong('2.5.2'), kong('3.3.1'));
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('leads from it to 3.3.1 in one step: by 2.8.5;')]);
    for (const version of ['2.8.5', '3.3.1']) {
      write(kong(version));
      expect((await synth('--quiet')).code).toBe(0);
    }
    write(kong('2.8.5'));
    expect((await synth()).err).toContain('[kong-step-back]');
  });

  test('Cassandra 4.1 does not go back to 3.11, and 3.11 comes to 5.0 line by line', async () => {
    expect((await step(ring('4.1'), ring('3.11'))).err).toContain(
      'Cassandra 4.1.10 stands: 3.11.19 does not read the files that it has written',
    );
    write(ring('5.0'));
    expect((await synth('--quiet')).code).toBe(0);
  });

  test('diff refuses the same, of files and without a lock file', async () => {
    write(kong('2.5.2'));
    write(kong('3.3.1'), undefined, 'next.json');
    const ran = await folder.run('diff', 'edge.json', 'next.json');
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('[kong-release-skipped]')]);
    write({ ...kong('2.5.2'), name: 'other' }, undefined, 'other.json');
    expect((await folder.run('diff', 'edge.json', 'other.json')).code).toBe(2);
  });

  test('diff of a file with the one that was written out shows the numbers that are kept', async () => {
    write(counting('cluster'));
    await synth('--quiet');
    write(counting('redis'), undefined, 'next.json');
    const ran = await folder.run('diff', 'edge.json', 'next.json');
    expect(ran.code).toBe(2);
    expect(ran.out).not.toMatch(/cassandra \w+: nodes/);
    const cost = await folder.run('cost', 'next.json', '--compare', 'edge.json');
    expect([cost.code, cost.err]).toEqual([0, expect.stringContaining('Cassandra nodes of use kept at 12')]);
    write({ ...counting('redis'), datastore: { nodesPerDatacenter: 3 } }, undefined, 'next.json');
    const fewer = await folder.run('cost', 'next.json', '--compare', 'edge.json');
    expect([fewer.code, fewer.err]).toEqual([1, expect.stringContaining('[nodes-lowered]')]);
    expect(fewer.out).not.toBe('');
    const json = await folder.run('cost', 'next.json', '--compare', 'edge.json', '--json');
    expect([json.code, json.err]).toEqual([1, expect.stringContaining('[nodes-lowered]')]);
    write(counting('redis'), undefined, 'next.json');
    // The other way round, what stands is later than the spec that is read first.
    expect((await folder.run('diff', 'next.json', 'edge.json')).code).toBe(2);
  });
});

describe('places do not change', () => {
  test.each([
    ['region', [{ ...USE, region: 'us-west-2' }, EUW], ['region-changed:use']],
    ['cloud', [{ ...USE, cloud: 'google', region: 'us-east1' }, EUW], ['cloud-changed:use']],
    ['zones', [{ ...USE, zones: ['us-east-1b', 'us-east-1a', 'us-east-1c'] }, EUW], ['zones-changed:use']],
    ['range', [{ ...USE, cidr: '10.99.0.0/16' }, EUW], ['range-changed:use']],
    ['project', [USE, { ...EUW, project: 'another' }], ['project-changed:euw']],
    ['name', [{ ...USE, name: 'virginia' }, EUW], ['datacenter-renamed:use']],
    ['none', [USE], ['datacenter-removed:euw']],
  ])('%s', async (_, datacenters, words) => {
    write({});
    expect((await synth('--quiet')).code).toBe(0);
    write({}, datacenters);
    const before = listing();
    const ran = await synth();
    expect(ran.code).toBe(1);
    expect([...ran.err.matchAll(/--allow (\S+) lets it pass once/g)].map(([, word]) => word)).toEqual(words);
    expect(listing()).toBe(before);
    expect((await synth('--quiet', '--allow', words.join())).code).toBe(0);
    expect((await synth('--quiet')).code).toBe(0);
  });

  test('another supernet moves every datacenter, and is refused with the range of each', async () => {
    const supernet = (range: string): object => ({ network: { supernet: range } });
    const ran = await step({}, supernet('10.0.0.0/8'));
    expect(ran.code).toBe(1);
    // It contains the former one, so only the ranges would be lost.
    expect(ran.err).not.toContain('[supernet-changed]');
    expect(ran.err).toContain('use has 10.65.0.0/16: with 10.1.0.0/16 its network');
    const ranges: Readonly<Record<string, string>> = { use: '10.65.0.0/16', euw: '10.64.0.0/16' };
    write(
      supernet('10.0.0.0/8'),
      [USE, EUW].map((it) => ({ ...it, cidr: ranges[it.name] })),
    );
    expect((await synth('--quiet')).code).toBe(0);
  });

  test('a datacenter that goes, and one that comes elsewhere, are not renamed, and the one that goes is named', async () => {
    write({}, [USE]);
    expect((await synth('--quiet')).code).toBe(0);
    write({}, [USE, EUW]);
    const ran = await synth('--quiet');
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringMatching(
        /warning: .* euw takes a share of use in the step that adds it: .* give it "share": 0\.000001 until/,
      ),
    ]);
    write({}, [EUW]);
    expect((await synth('--quiet', '--allow', 'datacenter-removed:use')).code).toBe(0);
  });
});

describe('a lock file of format 1, which held indexes alone', () => {
  test('takes nodes and disks from the tree, says so in one line, and is written in the newer format', async () => {
    write({ datastore: { nodesPerDatacenter: 9, diskGib: 200 } });
    await synth('--quiet');
    asFormatOne();
    write({});
    const frozen = await synth('--frozen-lock');
    expect([frozen.code, frozen.err]).toEqual([1, expect.stringContaining('(it is of format 1, which does not hold')]);
    const ran = await synth();
    expect(ran.code).toBe(0);
    expect(ran.err).toContain(
      'the lock file is of format 1, which does not hold what stands: taken from the plan of this spec, and nodes and data ' +
        'disks from terraform/edge: euw 9 x 200 GiB, use 9 x 200 GiB;',
    );
    expect([nodes(), disks()]).toEqual([
      [9, 9],
      [200, 200],
    ]);
    expect((await synth()).err).not.toContain('format 1');
  });

  test('is out of step, and no error, to check', async () => {
    write({});
    await synth('--quiet');
    asFormatOne();
    const ran = await folder.run('check', 'edge.json');
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('changed  edge.lock.json: it does not hold')]);
    expect(JSON.parse((await folder.run('check', 'edge.json', '--json')).out)).toMatchObject({
      ok: false,
      lockFile: 'edge.lock.json',
    });
    expect((await folder.run('validate', 'edge.json')).code).toBe(0);
  });

  test('refuses a smaller number than its tree has', async () => {
    write({ datastore: { nodesPerDatacenter: 9 } });
    await synth('--quiet');
    asFormatOne();
    write({ datastore: { nodesPerDatacenter: 3 } });
    const ran = await synth();
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('use has 9 nodes: with 3')]);
  });
});
