import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TWO } from '../support/edge-spec';
import { RunFolder } from '../support/run-in-folder';
import { PROJECT } from '../support/synthesized';

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  writeFileSync(folder.path('edge.json'), JSON.stringify(TWO));
});
afterEach(() => folder.remove());

const LARGER = { ...TWO, datastore: { diskGib: 500 } };

interface Answer {
  readonly format: number;
  readonly parts: readonly { readonly title: string; readonly steps: readonly object[] }[];
}

test('no change says so, of every ready-made topology', async () => {
  const topologies = join(PROJECT, 'topologies');
  cpSync(topologies, folder.path('topologies'), { recursive: true });
  for (const spec of readdirSync(topologies).filter((it) => it.endsWith('.json') && !it.endsWith('.lock.json'))) {
    const ran = await folder.run('runbook', `topologies/${spec}`, `topologies/${spec}`);
    expect([spec, ran.code, ran.out]).toEqual([spec, 0, 'Nothing changes, so there is nothing to do.\n']);
  }
});

test('two files, as text, Markdown and JSON', async () => {
  writeFileSync(folder.path('next.json'), JSON.stringify(LARGER));
  const text = await folder.run('runbook', 'edge.json', 'next.json');
  expect(text.code).toBe(0);
  expect(text.out).toMatch(/^Data disks grow: eu-west 100 to 500 GiB, us-east 100 to 500 GiB$/m);
  expect(text.out).toContain('     $ topogen synth next.json\n');
  const markdown = await folder.run('runbook', 'edge.json', 'next.json', '--markdown');
  expect(markdown.out).toMatch(/^# Runbook of edge\n/);
  expect(markdown.out).toContain('- [ ] **1. Generate**\n');
  const json = JSON.parse((await folder.run('runbook', 'edge.json', 'next.json', '--json')).out) as Answer;
  expect(json.format).toBe(1);
  expect(json.parts.map(({ steps }) => steps.length)).toEqual([3]);
  expect(json.parts[0]!.steps[2]).toMatchObject({ commands: ['sudo xfs_growfs /var/lib/cassandra'] });
});

test('a git revision, and one before the topology was', async () => {
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder.root, stdio: 'ignore' });
  git('init', '--quiet');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '--allow-empty', '-m', 'first');
  const first = await folder.run('runbook', 'HEAD', 'edge.json');
  expect(first.out).toMatch(/^edge is built for the first time$/m);
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'second');
  writeFileSync(folder.path('edge.json'), JSON.stringify(LARGER));
  expect((await folder.run('runbook', 'HEAD', 'edge.json')).out).toContain('Data disks grow');
});

test('what the trees alone show is applied stack by stack', async () => {
  writeFileSync(folder.path('next.json'), JSON.stringify({ ...TWO, tags: { team: 'edge' } }));
  const { out } = await folder.run('runbook', 'edge.json', 'next.json');
  expect(out).toMatch(/^Everything else: tags$/m);
  expect(out).toMatch(/Apply cluster-us-east: \d+ to change$/m);
});

test('what synth would refuse is refused, with the way; nodes that leave have steps', async () => {
  const refusedFor = async (next: object): Promise<string> => {
    writeFileSync(folder.path('next.json'), JSON.stringify(next));
    const ran = await folder.run('runbook', 'edge.json', 'next.json');
    expect([ran.code, ran.out]).toEqual([1, '']);
    return ran.err;
  };
  const [first, second] = TWO.datacenters;
  expect(await refusedFor({ ...TWO, datacenters: [{ ...first, region: 'us-east-2' }, second] })).toContain(
    '[region-changed]',
  );
  expect(await refusedFor({ ...TWO, kong: { version: '2.8.5' } })).toContain('[kong-step-back]');
  writeFileSync(folder.path('six.json'), JSON.stringify({ ...TWO, datastore: { nodesPerDatacenter: 6 } }));
  writeFileSync(folder.path('three.json'), JSON.stringify({ ...TWO, datastore: { nodesPerDatacenter: 3 } }));
  const fewer = await folder.run('runbook', 'six.json', 'three.json');
  expect(fewer.code).toBe(0);
  expect(fewer.out).toContain('topogen synth three.json --allow nodes-lowered:eu-west,nodes-lowered:us-east\n');
});

test('a datacenter that stands and is named no more has the steps that the refusal of synth promises', async () => {
  writeFileSync(folder.path('leaving.json'), JSON.stringify(TWO));
  expect((await folder.run('synth', 'leaving.json', '--out', 'leaving')).code).toBe(0);
  writeFileSync(folder.path('next.json'), JSON.stringify({ ...TWO, datacenters: TWO.datacenters.slice(0, 1) }));
  const { code, out } = await folder.run('runbook', 'leaving.json', 'next.json');
  expect(code).toBe(0);
  expect(out).toContain('--allow datacenter-removed:');
});

