import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TWO } from '../support/edge-spec';
import { RunFolder } from '../support/run-in-folder';
import { PROJECT } from '../support/synthesized';
import { casesOf } from '../support/effort';

let folder: RunFolder;
beforeEach(() => {
  folder = new RunFolder();
  writeFileSync(folder.path('edge.json'), JSON.stringify(TWO));
});
afterEach(() => folder.remove());

interface Answer {
  readonly broken: readonly (readonly string[])[];
  readonly singles: readonly { readonly losses: readonly { readonly word: string }[]; readonly holds: boolean }[];
  readonly doubles: { readonly pairs: number; readonly withoutLinks: boolean; readonly groups: readonly object[] };
}

/** What a ready-made topology does not survive, though it promises to: PostgreSQL has one primary, and people promote a replica. */
const BROKEN: Readonly<Record<string, readonly string[]>> = { 'postgresql-traditional.json': ['datacenter:us-east'] };

test('every ready-made topology survives what it promises or names what it does not, in lines that a terminal has', async () => {
  const topologies = join(PROJECT, 'topologies');
  cpSync(topologies, folder.path('topologies'), { recursive: true });
  const specs = readdirSync(topologies).filter((it) => it.endsWith('.json') && !it.endsWith('.lock.json'));
  expect(specs.length).toBeGreaterThan(5);
  for (const spec of casesOf(specs, ['two-clouds.json', 'postgresql-hybrid.json', 'hub.json'])) {
    const { code, out } = await folder.run('simulate', `topologies/${spec}`);
    const broken = BROKEN[spec] ?? [];
    expect([spec, code]).toEqual([spec, broken.length === 0 ? 0 : 2]);
    if (broken.length === 0) expect(out).toMatch(/^Every single loss that kong\.survives covers is survived\.$/m);
    else expect(out).toContain(`NOT survived, though kong.survives covers it: ${broken.join(', ').replace(':', ' ')}`);
    expect([spec, out.split('\n').filter((line) => line.length > 80)]).toEqual([spec, []]);
    const answer = JSON.parse((await folder.run('simulate', `topologies/${spec}`, '--json')).out) as Answer;
    expect(answer).toMatchObject({ format: 1, doubles: { withoutLinks: false } });
    expect([spec, answer.broken]).toEqual([spec, broken.map((loss) => [loss])]);
    // A topology of one datacenter on a cloud's own datastore has four.
    expect(answer.singles.length).toBeGreaterThan(3);
  }
});

test('a promise that one loss breaks is named, and exits 2', async () => {
  const datastore = { readConsistency: 'QUORUM', writeConsistency: 'QUORUM' };
  writeFileSync(folder.path('edge.json'), JSON.stringify({ ...TWO, datastore }));
  const { code, out } = await folder.run('simulate', 'edge.json');
  expect(code).toBe(2);
  expect(out).toMatch(/^any one datacenter +none +none +\d+ % +BROKEN$/m);
  expect(out).toMatch(/the link \S+ - \S+ +none +none +\d+ % +none/);
  expect(out).toMatch(/^the link \S+ - \S+: Bring the lost links back first;/m);
  expect(out).toContain('NOT survived, though kong.survives covers it: datacenter');
  const answer = JSON.parse((await folder.run('simulate', 'edge.json', '--json')).out) as Answer;
  expect(answer.broken).toEqual([['datacenter:eu-west'], ['datacenter:us-east']]);
});

test('two copies survive no node, and the promise of one is broken', async () => {
  const datastore = { replicationFactor: 2 };
  writeFileSync(folder.path('edge.json'), JSON.stringify({ ...TWO, datastore }));
  const ran = await folder.run('simulate', 'edge.json', '--lose', 'node:us-east/cassandra-1');
  expect(ran.code).toBe(2);
  expect(ran.out).toMatch(/us-east +some +some +1 of 2/);
  expect(ran.out).toContain('kong.survives covers this, and it is NOT survived.');
});

test('--lose shows losses that happen together, in detail', async () => {
  const ran = await folder.run('simulate', 'edge.json', '--lose', 'datacenter:us-east', '--lose=link:us-east-eu-west');
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('Lost: datacenter us-east, the link eu-west - us-east\n');
  expect(ran.out).toMatch(/^eu-west +all +all +3 of 3 +\d+ +18,000 +\d+ %$/m);
  expect(ran.out).toMatch(/^eu-west - us-east +down +0 +0 +\d+$/m);
  expect(ran.out).toContain('What to do: See that clients are sent to the other datacenters');
});

test('--lose with a kind alone tries each of the kind, on top of what is lost', async () => {
  const ran = await folder.run('simulate', 'edge.json', '--lose', 'zone', '--lose', 'datacenter:eu-west', '--json');
  const { cases } = JSON.parse(ran.out) as { readonly cases: readonly { readonly losses: { word: string }[] }[] };
  expect(cases.map(({ losses }) => losses.map(({ word }) => word))).toEqual([
    ['datacenter:eu-west', 'zone:eu-west/a'],
    ['datacenter:eu-west', 'zone:us-east/a'],
  ]);
});

describe('a word that names nothing is refused with the one that may be meant', () => {
  const words: readonly (readonly [string, string])[] = [
    ['us-east', 'did you mean "datacenter:us-east"?'],
    ['datacenter:us-est', 'did you mean "datacenter:us-east"?'],
    ['zone:us-east/d', 'did you mean "zone:us-east/a"?'],
    ['node:us-east/casandra-2', 'did you mean "node:us-east/cassandra-2"?'],
    ['link:eu-west_us-east', 'did you mean "link:eu-west-us-east"?'],
    ['zones', 'did you mean "zone"?'],
    ['everything', 'name a kind (node, zone, datacenter, link) or a thing, such as node:'],
  ];

  test.each(words)('%s', async (word, remedy) => {
    const ran = await folder.run('simulate', 'edge.json', '--lose', word);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(remedy);
    expect(ran.err).toContain('[loss-unknown]');
  });

  test('all of them at once, and as JSON', async () => {
    const ran = await folder.run('simulate', 'edge.json', '--lose', 'a', '--lose', 'b', '--json');
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.out)).toMatchObject({
      ok: false,
      issues: [{ code: 'loss-unknown' }, { code: 'loss-unknown' }],
    });
  });

  test('an empty one by the command line itself', async () => {
    expect((await folder.run('simulate', 'edge.json', '--lose=', '--lose', 'zone')).err).toContain('--lose is empty');
  });
});