test('an upgrade of Kong that no guide has in one step is laid out in steps, each with its own snapshot and finish', async () => {
  const kong = (version: string) => ({ ...TWO, kong: { version, packageSha256: 'a'.repeat(64) } });
  writeFileSync(folder.path('old.json'), JSON.stringify(kong('2.5.2')));
  writeFileSync(folder.path('next.json'), JSON.stringify(kong('3.3.1')));
  const { code, out } = await folder.run('runbook', 'old.json', 'next.json');
  expect(code).toBe(0);
  expect(out.match(/^Part \d of \d: Kong .*$/gm)).toEqual([
    'Part 2 of 3: Kong 2.5.2 becomes 2.8.5',
    'Part 3 of 3: Kong 2.8.5 becomes 3.3.1',
  ]);
  expect(out.match(/Spec: "kong.version": "[\d.]+"/g)).toEqual([
    'Spec: "kong.version": "2.8.5"',
    'Spec: "kong.version": "3.3.1"',
  ]);
  expect(out.split('sudo kong migrations finish')).toHaveLength(3);
  expect(out).toContain('nodetool snapshot -t before-kong-2.8.5 kong');
  expect(out).toContain('Part 1 of 3: By hand instead: Kong 3.3.1 on a copy, beside 2.5.2\n');
  const markdown = await folder.run('runbook', 'old.json', 'next.json', '--markdown');
  expect(markdown.out.match(/^## .*$/gm)).toEqual(out.match(/^Part \d of \d: .*$/gm)!.map((title) => `## ${title}`));
});

test('lines of Cassandra between two releases are gone through one after another, each with its own snapshot', async () => {
  writeFileSync(folder.path('next.json'), JSON.stringify({ ...TWO, datastore: { version: '5.0' } }));
  const { code, out, err } = await folder.run('runbook', 'edge.json', 'next.json');
  expect([code, err]).toEqual([0, '']);
  const hops = out.match(/^Part \d of \d: Cassandra .*$/gm)!.map((it) => it.replace(/^.*: |\.\d+(?= |$)/g, ''));
  expect(hops).toEqual(['Cassandra 3.11 becomes 4.0', 'Cassandra 4.0 becomes 4.1', 'Cassandra 4.1 becomes 5.0']);
  expect(out.match(/^ {5}\$ nodetool upgradesstables$/gm)).toHaveLength(3);
  expect(out.match(/^Spec: "datastore.version": "4\.[01]\.\d+"\.$/gm)).toHaveLength(2);
  expect(out.match(/nodetool snapshot -t before-\S+/g)).toHaveLength(3);
});

test('a password is changed by steps on one spec, in every form', async () => {
  const key = 'cassandra-kong-password';
  const text = await folder.run('runbook', 'edge.json', '--rotate', key);
  expect([text.code, text.err]).toEqual([0, '']);
  expect(text.out).toContain('     $ sudo topogen-ring-passwords\n');
  const json = JSON.parse((await folder.run('runbook', 'edge.json', '--rotate', key, '--json')).out) as Answer;
  expect(json).toMatchObject({ format: 1, purpose: 'Steps that change a password of edge' });
  expect((await folder.run('runbook', 'edge.json', '--rotate', key, '--markdown')).out).toContain(
    '- [ ] **1. See that every node is up**\n',
  );
  const wrong = await folder.run('runbook', 'edge.json', '--rotate', 'nothing', '--json');
  expect([wrong.code, JSON.parse(wrong.out)]).toEqual([1, expect.objectContaining({ ok: false })]);
  expect((await folder.run('runbook', 'edge.json', 'edge.json', '--rotate', key)).err).toContain(
    '--rotate is about one spec, as it stands; leave the second out',
  );
});

test('the steps after a loss are of one spec as it stands, in every form', async () => {
  const text = await folder.run('runbook', 'edge.json', '--lost', 'datacenter:us-east');
  expect([text.code, text.err]).toEqual([0, '']);
  expect(text.out).toMatch(/^Only if it is back within ten days, and its data disks with it\.$/m);
  const json = JSON.parse(
    (await folder.run('runbook', 'edge.json', '--lost', 'zone:us-east/a', '--json')).out,
  ) as Answer;
  expect(json.parts.map(({ title }) => title)).toContain('The zone is back');
  const both = await folder.run('runbook', 'edge.json', '--lost', 'zone:us-east/a', '--rotate', 'x');
  expect(both.err).toContain('topogen runbook takes --lost or --rotate, not both');
  expect((await folder.run('runbook', 'edge.json', 'edge.json', '--lost', 'zone:us-east/a')).code).toBe(1);
  expect((await folder.run('runbook', 'edge.json', '--lost', 'zone')).err).toContain('name it, such as zone:eu-west/a');
});

test('links that are cut have steps, with the word that lets them pass', async () => {
  const three = { ...TWO, datacenters: [...TWO.datacenters, { name: 'us-west', cloud: 'aws', region: 'us-west-2' }] };
  writeFileSync(folder.path('edge.json'), JSON.stringify(three));
  writeFileSync(folder.path('next.json'), JSON.stringify({ ...three, links: { shape: 'hub', hub: 'us-east' } }));
  const { code, out } = await folder.run('runbook', 'edge.json', 'next.json');
  expect(code).toBe(0);
  expect(out).toContain('$ topogen synth next.json --allow links-changed\n');
});

test('one spec alone is compared with the commit of its lock file, if that is as it was', async () => {
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder.root, stdio: 'ignore' });
  const commit = (): void => git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '--quiet', '-m', 'x');
  git('init', '--quiet');
  await folder.run('synth', 'edge.json', '--quiet');
  expect((await folder.run('runbook', 'edge.json')).err).toContain('edge.lock.json is not committed as it is');
  git('add', '.');
  commit();
  writeFileSync(folder.path('edge.json'), JSON.stringify(LARGER));
  git('add', 'edge.json');
  commit();
  const { code, out } = await folder.run('runbook', 'edge.json');
  expect([code, out]).toEqual([0, expect.stringContaining('Data disks grow: eu-west 100 to 500 GiB')]);
});

test('a change without a way is an error, also as JSON, and so are two forms at once', async () => {
  writeFileSync(folder.path('next.json'), JSON.stringify({ ...TWO, name: 'other' }));
  const ran = await folder.run('runbook', 'edge.json', 'next.json', '--json');
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.out)).toMatchObject({ ok: false, issues: [{ code: 'other-topology' }] });
  expect(ran.err).toContain('the specs are of two topologies, edge and other');
  expect((await folder.run('runbook', 'edge.json', 'edge.json', '--json', '--markdown')).code).toBe(1);
});
